//! Couplings as a number for each pair, block by block.

use super::network::Network;
use super::pairs::{Form, PairEnergy, Pairs, Product};
use super::step::Step;
use crate::data::DataError;
use crate::kernels::packed::Packed;
use crate::parameters::VisibleCouplings;
use crate::simd::{Block, Float8, Kernel, Simd, dispatch};
use std::ops::Range;

/// Couplings of all pairs, each matrix row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    network: Network,
    /// Visible–hidden, Nv × Nh.
    pub vh: Vec<f32>,
    /// Hidden–hidden, Nh × Nh, symmetric with zero diagonal; empty without hidden couplings.
    pub hh: Vec<f32>,
    /// Visible–visible, Nv × Nv, symmetric with zero diagonal; empty without visible couplings.
    pub vv: Vec<f32>,
}

impl Dense {
    /// All zero.
    pub fn zero(network: Network) -> Self {
        let (nv, nh) = (network.visible(), network.hidden());
        let vv = network.visible_couplings() != VisibleCouplings::None;
        Dense {
            vh: vec![0.0; nv * nh],
            hh: if network.hidden_couplings() { vec![0.0; nh * nh] } else { Vec::new() },
            vv: if vv { vec![0.0; nv * nv] } else { Vec::new() },
            network,
        }
    }

    /// The numbers of couplings in another form.
    pub fn of(pairs: &dyn Pairs, network: &Network) -> Self {
        let mut dense = Dense::zero(network.clone());
        let nv = network.visible();
        let put = |block: &mut [f32], row: usize, values: &[f32]| {
            let width = values.len();
            if !block.is_empty() {
                block[row * width..(row + 1) * width].copy_from_slice(values);
            }
        };
        for unit in 0..network.units() {
            let row = pairs.row(unit);
            let (visible, hidden) = row.split_at(nv);
            if unit < nv {
                put(&mut dense.vv, unit, visible);
                put(&mut dense.vh, unit, hidden);
            } else {
                put(&mut dense.hh, unit - nv, hidden);
            }
        }
        dense
    }

    /// The units and pairs.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Packed for products over slots.
    pub fn packed(&self) -> Packed {
        let mut packed = Packed::new(self.network.slots(), |row| self.network.coupled_slots(row));
        self.pack_into(&mut packed);
        packed
    }

    /// Packs into room that [`Dense::packed`] made for the same network.
    pub(crate) fn pack_into(&self, packed: &mut Packed) {
        pack(&self.network, [&self.vh, &self.hh, &self.vv], packed);
    }

    /// Takes the couplings from their packed form.
    pub(crate) fn unpack_from(&mut self, packed: &Packed) {
        let (nv, nh, vs) = (self.network.visible(), self.network.hidden(), self.network.visible_slots());
        let block = |block: &mut [f32], columns: usize, row: usize, column: usize| {
            for (i, entry) in block.iter_mut().enumerate() {
                *entry = packed.get(row + i / columns, column + i % columns);
            }
        };
        block(&mut self.vh, nh, 0, vs);
        block(&mut self.hh, nh, vs, vs);
        block(&mut self.vv, nv, 0, 0);
    }
}

/// Packs the blocks vh, hh and vv of f32 or f64, rounded to f32.
pub(crate) fn pack<T: Copy + Into<f64>>(network: &Network, blocks: [&[T]; 3], packed: &mut Packed) {
    let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
    let at = |block: usize, index: usize| blocks[block][index].into() as f32;
    packed.fill(|row, column| match (row < vs, column < vs) {
        (true, false) if row < nv && column - vs < nh => at(0, row * nh + column - vs),
        (false, true) if column < nv && row - vs < nh => at(0, column * nh + row - vs),
        (false, false) if row - vs < nh && column - vs < nh => at(1, (row - vs) * nh + column - vs),
        (true, true) if row < nv && column < nv => at(2, row * nv + column),
        _ => 0.0,
    });
}

impl Pairs for Dense {
    fn form(&self) -> Form {
        Form::Dense
    }

    fn blocks(&self) -> [&[f32]; 3] {
        [&self.vh, &self.hh, &self.vv]
    }

    fn get(&self, i: usize, j: usize) -> f32 {
        let (nv, nh) = (self.network.visible(), self.network.hidden());
        let (i, j) = (i.min(j), i.max(j));
        let at = |block: &[f32], index: usize| block.get(index).copied().unwrap_or(0.0);
        match (i < nv, j < nv) {
            (true, true) => at(&self.vv, i * nv + j),
            (true, false) => at(&self.vh, i * nh + j - nv),
            _ => at(&self.hh, (i - nv) * nh + j - nv),
        }
    }

    fn row(&self, unit: usize) -> Vec<f32> {
        (0..self.network.units()).map(|k| self.get(unit, k)).collect()
    }

