//! The ledger of one sample: every change of its energy is heat or work, and never both.
//!
//! Between two events nothing but the bath moves the units, so that the energy's loss is heat
//! emitted: Q = E(begin) − E(end). An event changes the energy at once, while the bath stands
//! still: its work is E(after) − E(before), whether it changes the potential, a drive, or
//! moves a unit by a clamp. A unit that is held does not move, so that its clamp does no work and it
//! gives the bath no heat. Hence at every moment E(now) − E(0) = work − heat emitted, in every term.

use super::potential::Energy;

/// The kinds of heat that the bath takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeatKind {
    /// Generation in a bath of its temperature.
    Generation,
    /// The cooled read-out, at kT = 0.
    Cooling,
}

/// The first-law ledger of one sample, E₀.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Ledger {
    /// The energy when the ledger was last brought up to date.
    mark: Energy,
    /// Heat emitted up to then, by kind.
    heat: [Energy; 2],
    /// Work of the events so far.
    work: Energy,
}

impl Ledger {
    /// A new ledger at an energy.
    pub(crate) fn open(energy: Energy) -> Self {
        Ledger { mark: energy, ..Ledger::default() }
    }

    /// Records as heat the energy lost since the last entry.
    pub(crate) fn record_heat(&mut self, kind: HeatKind, now: Energy) {
        self.heat[kind as usize] = self.heat(kind, kind, now);
        self.mark = now;
    }

    /// Records as work an event that has just brought the energy to `after`; the heat up to it is already recorded.
    pub(crate) fn record_work(&mut self, after: Energy) {
        self.work = self.work.plus(&after.difference(&self.mark, 1.0));
        self.mark = after;
    }

    /// Heat of one kind when the energy is `now` and heat is of the kind `current`.
    pub(crate) fn heat(&self, kind: HeatKind, current: HeatKind, now: Energy) -> Energy {
        let recorded = self.heat[kind as usize];
        if kind == current { recorded.plus(&self.mark.difference(&now, 1.0)) } else { recorded }
    }

    /// Work done on the sample so far.
    pub(crate) fn work(&self) -> Energy {
        self.work
    }
}
