//! The few functions of the drive value that carry an image: f_1(s) … f_Q(s).
//!
//! All that the exact trainer sees of a unit is a mean and a mean reverse force that change in time, and
//! both depend on the drive value s alone. With the table's functions of time these are a vector a(s) of
//! coefficients. Its principal axes over the drives that occur, f_q(s) = w_q · a(s), lose least; the part
//! of Σ |a|² that Q of them leave out is the truncation error.

use super::table::{DriveTable, UnitRow};
use super::training_set::TrainingSet;
use crate::kernels::axes::principal_axes;

/// The table's rows of the drive values that occur, and where they occur.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// One for every value that occurs.
    pub rows: Vec<UnitRow>,
    /// Images × units: the number of the row.
    pub of: Vec<u32>,
    counts: Vec<f64>,
}

impl Rows {
    /// Of all images of a set.
    pub(super) fn new(table: &DriveTable, set: &TrainingSet) -> Self {
        // By the bits of the value, ascending: a map is 2 kB of the page's first module.
        let mut known: Vec<(u32, u32)> = Vec::new();
        let mut rows = Rows { rows: Vec::new(), of: Vec::new(), counts: Vec::new() };
        for image in 0..set.count() {
            for s in set.drive(image) {
                let bits = s.to_bits();
                let row = match known.binary_search_by_key(&bits, |&(bits, _)| bits) {
                    Ok(at) => known[at].1,
                    Err(at) => {
                        known.insert(at, (bits, rows.rows.len() as u32));
                        rows.rows.push(table.row(f64::from(s)));
                        rows.counts.push(0.0);
                        rows.rows.len() as u32 - 1
                    }
                };
                rows.counts[row as usize] += 1.0;
                rows.of.push(row);
            }
        }
        rows
    }
}

/// The functions f_q at the values that occur.
#[derive(Clone, Debug)]
pub(super) struct Modes {
    /// For each row its values f_1 … f_Q.
    pub values: Vec<Vec<f64>>,
    /// The root of the part of Σ |a|² that is left out.
    pub truncation: f64,
}

impl Modes {
    /// The first `count` of them.
    pub(super) fn new(rows: &Rows, count: usize) -> Self {
        let vector = |row: &UnitRow| [row.mean_modes(), row.force_modes()].concat();
        let vectors: Vec<Vec<f64>> = rows.rows.iter().map(vector).collect();
        let size = vectors.first().map_or(0, Vec::len);
        let mut squares = vec![vec![0.0; size]; size];
        for (a, count) in vectors.iter().zip(&rows.counts) {
            for (i, row) in squares.iter_mut().enumerate() {
                row.iter_mut().zip(a).for_each(|(sum, x)| *sum += count * a[i] * x);
            }
        }
        let (sizes, axes) = principal_axes(squares);
        let total: f64 = sizes.iter().sum();
        let rest: f64 = sizes.iter().skip(count).map(|x| x.max(0.0)).sum();
        let along = |a: &Vec<f64>| {
            let one = |axis: &Vec<f64>| axis.iter().zip(a).map(|(w, x)| w * x).sum();
            axes.iter().take(count).map(one).collect()
        };
        let values = vectors.iter().map(along).collect();
        Modes { values, truncation: if total > 0.0 { libm::sqrt(rest / total) } else { 0.0 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::glyphs;
    use crate::parameters::Parameters;
    use crate::physics::fokker_planck::Resolution;

    #[test]
    fn two_modes_carry_an_image() {
        let p = Parameters { hidden: 20, ..Parameters::default() };
        let set = TrainingSet::new(&glyphs::draw(&[0, 1, 2], 12, 1, 0).unwrap(), &p).unwrap();
        let rows = Rows::new(&DriveTable::new(&p, 1.0, Resolution::default()), &set);
        let left_out = [1, 2, 3].map(|count| Modes::new(&rows, count).truncation);
        println!("{left_out:?}");
        assert!(left_out[0] < 0.1 && left_out[1] < 3e-3 && left_out[2] < 3e-4);
    }
}
