//! The ledger of one sample: every change of its energy is heat or work, and never both.
//!
//! Between two acts from outside nothing but the bath moves the units, so that what the energy
//! loses is heat emitted: Q = E(begin) − E(end). An act changes the energy at once, while the bath
//! stands still: its work is E(after) − E(before), whether it changes the potential, a drive, or
//! moves a unit by a clamp. A unit that is held does not move, so that its clamp does no work and it
//! gives the bath no heat. Hence at every moment E(now) − E(0) = work − heat emitted, in all parts.

use super::potential::Energy;

/// To what the bath's heat is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeatKind {
    /// Generation in a bath of its temperature.
    Generation,
    /// The cooled read-out, at kT = 0.
    Cooling,
}

/// The ledger of one sample, E₀.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The energy when the ledger were last brought up to date.
    mark: Energy,
    /// Heat emitted up to then, by account.
    heat: [Energy; 2],
    /// Work of the acts so far.
    work: Energy,
}

impl Ledger {
    /// New ledger at an energy.
    pub fn open(energy: Energy) -> Self {
        Ledger { mark: energy, ..Ledger::default() }
    }

    /// Ledger what the energy has lost since as heat.
    pub fn record_heat(&mut self, account: HeatKind, now: Energy) {
        self.heat[account as usize] = self.heat(account, account, now);
        self.mark = now;
    }

    /// Ledger an act that has just brought the energy to `after`; the heat up to it is recorded.
    pub fn record_work(&mut self, after: Energy) {
        self.work = self.work.plus(&after.difference(&self.mark, 1.0));
        self.mark = after;
    }

    /// Heat in an account when the energy is `now` and heat goes to the account `current`.
    pub fn heat(&self, account: HeatKind, current: HeatKind, now: Energy) -> Energy {
        let recorded = self.heat[account as usize];
        if account == current { recorded.plus(&self.mark.difference(&now, 1.0)) } else { recorded }
    }

    /// Work done on the sample so far.
    pub fn work(&self) -> Energy {
        self.work
    }
}
