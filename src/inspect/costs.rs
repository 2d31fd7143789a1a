//! The cost of a computation in units of kT. It is an estimate, and every place that shows it must say so.
//!
//! The paper compares ⟨Q⟩ of a generation trajectory with a digital computer's energy for a network of
//! 217,088 multiplications at 1 pJ in each of 10 steps, 5×10¹⁴ kT at room temperature. It leaves out what
//! switching the couplings on, reading the units and controlling them cost; a readout at a multiple of
//! Landauer's kT ln 2 for each unit shows by how much.

use crate::physics::couplings::Couplings;
use crate::prices::in_kt;

/// The multiplications of one step of the paper's digital comparison, its steps, and J for each.
pub const DIGITAL: (f64, f64, f64) = (217_088.0, 10.0, 1e-12);

/// Digital estimate, kT: multiplications of a step × steps × J each.
pub fn digital(multiplications: f64, steps: f64, joule: f64, kelvin: f64) -> f64 {
    in_kt(multiplications * steps * joule, kelvin)
}

/// Cost of `bits` reads or switchings at a multiple of kT ln 2, kT.
pub fn landauer(bits: f64, multiple: f64) -> f64 {
    bits * multiple * std::f64::consts::LN_2
}

/// Multiplications of one step of one sample when this program simulates it: every pair twice, or every
/// factor twice and the core once, and per unit the on-site force, the pull, and the noise.
pub fn multiplications_of_step(couplings: &Couplings) -> f64 {
    let network = couplings.network();
    let product = match couplings.factored() {
        Some(factored) => {
            let ([visible, hidden], nv) = (factored.ranks(), network.visible());
            let columns = visible + hidden;
            (2 * (nv * visible + network.hidden() * hidden) + columns * columns + network.units()) as f64
        }
        None => 2.0 * network.pairs() as f64,
    };
    product + 6.0 * network.units() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Parameters;
    use crate::physics::network::Network;

    #[test]
    fn the_papers_estimate_and_what_a_readout_makes_of_it() {
        let (multiplications, steps, joule) = DIGITAL;
        let digital = digital(multiplications, steps, joule, 300.0);
        assert!((digital / 5.24e14 - 1.0).abs() < 1e-3, "{digital}");
        let (heat, units) = (2.9e3, 1296.0);
        assert!(digital / heat > 1e11);
        let read = landauer(2.0 * units, 10.0);
        assert!((digital / (heat + read) / 2.5e10 - 1.0).abs() < 0.01, "{read}");
        let network = Network::new(28, 28, &Parameters::default()).unwrap();
        assert_eq!(multiplications_of_step(&Couplings::zero(network)), 2.0 * 532_224.0 + 6.0 * 1296.0);
    }
}
