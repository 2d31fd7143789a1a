//! θ in f64 while it is being solved for, with the inner product that counts each pair once.

use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;
use crate::physics::network::Network;

/// Couplings and biases in f64, in the blocks of [`Couplings`].
#[derive(Clone, Debug)]
pub struct Theta {
    network: Network,
    /// vh, hh, vv, bias_visible, bias_hidden.
    pub blocks: [Vec<f64>; 5],
}

impl Theta {
    /// All zero.
    pub fn zero(network: &Network) -> Self {
        let zero = Couplings::zero(network.clone());
        Theta { network: network.clone(), blocks: zero.blocks().map(|block| vec![0.0; block.len()]) }
    }

    /// Three vectors from their numbers, one after the other; `None` where there are no numbers.
    pub fn three(network: &Network, numbers: &[f64]) -> Option<[Theta; 3]> {
        let mut rest = numbers.iter();
        let mut next = || {
            let mut vector = Theta::zero(network);
            vector.blocks.iter_mut().flatten().zip(&mut rest).for_each(|(x, &number)| *x = number);
            vector
        };
        (!numbers.is_empty()).then(|| [next(), next(), next()])
    }

    /// Sets every free entry: couplings from a function of two slots and what is there, biases from one of one slot.
    pub fn fill(&mut self, pair: impl Fn(usize, usize, f64) -> f64, bias: impl Fn(usize) -> f64) {
        let network = &self.network;
        let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
        let [vh, hh, vv, bias_visible, bias_hidden] = &mut self.blocks;
        for (i, row) in vh.chunks_mut(nh.max(1)).enumerate() {
            row.iter_mut().enumerate().for_each(|(j, x)| *x = pair(i, vs + j, *x));
        }
        // One value for both halves: their rounding must not differ.
        let mirror =
            |block: &mut [f64], size: usize, first: usize, coupled: &dyn Fn(usize, usize) -> bool| {
                for i in 0..if block.is_empty() { 0 } else { size } {
                    for j in (i + 1..size).filter(|&j| coupled(i, j)) {
                        let value = pair(first + i, first + j, block[i * size + j]);
                        block[i * size + j] = value;
                        block[j * size + i] = value;
                    }
                }
            };
        mirror(hh, nh, vs, &|_, _| true);
        mirror(vv, nv, 0, &|i, j| network.visible_pair(i, j));
        if network.visible_biases() {
            bias_visible.iter_mut().enumerate().for_each(|(i, x)| *x = bias(i));
        }
        bias_hidden.iter_mut().enumerate().for_each(|(i, x)| *x = bias(vs + i));
    }

    /// ½⟨J, J′⟩_F + ⟨b, b′⟩: every pair once (both halves of hh and vv are stored).
    pub fn dot(&self, other: &Theta) -> f64 {
        let [vh, hh, vv, bias_visible, bias_hidden] = std::array::from_fn(|block| {
            self.blocks[block].iter().zip(&other.blocks[block]).map(|(a, b)| a * b).sum::<f64>()
        });
        vh + 0.5 * (hh + vv) + bias_visible + bias_hidden
    }

    /// self ← self + scale · other.
    pub fn add_scaled(&mut self, scale: f64, other: &Theta) {
        self.combine(1.0, scale, other);
    }

    /// self ← keep · self + scale · other.
    pub(crate) fn combine(&mut self, keep: f64, scale: f64, other: &Theta) {
        for (ours, theirs) in self.blocks.iter_mut().zip(&other.blocks) {
            ours.iter_mut().zip(theirs).for_each(|(x, y)| *x = keep * *x + scale * y);
        }
    }

    /// The coupling of two slots.
    pub fn pair(&self, i: usize, j: usize) -> f64 {
        let (nv, nh, vs) = (self.network.visible(), self.network.hidden(), self.network.visible_slots());
        let (i, j) = (i.min(j), i.max(j));
        let (Some(a), Some(b)) = (self.network.unit(i), self.network.unit(j)) else { return 0.0 };
        let (block, index) = match (i < vs, j < vs) {
            (true, true) => (2, a * nv + b),
            (true, false) => (0, a * nh + b - nv),
            _ => (1, (a - nv) * nh + b - nv),
        };
        self.blocks[block].get(index).copied().unwrap_or(0.0)
    }

    /// Σ_j J_ij x_j over slots, each sum in the order of the slots.
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        let (nv, nh, vs) = (self.network.visible(), self.network.hidden(), self.network.visible_slots());
        let mut sums = vec![0.0; self.network.slots()];
        let (visible, hidden) = sums.split_at_mut(vs);
        let add = |sums: &mut [f64], row: &[f64], x: f64| {
            sums.iter_mut().zip(row).for_each(|(sum, j)| *sum += j * x);
        };
        // Symmetric blocks: a row is a column.
        self.blocks[2].chunks(nv).zip(x).for_each(|(row, &x)| add(visible, row, x));
        self.blocks[0].chunks(nh.max(1)).zip(x).for_each(|(row, &x)| add(hidden, row, x));
        for (sum, row) in visible.iter_mut().zip(self.blocks[0].chunks(nh.max(1))) {
            row.iter().zip(&x[vs..]).for_each(|(j, x)| *sum += j * x);
        }
        self.blocks[1].chunks(nh.max(1)).zip(&x[vs..]).for_each(|(row, &x)| add(hidden, row, x));
        sums
    }

    /// The biases over slots.
    pub fn bias_slots(&self) -> Vec<f64> {
        let mut slots = vec![0.0; self.network.slots()];
        let [visible, hidden] = self.network.used_slots();
        slots[visible].copy_from_slice(&self.blocks[3]);
        slots[hidden].copy_from_slice(&self.blocks[4]);
        slots
    }

    /// The couplings alone, rounded to f32.
    pub fn dense(&self) -> Dense {
        let mut dense = Dense::zero(self.network.clone());
        let Dense { vh, hh, vv, .. } = &mut dense;
        for (single, double) in [vh, hh, vv].into_iter().zip(&self.blocks) {
            single.iter_mut().zip(double).for_each(|(x, y)| *x = *y as f32);
        }
        dense
    }

    /// Rounded to f32.
    pub fn couplings(&self) -> Couplings {
        let mut couplings = Couplings::from(self.dense());
        let biases = [&mut couplings.bias_visible, &mut couplings.bias_hidden];
        for (single, double) in biases.into_iter().zip(&self.blocks[3..]) {
            single.iter_mut().zip(double).for_each(|(x, y)| *x = *y as f32);
        }
        couplings
    }
}
