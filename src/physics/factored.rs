//! Couplings in factors: J = mask ∘ (F M Fᵀ) with J_ii = 0.
//!
//! F has few columns: F_v over the visible units, F_h over the hidden ones. M is symmetric over the columns
//! of both, and 0 for a block of pairs that are not coupled (visible pairs in the paper's network). The
//! diagonal d_i = (F M Fᵀ)_ii is taken out again:
//!
//! ```text
//! (J x)_i = F_i · (M Fᵀ x) − d_i x_i          N R multiplications, not N²
//! V_pairs = ½ (Fᵀx)ᵀ M (Fᵀx) − ½ Σ d_i x_i²    sums in f64
//! ```
//!
//! A computer trained exactly on p images needs about 2 p columns. Masks finer than these blocks (nearest
//! neighbours) have no such form.

use super::network::Network;
use super::pairs::{Form, PairEnergy, Pairs, Product, check_numbers};
use crate::data::DataError;
use crate::kernels::thin::Thin;
use crate::parameters::VisibleCouplings;
use std::ops::Range;

/// Couplings as F and M.
#[derive(Clone, Debug, PartialEq)]
pub struct Factored {
    network: Network,
    /// F_v and F_h, each row by row.
    factors: [Vec<f32>; 2],
    ranks: [usize; 2],
    /// M, row by row, over the columns of F_v and then of F_h.
    core: Vec<f32>,
    /// d of all units.
    diagonal: Vec<f64>,
}

impl Factored {
    /// From F_v, F_h (row by row) and M; `None` where their sizes do not fit each other and the network.
    pub fn new(network: Network, visible: &[f32], hidden: &[f32], core: &[f32]) -> Option<Self> {
        let (nv, nh) = (network.visible(), network.hidden());
        let ranks = [visible.len() / nv, hidden.len() / nh.max(1)];
        let columns = ranks[0] + ranks[1];
        let fits = visible.len() == nv * ranks[0]
            && hidden.len() == nh * ranks[1]
            && core.len() == columns * columns
            && network.visible_couplings() != VisibleCouplings::Nearest;
        let mut factored = Factored {
            network,
            factors: [visible.to_vec(), hidden.to_vec()],
            ranks,
            core: core.to_vec(),
            diagonal: Vec::new(),
        };
        fits.then(|| factored.take_out_diagonal())?;
        Some(factored)
    }

    /// No coupling: no column.
    pub fn zero(network: Network) -> Self {
        let diagonal = vec![0.0; network.units()];
        Factored { network, factors: Default::default(), ranks: [0, 0], core: Vec::new(), diagonal }
    }

    /// The units and pairs.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Columns of F_v and of F_h.
    pub fn ranks(&self) -> [usize; 2] {
        self.ranks
    }

    /// F, row by row over all columns: those of the visible units, then those of the hidden ones.
    pub fn factors(&self) -> Vec<f32> {
        let mut factors = vec![0.0; self.network.units() * self.columns()];
        for (unit, whole) in factors.chunks_mut(self.columns().max(1)).enumerate() {
            let (row, at) = self.row_of_factors(unit);
            whole[at].copy_from_slice(row);
        }
        factors
    }

    /// d of all units: the diagonal that is taken out.
    pub fn diagonal(&self) -> &[f64] {
        &self.diagonal
    }

    /// M − Fᵀ diag(d) F, row by row: J as the columns of F see it, where these are orthonormal.
    pub(crate) fn projected(&self) -> Vec<f64> {
        let columns = self.columns();
        let mut projected: Vec<f64> = self.core.iter().map(|&m| f64::from(m)).collect();
        for (i, d) in self.diagonal.iter().enumerate() {
            let (row, at) = self.row_of_factors(i);
            for (a, &x) in row.iter().enumerate() {
                for (b, &y) in row.iter().enumerate() {
                    projected[(at.start + a) * columns + at.start + b] -= d * f64::from(x) * f64::from(y);
                }
            }
        }
        projected
    }

    fn columns(&self) -> usize {
        self.ranks[0] + self.ranks[1]
    }

    /// The columns of a group of units.
    fn columns_of(&self, group: usize) -> Range<usize> {
        if group == 0 { 0..self.ranks[0] } else { self.ranks[0]..self.columns() }
    }

    /// F_i and the columns it has.
    fn row_of_factors(&self, unit: usize) -> (&[f32], Range<usize>) {
        let nv = self.network.visible();
        let (group, row) = if unit < nv { (0, unit) } else { (1, unit - nv) };
        let rank = self.ranks[group];
        (&self.factors[group][row * rank..(row + 1) * rank], self.columns_of(group))
    }

    fn take_out_diagonal(&mut self) {
        let own = |unit| {
            let (row, at) = self.row_of_factors(unit);
            dot(row, &self.through(unit)[at])
        };
        self.diagonal = (0..self.network.units()).map(own).collect();
    }

    /// F_i M.
    fn through(&self, unit: usize) -> Vec<f64> {
        let (row, at) = self.row_of_factors(unit);
        let mut sums = vec![0.0; self.columns()];
        for (&f, m) in row.iter().zip(self.core.chunks(self.columns().max(1)).skip(at.start)) {
            sums.iter_mut().zip(m).for_each(|(sum, &m)| *sum += f64::from(f) * f64::from(m));
        }
        sums
    }

