//! Energy, heat and work of samples being generated.

use super::Generation;
use crate::physics::couplings::Couplings;
use crate::physics::heat::heat_between;
use crate::physics::ledger::{HeatKind, Ledger};
use crate::physics::on_site::OnSite;
use crate::physics::potential::{Energy, UnitPotential, energy};

impl Generation {
    /// The thermal energy that heat and work are counted in: the bath's at the start, or the nominal
    /// one of a bath at 0, or 1 E₀ where that is 0 too.
    pub fn reference_kt(&self) -> f64 {
        self.reference_kt
    }

    /// θ as it acts now.
    pub(super) fn couplings(&self) -> &Couplings {
        self.ablated_couplings.as_ref().unwrap_or(&self.model.couplings)
    }

    /// The energy of one sample now, its class code's drive included, E₀.
    pub(super) fn energy_now(&self, sample: usize) -> Energy {
        let on_site = OnSite::new(&self.parameters);
        energy(on_site, self.couplings(), &self.drives[sample], &self.units(sample))
    }

    /// The energy of one sample now by terms, that of the drive included, in units of
    /// [`Generation::reference_kt`].
    pub fn energy(&self, sample: usize) -> Energy {
        self.energy_now(sample).times(1.0 / self.reference_kt)
    }

    /// The potential of one unit of a sample while all others stay, E₀.
    pub fn unit_potential(&self, sample: usize, unit: usize) -> UnitPotential {
        let on_site = OnSite::new(&self.parameters);
        UnitPotential::new(on_site, self.couplings(), &self.drives[sample], &self.units(sample), unit)
    }

    fn heat(&self, kind: HeatKind, sample: usize) -> Energy {
        let recorded = self.ledger.get(sample);
        let heat = |ledger: &Ledger| ledger.heat(kind, self.heat_kind(), self.energy_now(sample));
        recorded.map(heat).unwrap_or_default().times(1.0 / self.reference_kt)
    }

    /// Heat that a sample has emitted to the bath since the start, without the cooling's, in parts,
    /// in units of [`Generation::reference_kt`].
    pub fn heat_emitted(&self, sample: usize) -> Energy {
        self.heat(HeatKind::Generation, sample)
    }

    /// Heat that a sample has emitted while cooling, recorded apart.
    pub fn heat_of_cooling(&self, sample: usize) -> Energy {
        self.heat(HeatKind::Cooling, sample)
    }

    /// Work that the events of the run have done on a sample, by kinds of energy, in units of
    /// [`Generation::reference_kt`]; the energy now is that at the start, plus this, minus the heats.
    pub fn work(&self, sample: usize) -> Energy {
        let work = self.ledger.get(sample).map(Ledger::work);
        work.unwrap_or_default().times(1.0 / self.reference_kt)
    }

    /// Work of switching on what is on from the start, couplings, biases, drives and clamps: V_θ − V₀
    /// of a sample's first state, in units of [`Generation::reference_kt`]. No part of
    /// [`Generation::work`].
    pub fn work_of_switching_on(&self, sample: usize) -> f64 {
        let now = || self.energy_now(sample).total() - self.uncoupled[sample];
        self.switching_on.get(sample).copied().unwrap_or_else(now) / self.reference_kt
    }

    /// The heats of generation and of cooling by the midpoint sum, if [`Generation::sum_midpoints`]
    /// asked for them.
    pub fn midpoint_heats(&self, sample: usize) -> Option<[f64; 2]> {
        self.midpoint.as_ref().map(|heats| heats[sample].map(|heat| heat / self.reference_kt))
    }

    /// Heat that a sample emitted in one step between two states, by the midpoint rule, E₀.
    pub(super) fn heat_of_step(&self, sample: usize, from: &[f32], to: &[f32]) -> f64 {
        heat_between(OnSite::new(&self.parameters), self.couplings(), &self.drives[sample], from, to)
    }
}
