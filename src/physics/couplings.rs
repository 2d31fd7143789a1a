//! θ = (J, b): the couplings and biases that training finds, in either form of the couplings.

use super::dense::Dense;
use super::factored::Factored;
use super::network::Network;
use super::pairs::{Form, PairEnergy, Pairs, Product};
use crate::data::DataError;
use crate::fingerprint::Fingerprint;
use std::any::Any;

/// Couplings and biases.
#[derive(Clone, Debug)]
pub struct Couplings {
    network: Network,
    pairs: Box<dyn Pairs>,
    /// Biases of the visible units, Nv.
    pub bias_visible: Vec<f32>,
    /// Biases of the hidden units, Nh.
    pub bias_hidden: Vec<f32>,
}

impl PartialEq for Couplings {
    fn eq(&self, other: &Self) -> bool {
        self.network == other.network && self.form() == other.form() && self.blocks() == other.blocks()
    }
}

impl From<Dense> for Couplings {
    /// Without biases.
    fn from(dense: Dense) -> Self {
        Couplings::without_biases(dense.network().clone(), Box::new(dense))
    }
}

impl From<Factored> for Couplings {
    /// Without biases.
    fn from(factored: Factored) -> Self {
        Couplings::without_biases(factored.network().clone(), Box::new(factored))
    }
}

impl Couplings {
    /// The untrained computer: all zero, a number for each pair.
    pub fn zero(network: Network) -> Self {
        Dense::zero(network).into()
    }

    fn without_biases(network: Network, pairs: Box<dyn Pairs>) -> Self {
        Couplings {
            bias_visible: vec![0.0; network.visible()],
            bias_hidden: vec![0.0; network.hidden()],
            network,
            pairs,
        }
    }

    /// The units and pairs these couplings are for.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The pairs as a form, where they have it.
    fn form_as<P: Pairs>(&self) -> Option<&P> {
        (&*self.pairs as &dyn Any).downcast_ref()
    }

    /// The form of the couplings.
    pub fn form(&self) -> Form {
        self.pairs.form()
    }

    /// The numbers of the pairs, where these are dense.
    pub fn dense(&self) -> Option<&Dense> {
        self.form_as()
    }

    /// A number for each pair, whatever the form is here.
    pub fn to_dense(&self) -> Dense {
        self.dense().cloned().unwrap_or_else(|| Dense::of(&*self.pairs, &self.network))
    }

    /// The factors, where the couplings are factored.
    pub fn factored(&self) -> Option<&Factored> {
        self.form_as()
    }

    /// All blocks: those of the pairs ([`Pairs::blocks`]), bias_visible, bias_hidden.
    pub fn blocks(&self) -> [&[f32]; 5] {
        let [first, second, third] = self.pairs.blocks();
        [first, second, third, &self.bias_visible, &self.bias_hidden]
    }

    /// All blocks of dense couplings, to be changed in place.
    pub(crate) fn blocks_mut(&mut self) -> Option<[&mut Vec<f32>; 5]> {
        let Dense { vh, hh, vv, .. } = (&mut *self.pairs as &mut dyn Any).downcast_mut()?;
        Some([vh, hh, vv, &mut self.bias_visible, &mut self.bias_hidden])
    }

    /// Sets all blocks of dense couplings from their numbers in a row; returns whether there are as many
    /// as there are places.
    pub(crate) fn set_blocks(&mut self, numbers: &[f32]) -> bool {
        let fit = numbers.len() == self.blocks().iter().map(|block| block.len()).sum::<usize>();
        let mut rest = if fit { numbers } else { &[] };
        for block in self.blocks_mut().into_iter().flatten().filter(|_| fit) {
            let (ours, others) = rest.split_at(block.len());
            block.copy_from_slice(ours);
            rest = others;
        }
        fit
    }

    /// The coupling of two units, 0 where there is none.
    pub fn get(&self, i: usize, j: usize) -> f32 {
        self.pairs.get(i, j)
    }

    /// The couplings of one unit with all units.
    pub fn row(&self, unit: usize) -> Vec<f32> {
        self.pairs.row(unit)
    }

    /// Σ_j J_ij x_j of every unit, in f64.
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        self.pairs.times(x)
    }

    /// The energy of the pairs in a state (units), in f64.
    pub fn energy(&self, x: &[f32]) -> PairEnergy {
        self.pairs.energy(x)
    }

    /// b_i + Σ_j J_ij x_j of every unit, in f64.
    pub fn linear_gradient(&self, x: &[f64]) -> Vec<f64> {
        let mut force = self.times(x);
        let biases = self.bias_visible.iter().chain(&self.bias_hidden);
        force.iter_mut().zip(biases).for_each(|(force, &b)| *force += f64::from(b));
        force
    }

    /// θ ← θ + scale · other, both dense.
    pub fn add_scaled(&mut self, scale: f32, other: &Couplings) {
        for (ours, theirs) in self.blocks_mut().into_iter().flatten().zip(other.blocks()) {
            for (x, y) in ours.iter_mut().zip(theirs) {
                *x += scale * y;
            }
        }
    }

    /// Removes all couplings of a hidden unit (from 0) and its bias.
    pub fn cut(&mut self, hidden: usize) {
        self.pairs.cut(hidden);
        self.bias_hidden[hidden] = 0.0;
    }

    /// The couplings packed for products over slots.
    pub fn product(&self) -> Box<dyn Product> {
        self.pairs.product()
    }

    /// The biases over slots.
    pub fn bias_slots(&self) -> Vec<f32> {
        self.network.to_slots(&[self.bias_visible.as_slice(), &self.bias_hidden].concat())
    }

    /// Checks the numbers: as many as the network asks for, finite, symmetric,
    /// 0 where no pair is coupled and no bias is free.
    ///
    /// # Errors
    /// One refusal that names the block, its value and its limit.
    pub fn check(&self) -> Result<(), DataError> {
        // Not by the interface, so that a program that reads no couplings links no check.
        match (self.factored(), self.dense()) {
            (Some(factored), _) => factored.check()?,
            (_, Some(dense)) => dense.check()?,
            _ => {}
        }
        super::pairs::check_numbers("bias_visible", &self.bias_visible, self.network.visible())?;
        super::pairs::check_numbers("bias_hidden", &self.bias_hidden, self.network.hidden())?;
        if !self.network.visible_biases() && self.bias_visible.iter().any(|&b| b != 0.0) {
            return Err(DataError::refused("bias_visible", "is not 0", "0 where visible_biases is off"));
        }
        Ok(())
    }

    /// A hash of the bits of θ.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        self.blocks().iter().for_each(|block| fingerprint.add(block));
        fingerprint
    }
}
