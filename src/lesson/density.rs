//! Densities of one or two units on a grid, and how far counted units agree with them.
//!
//! Boltzmann's density exp(−V/kT) and that of the stepped units, to first order in Δt, are summed over
//! each cell by the midpoint rule on finer points. The density outside of the grid is below e⁻¹⁴ of the
//! density's peak and counts for the cell at the border.

use super::well::Well;

/// The grid reaches to where V − its minimum is this many kT.
const CUT: f64 = 14.0;
/// Points on a side when the range is sought.
const SCAN: usize = 96;
/// Classes of a χ² test expect at least so many.
const LEAST_EXPECTED: f64 = 10.0;

/// Square cells, the same range in each direction; with two units row by row, the row being x₂.
#[derive(Clone, Debug)]
pub struct Density {
    /// Where the grid begins and ends, in each direction.
    pub range: [f64; 2],
    /// Cells on a side.
    pub side: usize,
    units: usize,
    /// Probability of each cell by Boltzmann's density.
    pub boltzmann: Vec<f64>,
    /// The same for units stepped with Δt, to first order in Δt.
    pub stepped: Vec<f64>,
}

impl Density {
    /// Of `side` cells in each direction, each summed over `fine` points in each direction.
    pub fn new(well: &Well, side: usize, fine: usize) -> Self {
        let range = range(well);
        let points = side * fine;
        let width = (range[1] - range[0]) / points as f64;
        let at = |k: usize| range[0] + (k as f64 + 0.5) * width;
        let rows = if well.units() == 2 { points } else { 1 };
        let lowest = lowest(well, range);
        let cells = if well.units() == 2 { side * side } else { side };
        let (mut boltzmann, mut stepped) = (vec![0.0; cells], vec![0.0; cells]);
        for row in 0..rows {
            let y = if rows == 1 { 0.0 } else { at(row) };
            for column in 0..points {
                let x = [at(column), y];
                let weight = libm::exp((lowest - well.energy(x)) / well.kt());
                let cell = row / fine * side + column / fine;
                boltzmann[cell] += weight;
                stepped[cell] += weight * (1.0 + well.step_error(x)).max(0.0);
            }
        }
        for density in [&mut boltzmann, &mut stepped] {
            let total: f64 = density.iter().sum();
            density.iter_mut().for_each(|p| *p /= total);
        }
        Density { range, side, units: well.units(), boltzmann, stepped }
    }

    /// The cell that a state falls into.
    pub fn cell(&self, x: &[f32]) -> usize {
        let scale = self.side as f64 / (self.range[1] - self.range[0]);
        let place = |x: f32| {
            let at = (f64::from(x) - self.range[0]) * scale;
            at.clamp(0.0, self.side as f64 - 1.0) as usize
        };
        let row = if self.units == 2 { place(x[1]) } else { 0 };
        row * self.side + place(x[0])
    }

    /// Compares the counts of independent states in each cell with Boltzmann's density.
    pub fn agreement(&self, counts: &[u32]) -> Agreement {
        let samples: u32 = counts.iter().sum();
        let n = f64::from(samples);
        let mut result = Agreement { samples, ..Agreement::default() };
        let mut classes: Vec<[f64; 3]> = Vec::new();
        let mut class = [0.0; 3];
        for ((&count, &p), &q) in counts.iter().zip(&self.boltzmann).zip(&self.stepped) {
            class = [class[0] + f64::from(count), class[1] + n * p, class[2] + n * q];
            if class[1] >= LEAST_EXPECTED {
                classes.push(std::mem::take(&mut class));
            }
        }
        match classes.last_mut() {
            Some(last) => (0..3).for_each(|k| last[k] += class[k]),
            None => return result, // too few to say anything
        }
        result.classes = classes.len() as u32;
        for [counted, expected, stepped] in classes {
            result.chi_square += (counted - expected).powi(2) / expected;
            result.step_excess += (stepped - expected).powi(2) / expected;
        }
        result
    }
}

/// Pearson's χ² of counts against Boltzmann's density.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Independent states counted.
    pub samples: u32,
    /// Classes of cells, each expecting at least ten; 0 while there are too few states.
    pub classes: u32,
    /// Σ (counted − expected)²/expected.
    pub chi_square: f64,
    /// By how much Δt is expected to raise it, to first order in Δt: the same sum for the stepped density.
    pub step_excess: f64,
}

impl Agreement {
    /// The expected χ²: classes − 1, and the part that Δt adds.
    pub fn expected(&self) -> f64 {
        f64::from(self.classes.saturating_sub(1)) + self.step_excess
    }

    /// Its expected standard deviation, √(2 (classes − 1) + 4 step_excess), that of a noncentral χ².
    pub fn standard_deviation(&self) -> f64 {
        (2.0 * f64::from(self.classes.saturating_sub(1)) + 4.0 * self.step_excess).sqrt()
    }
}

/// The lowest V of a scan.
fn lowest(well: &Well, range: [f64; 2]) -> f64 {
    scan(well, range).into_iter().map(|(_, energy)| energy).fold(f64::INFINITY, f64::min)
}

/// V on a coarse grid, the borders included.
fn scan(well: &Well, [from, to]: [f64; 2]) -> Vec<([f64; 2], f64)> {
    let at = |k: usize| from + (to - from) * k as f64 / SCAN as f64;
    let rows = if well.units() == 2 { SCAN } else { 0 };
    (0..=rows)
        .flat_map(|row| (0..=SCAN).map(move |column| (row, column)))
        .map(|(row, column)| {
            let x = [at(column), if rows == 0 { 0.0 } else { at(row) }];
            (x, well.energy(x))
        })
        .collect()
}

/// A range that holds all places whose V is within the cut above the lowest: doubled until its border lies above,
/// then narrowed.
fn range(well: &Well) -> [f64; 2] {
    let mut reach: f64 = 1.0;
    loop {
        let all = scan(well, [-reach, reach]);
        let lowest = all.iter().map(|(_, energy)| *energy).fold(f64::INFINITY, f64::min);
        let border = |x: &[f64; 2]| x[..well.units()].iter().any(|x| x.abs() >= reach);
        if all.iter().all(|(x, energy)| !border(x) || *energy > lowest + CUT * well.kt()) {
            break;
        }
        reach *= 2.0;
    }
    let mut range = [-reach, reach];
    for _ in 0..12 {
        let step = (range[1] - range[0]) / SCAN as f64;
        let (all, lowest) = (scan(well, range), lowest(well, range));
        let within = all.iter().filter(|(_, energy)| *energy <= lowest + CUT * well.kt());
        let places: Vec<f64> = within.flat_map(|(x, _)| x[..well.units()].to_vec()).collect();
        let ends = [
            places.iter().copied().fold(f64::INFINITY, f64::min) - step,
            places.iter().copied().fold(f64::NEG_INFINITY, f64::max) + step,
        ];
        range = [ends[0].max(range[0]), ends[1].min(range[1])];
    }
    range
}
