//! θ = (J, b): the couplings and biases that training finds.

use super::network::Network;
use crate::fingerprint::Fingerprint;
use crate::kernels::packed::Packed;
use crate::parameters::VisibleCouplings;

/// Couplings and biases, block by block, each matrix row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Couplings {
    network: Network,
    /// Visible–hidden, Nv × Nh.
    pub vh: Vec<f32>,
    /// Hidden–hidden, Nh × Nh, symmetric with zero diagonal; empty without hidden couplings.
    pub hh: Vec<f32>,
    /// Visible–visible, Nv × Nv, symmetric with zero diagonal; empty without visible couplings.
    pub vv: Vec<f32>,
    /// Biases of the visible units, Nv.
    pub bias_visible: Vec<f32>,
    /// Biases of the hidden units, Nh.
    pub bias_hidden: Vec<f32>,
}

impl Couplings {
    /// The untrained computer: all zero.
    pub fn zero(network: Network) -> Self {
        let (nv, nh) = (network.visible(), network.hidden());
        let vv = network.visible_couplings() != VisibleCouplings::None;
        Couplings {
            vh: vec![0.0; nv * nh],
            hh: if network.hidden_couplings() { vec![0.0; nh * nh] } else { Vec::new() },
            vv: if vv { vec![0.0; nv * nv] } else { Vec::new() },
            bias_visible: vec![0.0; nv],
            bias_hidden: vec![0.0; nh],
            network,
        }
    }

    /// The units and pairs these couplings are for.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// All blocks: vh, hh, vv, bias_visible, bias_hidden.
    pub fn blocks(&self) -> [&[f32]; 5] {
        [&self.vh, &self.hh, &self.vv, &self.bias_visible, &self.bias_hidden]
    }

    /// All blocks, to be changed in place.
    pub fn blocks_mut(&mut self) -> [&mut Vec<f32>; 5] {
        [&mut self.vh, &mut self.hh, &mut self.vv, &mut self.bias_visible, &mut self.bias_hidden]
    }

    /// Sets all blocks from their numbers in a row; returns whether there are as many as there are places.
    pub fn set_blocks(&mut self, numbers: &[f32]) -> bool {
        let fit = numbers.len() == self.blocks().iter().map(|block| block.len()).sum::<usize>();
        let mut rest = if fit { numbers } else { &[] };
        for block in self.blocks_mut().into_iter().filter(|_| fit) {
            let (ours, others) = rest.split_at(block.len());
            block.copy_from_slice(ours);
            rest = others;
        }
        fit
    }

    /// The coupling of two units, 0 where there is none.
    pub fn get(&self, i: usize, j: usize) -> f32 {
        let (nv, nh) = (self.network.visible(), self.network.hidden());
        let (i, j) = (i.min(j), i.max(j));
        let at = |block: &[f32], index: usize| block.get(index).copied().unwrap_or(0.0);
        match (i < nv, j < nv) {
            (true, true) => at(&self.vv, i * nv + j),
            (true, false) => at(&self.vh, i * nh + j - nv),
            _ => at(&self.hh, (i - nv) * nh + j - nv),
        }
    }

    /// Σ_j J_ij x_j of every unit, in f64.
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        let mut force = vec![0.0; x.len()];
        let (visible, hidden) = x.split_at(self.network.visible());
        let (force_visible, force_hidden) = force.split_at_mut(visible.len());
        let rows = self.vh.chunks(hidden.len().max(1));
        for (row, (force, x)) in rows.zip(force_visible.iter_mut().zip(visible)) {
            for ((&j, &y), force_hidden) in row.iter().zip(hidden).zip(&mut *force_hidden) {
                *force += f64::from(j) * y;
                *force_hidden += f64::from(j) * x;
            }
        }
        for (block, force, x) in [(&self.vv, force_visible, visible), (&self.hh, force_hidden, hidden)] {
            for (row, force) in block.chunks(x.len().max(1)).zip(force) {
                *force += row.iter().zip(x).map(|(&j, x)| f64::from(j) * x).sum::<f64>();
            }
        }
        force
    }

    /// b_i + Σ_j J_ij x_j of every unit, in f64.
    pub fn linear_gradient(&self, x: &[f64]) -> Vec<f64> {
        let mut force = self.times(x);
        let biases = self.bias_visible.iter().chain(&self.bias_hidden);
        force.iter_mut().zip(biases).for_each(|(force, &b)| *force += f64::from(b));
        force
    }

    /// θ ← θ + scale · other.
    pub fn add_scaled(&mut self, scale: f32, other: &Couplings) {
        for (ours, theirs) in self.blocks_mut().into_iter().zip(other.blocks()) {
            for (x, y) in ours.iter_mut().zip(theirs) {
                *x += scale * y;
            }
        }
    }

    /// Removes all couplings of a hidden unit (from 0) and its bias.
    pub fn cut(&mut self, hidden: usize) {
        let nh = self.network.hidden();
        self.vh.iter_mut().skip(hidden).step_by(nh).for_each(|j| *j = 0.0);
        self.hh.iter_mut().skip(hidden).step_by(nh).for_each(|j| *j = 0.0);
        self.hh.iter_mut().skip(hidden * nh).take(nh).for_each(|j| *j = 0.0);
        self.bias_hidden[hidden] = 0.0;
    }

    /// The couplings packed for products over slots.
    pub fn packed(&self) -> Packed {
        let mut packed = Packed::new(self.network.slots(), |row| self.network.coupled_slots(row));
        self.pack_into(&mut packed);
        packed
    }

    /// Packs into room that [`Couplings::packed`] made for the same network.
    pub fn pack_into(&self, packed: &mut Packed) {
        let (nv, nh, vs) = (self.network.visible(), self.network.hidden(), self.network.visible_slots());
        packed.fill(|row, column| match (row < vs, column < vs) {
            (true, false) if row < nv && column - vs < nh => self.vh[row * nh + column - vs],
            (false, true) if column < nv && row - vs < nh => self.vh[column * nh + row - vs],
            (true, true) if row < nv && column < nv => self.vv[row * nv + column],
            (false, false) if row - vs < nh && column - vs < nh => self.hh[(row - vs) * nh + column - vs],
            _ => 0.0,
        });
    }

    /// Takes the couplings from their packed form and the biases from slots.
    pub fn unpack_from(&mut self, packed: &Packed, bias: &[f32]) {
        let network = &self.network;
        let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
        let block = |block: &mut [f32], columns: usize, row: usize, column: usize| {
            for (i, entry) in block.iter_mut().enumerate() {
                *entry = packed.get(row + i / columns, column + i % columns);
            }
        };
        block(&mut self.vh, nh, 0, vs);
        block(&mut self.hh, nh, vs, vs);
        block(&mut self.vv, nv, 0, 0);
        self.bias_visible.copy_from_slice(&bias[..nv]);
        self.bias_hidden.copy_from_slice(&bias[vs..vs + nh]);
    }

    /// The biases over slots.
    pub fn bias_slots(&self) -> Vec<f32> {
        self.network.to_slots(&[self.bias_visible.as_slice(), &self.bias_hidden].concat())
    }

    /// A hash of the bits of θ.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut fingerprint = Fingerprint::default();
        self.blocks().iter().for_each(|block| fingerprint.add(block));
        fingerprint
    }
}
