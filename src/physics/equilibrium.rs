//! The equilibrium of one uncoupled unit under a constant force: p(x) ∝ exp(−(V₀(x) − f x)/kT).
//!
//! Sampled by inverting the cumulative distribution of a density whose logarithm is piecewise
//! linear on a grid of 2,048 cells; at kT = 0.1 the density is wrong by less than 10⁻³ of itself
//! anywhere. Two wells with a barrier that is never crossed share the cells. kT = 0, or so small
//! that a unit would move by less than its state can tell, gives the deepest minimum, and of two
//! equal ones either.

use super::on_site::OnSite;
use crate::kernels::philox::Stream;
use libm::{exp, expm1, log1p};

const CELLS: usize = 2048;
/// Energies this many kT above the minimum are left out: a probability below 10⁻¹⁵.
const CUT: f64 = 36.0;

/// The potential of one unit under a force, measured from its lowest value.
#[derive(Clone, Copy, Debug)]
struct Well {
    on_site: OnSite,
    force: f64,
    kt: f64,
    lowest: f64,
}

impl Well {
    fn energy(&self, x: f64) -> f64 {
        self.on_site.energy(x) - self.force * x
    }

    /// −V/kT above its minimum.
    fn log_density(&self, x: f64) -> f64 {
        (self.energy(self.lowest) - self.energy(x)) / self.kt
    }
}

/// The equilibrium density of one unit, ready for sampling.
#[derive(Clone, Debug)]
pub struct Equilibrium {
    well: Well,
    /// At kT = 0: the place of the minimum, whose sign is free where the potential is even.
    frozen: Option<(f64, bool)>,
    /// One grid, or one for each of two wells.
    grids: Vec<Grid>,
    /// Cumulative probability at the edges of all cells, from 0 to 1.
    cumulative: Vec<f64>,
}

/// Cells of equal width.
#[derive(Clone, Debug)]
struct Grid {
    first: f64,
    width: f64,
    /// −V/kT above its minimum, at the edges of the cells.
    log_density: Vec<f64>,
}

impl Grid {
    fn new(range: (f64, f64), cells: usize, log_density: impl Fn(f64) -> f64) -> Self {
        let (first, width) = (range.0, (range.1 - range.0) / cells as f64);
        let log_density = (0..=cells).map(|i| log_density(first + i as f64 * width)).collect();
        Grid { first, width, log_density }
    }

    fn cells(&self) -> usize {
        self.log_density.len() - 1
    }
}

impl Equilibrium {
    /// The density for thermal energy `kt` ≥ 0 and force `force`.
    pub fn new(on_site: OnSite, kt: f64, force: f64) -> Self {
        let lowest = on_site.minimum(force);
        let well = Well { on_site, force, kt, lowest };
        // Closer to 0 than this, energies differ by rounding and positions by less than an f32 tells.
        if kt < 1e-12 * (1.0 + well.energy(lowest).abs()) {
            let frozen = Some((lowest, force == 0.0));
            return Equilibrium { well, frozen, grids: vec![], cumulative: vec![] };
        }
        let log_density = |x: f64| well.log_density(x);
        let ranges = ranges(|x| log_density(x) > -CUT, lowest, on_site.other_minimum(force));
        let cells = CELLS / ranges.len();
        let grids: Vec<Grid> = ranges.into_iter().map(|range| Grid::new(range, cells, log_density)).collect();
        let scale = grids[0].width;
        let mut cumulative = vec![0.0];
        for grid in &grids {
            for edges in grid.log_density.windows(2) {
                let area = exp(edges[0]) * relative_area(edges[1] - edges[0]) * (grid.width / scale);
                cumulative.push(cumulative[cumulative.len() - 1] + area);
            }
        }
        let total = cumulative[cumulative.len() - 1];
        cumulative.iter_mut().for_each(|c| *c /= total);
        Equilibrium { well, frozen: None, grids, cumulative }
    }