    /// Fᵀ x over the columns of both groups.
    fn project(&self, x: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut z = vec![0.0; self.columns()];
        for (unit, x) in x.enumerate() {
            let (row, at) = self.row_of_factors(unit);
            z[at].iter_mut().zip(row).for_each(|(z, &f)| *z += f64::from(f) * x);
        }
        z
    }

    /// M z.
    fn across(&self, z: &[f64]) -> Vec<f64> {
        let rows = self.core.chunks(self.columns().max(1));
        rows.map(|row| row.iter().zip(z).map(|(&m, z)| f64::from(m) * z).sum()).collect()
    }
}

impl Pairs for Factored {
    fn form(&self) -> Form {
        Form::Factored
    }

    fn blocks(&self) -> [&[f32]; 3] {
        [&self.factors[0], &self.factors[1], &self.core]
    }

    fn get(&self, i: usize, j: usize) -> f32 {
        let (row, at) = self.row_of_factors(j);
        if i == j { 0.0 } else { dot(row, &self.through(i)[at]) as f32 }
    }

    fn row(&self, unit: usize) -> Vec<f32> {
        let through = self.through(unit);
        let entry = |k: usize| {
            let (row, at) = self.row_of_factors(k);
            if k == unit { 0.0 } else { dot(row, &through[at]) as f32 }
        };
        (0..self.network.units()).map(entry).collect()
    }

    fn times(&self, x: &[f64]) -> Vec<f64> {
        let w = self.across(&self.project(x.iter().copied()));
        let force = |(unit, x): (usize, &f64)| {
            let (row, at) = self.row_of_factors(unit);
            dot(row, &w[at]) - self.diagonal[unit] * x
        };
        x.iter().enumerate().map(force).collect()
    }

    fn energy(&self, x: &[f32]) -> PairEnergy {
        let wide = || x.iter().map(|&x| f64::from(x));
        let z = self.project(wide());
        let columns = self.columns();
        let between = |a: Range<usize>, b: Range<usize>| -> f64 {
            let row = |r: usize| {
                let row = &self.core[r * columns..][b.clone()];
                z[r] * row.iter().zip(&z[b.clone()]).map(|(&m, z)| f64::from(m) * z).sum::<f64>()
            };
            a.map(row).sum()
        };
        let nv = self.network.visible();
        let own = |units: Range<usize>| -> f64 {
            let x = wide().skip(units.start).take(units.len());
            self.diagonal[units].iter().zip(x).map(|(d, x)| d * x * x).sum()
        };
        let [v, h] = [self.columns_of(0), self.columns_of(1)];
        PairEnergy {
            visible_hidden: between(v.clone(), h.clone()),
            hidden_hidden: 0.5 * (between(h.clone(), h) - own(nv..x.len())),
            visible_visible: 0.5 * (between(v.clone(), v) - own(0..nv)),
        }
    }

    fn cut(&mut self, hidden: usize) {
        let rank = self.ranks[1];
        self.factors[1][hidden * rank..(hidden + 1) * rank].fill(0.0);
        self.diagonal[self.network.visible() + hidden] = 0.0;
    }

    fn product(&self) -> Box<dyn Product> {
        let network = &self.network;
        let vs = network.visible_slots();
        let groups = [(vs, self.ranks[0]), (network.slots() - vs, self.ranks[1])];
        let entry = |slot, column| network.unit(slot).map_or(0.0, |unit| self.row_of_factors(unit).0[column]);
        let narrow: Vec<f32> = self.diagonal.iter().map(|&d| d as f32).collect();
        Box::new(Thin::new(&groups, entry, self.core.clone(), &network.to_slots(&narrow)))
    }

    fn boxed(&self) -> Box<dyn Pairs> {
        Box::new(self.clone())
    }
}

impl Factored {
    /// Checks the numbers: finite, symmetric, 0 where no pair is coupled.
    ///
    /// # Errors
    /// The block, its value and its limit.
    pub(super) fn check(&self) -> Result<(), DataError> {
        let columns = self.columns();
        for (name, block) in ["factors_visible", "factors_hidden", "core"].into_iter().zip(self.blocks()) {
            check_numbers(name, block, block.len())?;
        }
        let refused = |limit: &str| Err(DataError::refused("core", "does not fit the settings", limit));
        let entry = |r: usize, c: usize| self.core[r * columns + c];
        if (0..columns).any(|r| (0..r).any(|c| entry(r, c) != entry(c, r))) {
            return refused("must be symmetric");
        }
        let free =
            [self.network.visible_couplings() == VisibleCouplings::All, self.network.hidden_couplings()];
        for (group, _) in free.into_iter().enumerate().filter(|(_, free)| !free) {
            let range = self.columns_of(group);
            if range.clone().any(|r| range.clone().any(|c| entry(r, c) != 0.0)) {
                return refused("0 where the settings couple no pair");
            }
        }
        Ok(())
    }
}

fn dot(f: &[f32], w: &[f64]) -> f64 {
    f.iter().zip(w).map(|(&f, w)| f64::from(f) * w).sum()
}