    fn times(&self, x: &[f64]) -> Vec<f64> {
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

    fn energy(&self, x: &[f32]) -> PairEnergy {
        let (visible, hidden) = x.split_at(self.network.visible());
        PairEnergy {
            visible_hidden: bilinear(&self.vh, visible, hidden, |_| 0..hidden.len()),
            hidden_hidden: bilinear(&self.hh, hidden, hidden, |row| 0..row),
            visible_visible: bilinear(&self.vv, visible, visible, |row| 0..row),
        }
    }

    fn cut(&mut self, hidden: usize) {
        let nh = self.network.hidden();
        self.vh.iter_mut().skip(hidden).step_by(nh).for_each(|j| *j = 0.0);
        self.hh.iter_mut().skip(hidden).step_by(nh).for_each(|j| *j = 0.0);
        self.hh.iter_mut().skip(hidden * nh).take(nh).for_each(|j| *j = 0.0);
    }

    fn product(&self) -> Box<dyn Product> {
        Box::new(DenseProduct { packed: self.packed(), force: Vec::new() })
    }

    fn boxed(&self) -> Box<dyn Pairs> {
        Box::new(self.clone())
    }
}

impl Dense {
    /// Checks the numbers: finite, symmetric, 0 where no pair is coupled.
    ///
    /// # Errors
    /// The block, its value and its limit.
    pub(super) fn check(&self) -> Result<(), DataError> {
        let network = &self.network;
        let empty = Dense::zero(network.clone());
        let names = ["couplings_vh", "couplings_hh", "couplings_vv"];
        for ((name, block), right) in names.into_iter().zip(self.blocks()).zip(empty.blocks()) {
            super::pairs::check_numbers(name, block, right.len())?;
        }
        check_symmetric("couplings_hh", &self.hh, network.hidden(), |_, _| true)?;
        check_symmetric("couplings_vv", &self.vv, network.visible(), |i, j| network.visible_pair(i, j))
    }
}

fn check_symmetric(
    name: &str,
    matrix: &[f32],
    size: usize,
    coupled: impl Fn(usize, usize) -> bool,
) -> Result<(), DataError> {
    for (row, values) in matrix.chunks(size.max(1)).enumerate() {
        for (column, &value) in values[..=row].iter().enumerate() {
            let mirror = matrix[column * size + row];
            if value != mirror {
                let found = format!("[{row}, {column}] is {value}, [{column}, {row}] is {mirror}");
                return Err(DataError::refused(name, found, "must be symmetric"));
            }
            if value != 0.0 && (row == column || !coupled(row, column)) {
                let limit = "must be 0 on the diagonal and where the settings couple no pair";
                return Err(DataError::refused(name, format!("[{row}, {column}] is {value}"), limit));
            }
        }
    }
    Ok(())
}

/// Σ rows_i J_ij columns_j over the columns that `range` allows, row by row in f64.
fn bilinear(j: &[f32], rows: &[f32], columns: &[f32], range: impl Fn(usize) -> Range<usize>) -> f64 {
    if j.is_empty() {
        return 0.0;
    }
    let mut sum = 0.0;
    for ((i, row), &x) in j.chunks(columns.len()).enumerate().zip(rows) {
        let range = range(i);
        sum += f64::from(x) * dot(&row[range.clone()], &columns[range]);
    }
    sum
}

/// Σ a b in f64, as eight interleaved sums added in order.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    let mut sums = [0.0; 8];
    let ((a8, a), (b8, b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a8.iter().zip(b8) {
        for l in 0..8 {
            sums[l] += f64::from(a[l]) * f64::from(b[l]);
        }
    }
    let rest: f64 = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
    sums.iter().sum::<f64>() + rest
}

/// Dense couplings packed, with room for J x.
#[derive(Clone, Debug)]
struct DenseProduct {
    packed: Packed,
    force: Vec<Block>,
}

impl Product for DenseProduct {
    fn multiply(&self, x: &[Block], out: &mut [Block]) {
        self.packed.multiply(x, out);
    }

    fn advance(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        self.force.resize(x.len(), Block::default());
        self.packed.multiply(x, &mut self.force);
        dispatch(Update { step, offset, force: &self.force, noise, x });
    }

    fn advance_one(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        self.force.resize(x.len(), Block::default());
        let force = bytemuck::cast_slice_mut(&mut self.force);
        self.packed.multiply_one(bytemuck::cast_slice(x), force);
        dispatch(Update { step, offset, force: &self.force, noise, x });
    }

    fn boxed(&self) -> Box<dyn Product> {
        Box::new(self.clone())
    }
}

/// One step of eight samples, or of eight units, at a time, whose sums Jx are known.
struct Update<'a> {
    step: Step,
    /// b − f.
    offset: &'a [Block],
    /// Jx.
    force: &'a [Block],
    /// σξ.
    noise: &'a [Block],
    x: &'a mut [Block],
}

impl Kernel for Update<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        let [linear, cubic, pull] = [self.step.linear, self.step.cubic, self.step.pull].map(S::F8::splat);
        let terms = self.x.iter_mut().zip(self.force).zip(self.noise).zip(self.offset);
        for (((x, force), noise), offset) in terms {
            let pair = S::F8::load(offset) + S::F8::load(force);
            let y = S::F8::load(x);
            let drift = y * (linear + cubic * (y * y)) + pull * pair;
            ((y + S::F8::load(noise)) - drift).store(x);
        }
    }
}
