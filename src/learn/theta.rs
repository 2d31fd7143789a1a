//! θ in f64 while it is being solved for, with the inner product that counts each pair once.

use crate::kernels::packed::Packed;
use crate::physics::couplings::Couplings;
use crate::physics::dense::{Dense, pack};
use crate::physics::network::Network;
use crate::simd::LANES;
use std::ops::Range;

/// Rows of a matrix with some of their columns, in squares of eight by eight, each from the row's `first` column.
fn squares(
    rows: usize,
    columns: usize,
    first: impl Fn(usize) -> usize + Copy,
) -> impl Iterator<Item = (usize, Range<usize>)> {
    let starts = move |size: usize| (0..size).step_by(LANES);
    starts(rows).flat_map(move |row| {
        starts(columns).flat_map(move |column| {
            let last = (column + LANES).min(columns);
            let of = move |i: usize| (i, column.max(first(i))..last);
            (row..(row + LANES).min(rows)).map(of).filter(|(_, columns)| !columns.is_empty())
        })
    })
}

/// Sums of products, each in the order of its terms; several at once, as an addition waits for the one before.
fn chains<const N: usize, const M: usize>(pairs: [[[&Vec<f64>; 2]; N]; M]) -> [[f64; N]; M] {
    let common = pairs.iter().flatten().flatten().map(|one| one.len()).min().unwrap_or(0);
    let heads = pairs.map(|some| some.map(|pair| pair.map(|one| &one[..common])));
    let mut sums = [[-0.0; N]; M]; // as the standard library's sums begin
    for k in 0..common {
        for (sums, heads) in sums.iter_mut().zip(&heads) {
            sums.iter_mut().zip(heads).for_each(|(sum, [a, b])| *sum += a[k] * b[k]);
        }
    }
    for (sum, [a, b]) in sums.iter_mut().flatten().zip(pairs.iter().flatten()) {
        a[common..].iter().zip(&b[common..]).for_each(|(a, b)| *sum += a * b);
    }
    sums
}

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

    /// Sets every free entry. Couplings by a function of the slot of a row, the first slot of up to eight columns, what
    /// another θ has there, and the place for the new ones; biases by one of a slot and what is there. Goes through
    /// squares of eight by eight, which is how products lie in memory.
    pub fn fill(
        &mut self,
        from: &Theta,
        pairs: impl Fn(usize, usize, &[f64], &mut [f64]),
        bias: impl Fn(usize, f64) -> f64,
    ) {
        let network = &self.network;
        let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
        let [vh, hh, vv, bias_visible, bias_hidden] = &mut self.blocks;
        for (i, columns) in squares(nv, nh, |_| 0) {
            let place = i * nh + columns.start..i * nh + columns.end;
            pairs(i, vs + columns.start, &from.blocks[0][place.clone()], &mut vh[place]);
        }
        // One value for both halves: their rounding must not differ.
        let mirror = |block: &mut [f64],
                      from: &[f64],
                      [size, first]: [usize; 2],
                      coupled: &dyn Fn(usize, usize) -> bool| {
            for (i, columns) in squares(if block.is_empty() { 0 } else { size }, size, |i| i + 1) {
                let mut values = [0.0; LANES];
                let values = &mut values[..columns.len()];
                let there = &from[i * size + columns.start..][..columns.len()];
                pairs(first + i, first + columns.start, there, values);
                for (j, &value) in columns.zip(&*values).filter(|&(j, _)| coupled(i, j)) {
                    block[i * size + j] = value;
                    block[j * size + i] = value;
                }
            }
        };
        mirror(hh, &from.blocks[1], [nh, vs], &|_, _| true);
        mirror(vv, &from.blocks[2], [nv, 0], &|i, j| network.visible_pair(i, j));
        let biases = |ours: &mut [f64], theirs: &[f64], first: usize| {
            ours.iter_mut().zip(theirs).enumerate().for_each(|(i, (x, &y))| *x = bias(first + i, y));
        };
        if network.visible_biases() {
            biases(bias_visible, &from.blocks[3], 0);
        }
        biases(bias_hidden, &from.blocks[4], vs);
    }

    /// ½⟨J, J′⟩_F + ⟨b, b′⟩: every pair once (both halves of hh and vv are stored).
    pub fn dot(&self, other: &Theta) -> f64 {
        let [dot] = Theta::dots([self], other);
        dot
    }

    /// The same of several with one other, in one pass.
    pub fn dots<const N: usize>(all: [&Theta; N], other: &Theta) -> [f64; N] {
        let [vh, hh] = chains([0, 1].map(|block| all.map(|one| [&one.blocks[block], &other.blocks[block]])));
        let rest = [2, 3, 4].map(|block| chains([all.map(|one| [&one.blocks[block], &other.blocks[block]])]));
        let [[vv], [bias_visible], [bias_hidden]] = rest;
        std::array::from_fn(|k| vh[k] + 0.5 * (hh[k] + vv[k]) + bias_visible[k] + bias_hidden[k])
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

    /// Packs the couplings, rounded to f32.
    pub fn pack_into(&self, packed: &mut Packed) {
        let [vh, hh, vv, ..] = &self.blocks;
        pack(&self.network, [vh, hh, vv], packed);
    }

    /// The couplings alone, rounded to f32.
    fn dense(&self) -> Dense {
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