    /// One sample.
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        let u = stream.uniform();
        if let Some((minimum, free)) = self.frozen {
            return if free && u < 0.5 { -minimum } else { minimum };
        }
        let cells = self.cumulative.len() - 1;
        let place = self.cumulative.partition_point(|&c| c <= u).clamp(1, cells) - 1;
        let (low, high) = (self.cumulative[place], self.cumulative[place + 1]);
        let part = ((u - low) / (high - low)).clamp(0.0, 1.0);
        let each = cells / self.grids.len();
        let (grid, cell) = (&self.grids[place / each], place % each);
        let slope = grid.log_density[cell + 1] - grid.log_density[cell];
        // Inverts (e^{st} − 1) / (e^s − 1) = part.
        let t = if slope.abs() < 1e-9 { part } else { log1p(part * expm1(slope)) / slope };
        grid.first + (cell as f64 + t) * grid.width
    }

    /// exp(−V/kT) from the lowest V, at any place; divided by [`Equilibrium::norm`] it is the density.
    pub fn weight(&self, x: f64) -> f64 {
        exp(self.well.log_density(x))
    }

    /// The integral of [`Equilibrium::weight`], by the trapezoidal rule; 0 for a unit that lies still.
    pub fn norm(&self) -> f64 {
        let area = |grid: &Grid| {
            let ends = [0, grid.cells()].map(|i| 0.5 * exp(grid.log_density[i]));
            let inside = grid.log_density[1..grid.cells()].iter().map(|&l| exp(l)).sum::<f64>();
            grid.width * (inside + ends[0] + ends[1])
        };
        self.grids.iter().map(area).sum()
    }

    /// The probability below x.
    pub fn cumulative(&self, x: f64) -> f64 {
        if self.frozen.is_some() {
            return self.mean(|minimum| f64::from(u8::from(minimum < x)));
        }
        let Some(place) = self.grids.iter().rposition(|grid| grid.first <= x) else {
            return 0.0;
        };
        let grid = &self.grids[place];
        let along = ((x - grid.first) / grid.width).min(grid.cells() as f64);
        let cell = (along as usize).min(grid.cells() - 1);
        let slope = grid.log_density[cell + 1] - grid.log_density[cell];
        let t = along - cell as f64;
        let part = if slope.abs() < 1e-9 { t } else { expm1(t * slope) / expm1(slope) };
        let edges = &self.cumulative[place * grid.cells() + cell..];
        edges[0] + part * (edges[1] - edges[0])
    }

    /// The largest distance from 0 at which the density counts.
    pub fn reach(&self) -> f64 {
        let ends = |grid: &Grid| grid.first.abs().max((grid.first + grid.cells() as f64 * grid.width).abs());
        self.grids.iter().map(ends).fold(self.well.lowest.abs(), f64::max)
    }

    /// Mean of a function under the density, by the trapezoidal rule.
    pub fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        if let Some((minimum, free)) = self.frozen {
            return if free { 0.5 * (f(-minimum) + f(minimum)) } else { f(minimum) };
        }
        let (mut sum, mut norm) = (0.0, 0.0);
        for grid in &self.grids {
            for (i, &l) in grid.log_density.iter().enumerate() {
                let weight = exp(l) * grid.width * if i == 0 || i == grid.cells() { 0.5 } else { 1.0 };
                sum += weight * f(grid.first + i as f64 * grid.width);
                norm += weight;
            }
        }
        sum / norm
    }
}

/// Where the density counts: one range, or one around each of two wells that do not touch.
fn ranges(within: impl Fn(f64) -> bool, lowest: f64, other: Option<f64>) -> Vec<(f64, f64)> {
    let reach = |start: f64, side: f64| {
        let mut step = 1e-9;
        while within(start + step * side) {
            step *= 1.1;
        }
        start + step * side
    };
    let Some(other) = other.filter(|&x| within(x)) else {
        // Begin beyond a shoulder, if there is one.
        let from = |side: f64| if within(side * lowest.abs()) { side * lowest.abs() } else { lowest };
        return vec![(reach(from(-1.0), -1.0), reach(from(1.0), 1.0))];
    };
    let around = |start: f64| (reach(start, -1.0), reach(start, 1.0));
    let (left, right) = (around(lowest.min(other)), around(lowest.max(other)));
    if left.1 < right.0 { vec![left, right] } else { vec![(left.0, right.1)] }
}

/// ∫₀¹ e^{st} dt.
fn relative_area(slope: f64) -> f64 {
    if slope.abs() < 1e-9 { 1.0 } else { expm1(slope) / slope }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::Purpose;

    #[test]
    fn a_harmonic_well_has_its_gaussian_moments() {
        let unit = Equilibrium::new(OnSite { j2: 2.0, j4: 0.0 }, 0.3, 0.7);
        let mean = unit.mean(|x| x);
        assert!((mean - 0.7 / 4.0).abs() < 1e-9);
        assert!((unit.mean(|x| (x - mean) * (x - mean)) - 0.3 / 4.0).abs() < 1e-9);
    }

    #[test]
    fn the_virial_theorem_holds() {
        for (j2, j4, kt, f) in [(1.0, 1.0, 0.1, 2.0), (-2.0, 1.0, 0.1, 0.3), (1.0, 0.1, 1.0, -4.0)] {
            let on_site = OnSite { j2, j4 };
            let unit = Equilibrium::new(on_site, kt, f);
            // ⟨x (V₀′ − f)⟩ = kT and ⟨V₀′⟩ = f
            assert!((unit.mean(|x| x * (on_site.gradient(x) - f)) - kt).abs() < 1e-6 * kt);
            assert!((unit.mean(|x| on_site.gradient(x)) - f).abs() < 1e-6);
        }
    }

    #[test]
    fn samples_have_the_densitys_moments() {
        for (j2, f) in [(1.0, 0.0), (1.0, 2.0), (-2.0, 0.05)] {
            let unit = Equilibrium::new(OnSite { j2, j4: 1.0 }, 0.1, f);
            let n = 100_000;
            let mut stream = Stream::new(3, Purpose::Check, 0);
            let samples: Vec<f64> = (0..n).map(|_| unit.sample(&mut stream)).collect();
            for power in 1..=4 {
                let want = unit.mean(|x| x.powi(power));
                let deviation = (unit.mean(|x| x.powi(2 * power)) - want * want).sqrt();
                let got = samples.iter().map(|x| x.powi(power)).sum::<f64>() / f64::from(n);
                assert!((got - want).abs() < 4.5 * deviation / f64::from(n).sqrt(), "{j2} {f} {power}");
            }
        }
    }

    #[test]
    fn at_zero_temperature_a_unit_lies_in_a_minimum() {
        let mut stream = Stream::new(3, Purpose::Check, 0);
        let unit = Equilibrium::new(OnSite { j2: 1.0, j4: 1.0 }, 0.0, 6.0);
        assert!((unit.sample(&mut stream) - 1.0).abs() < 1e-5);
        let unit = Equilibrium::new(OnSite { j2: -2.0, j4: 1.0 }, 0.0, 0.0);
        assert!((unit.sample(&mut stream).abs() - 1.0).abs() < 1e-5);
    }
}
