//! The subject of the checks: the crate's own physics, through one function for every quantity that a check
//! compares, and a set of deliberate faults behind those functions, which test the checks themselves.
//! The faults change inputs and results; the kernels contain no fault.

use super::reference::{Recorded, Reference};
use crate::parameters::Parameters;
use crate::physics::couplings::Couplings;
use crate::physics::heat::heat_of_step;
use crate::physics::on_site::OnSite;
use crate::physics::potential::{Energy, energy};
use crate::physics::step::Step;

/// A fault that a check must find. Nothing but tests makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The gradient of −ln P̃ with the sign of ln P̃'s (Eqs 10–11).
    WrongGradientSign,
    /// The reversed path's force taken where a step left, not where it arrived.
    ForceAtDeparture,
    /// Heat summed with the force at the left end of each step.
    LeftPointHeat,
    /// The energy of every pair counted twice.
    PairsTwice,
    /// The diagonal of F M Fᵀ left in factored couplings.
    ForgottenDiagonal,
    /// Thermal noise 5 % too small.
    WeakNoise,
    /// Hidden units without a drive while noising.
    UndrivenHidden,
}

/// The crate's physics, with or without a fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject(pub Option<Defect>);

impl Subject {
    fn has(self, defect: Defect) -> bool {
        self.0 == Some(defect)
    }

    /// The step of a simulation.
    pub(super) fn step(self, step: Step) -> Step {
        if self.has(Defect::WeakNoise) { Step { sigma: 0.95 * step.sigma, ..step } } else { step }
    }

    /// The parameters of a noising simulation: its noise √(2 μ kT Δt).
    pub(super) fn noising(self, p: &Parameters) -> Parameters {
        let weaker = if self.has(Defect::WeakNoise) { 0.95 * 0.95 } else { 1.0 };
        Parameters { kt: weaker * p.kt, ..p.clone() }
    }

    /// Normals as they are drawn.
    pub(super) fn normals(self, mut normals: Vec<f32>) -> Vec<f32> {
        if self.has(Defect::WeakNoise) {
            normals.iter_mut().for_each(|x| *x *= 0.95);
        }
        normals
    }

    /// The drive of all units while noising, of which `visible` are visible.
    pub(super) fn drive(self, mut drive: Vec<f32>, visible: usize) -> Vec<f32> {
        if self.has(Defect::UndrivenHidden) {
            drive[visible..].fill(0.0);
        }
        drive
    }

    /// The energy of a state.
    pub(super) fn energy(self, on_site: OnSite, theta: &Couplings, drive: &[f32], x: &[f32]) -> Energy {
        let mut energy = energy(on_site, theta, drive, x);
        if self.has(Defect::PairsTwice) {
            for pairs in [&mut energy.visible_hidden, &mut energy.hidden_hidden, &mut energy.visible_visible]
            {
                *pairs *= 2.0;
            }
        }
        energy
    }

    /// A term of the diagonal that stays in where it is forgotten.
    pub(super) fn forgotten(self, term: f64) -> f64 {
        if self.has(Defect::ForgottenDiagonal) { term } else { 0.0 }
    }

    /// Heat emitted in a step.
    pub(super) fn heat_of_step(self, c: &Reference, from: &[f64], to: &[f64]) -> f64 {
        if self.has(Defect::LeftPointHeat) {
            let moved = from.iter().zip(to).map(|(x, y)| y - x);
            return -c.gradient(from).iter().zip(moved).map(|(g, d)| g * d).sum::<f64>();
        }
        let middle: Vec<f64> = from.iter().zip(to).map(|(x, y)| 0.5 * (x + y)).collect();
        heat_of_step(OnSite { j2: c.j2, j4: c.j4 }, &c.linear_gradient(&middle), from, to)
    }

    /// A recorded step (x, x′) as the reversed path takes it: with the force at x′.
    pub(super) fn reversed<'a>(self, step: &'a Recorded, room: &'a mut Recorded) -> &'a Recorded {
        if !self.has(Defect::ForceAtDeparture) {
            return step;
        }
        // The same displacement, recorded as if it arrived where it left.
        room.0 = step.0.iter().zip(&step.1).map(|(x, y)| 2.0 * x - y).collect();
        room.1.clone_from(&step.0);
        room
    }

    /// The point of a step, over slots, that is handed to the reversed path as its arrival.
    pub(super) fn arrival(self, arrival: &[f32], displacement: &[f32]) -> Vec<f32> {
        let back = if self.has(Defect::ForceAtDeparture) { 1.0 } else { 0.0 };
        arrival.iter().zip(displacement).map(|(x, d)| x - back * d).collect()
    }

    /// The sign of the gradient.
    pub(crate) fn gradient_sign(self) -> f64 {
        if self.has(Defect::WrongGradientSign) { -1.0 } else { 1.0 }
    }
}
