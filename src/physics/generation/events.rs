//! Events on samples being generated, and their work.

use super::Generation;
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::{HiddenDrive, ParameterError, Value};
use crate::physics::disc::Disc;
use crate::physics::equilibrium::Equilibrium;
use crate::physics::events::{Action, Event, MOST_EVENTS};
use crate::physics::ledger::{HeatKind, Ledger};
use crate::physics::on_site::OnSite;

impl Generation {
    /// Acts on all samples now, after the events that are due.
    ///
    /// # Errors
    /// An event that this run or model does not know, or one more than a run may have.
    pub fn apply(&mut self, action: Action) -> Result<(), ParameterError> {
        action.check(&self.model, &mut self.parameters.clone())?;
        self.room_for(1)?;
        self.open();
        self.happen();
        self.perform(Event { step: self.step(), action });
        Ok(())
    }

    /// Lets events happen when their steps come; two of one step in the order given.
    ///
    /// # Errors
    /// The first event that this run or model does not know, or whose step has been or never comes.
    pub fn schedule(&mut self, events: &[Event]) -> Result<(), ParameterError> {
        self.room_for(events.len())?;
        let mut all: Vec<Event> = self.pending.iter().chain(events).cloned().collect();
        all.sort_by_key(|event| event.step);
        let mut parameters = self.parameters.clone();
        for event in &all {
            if !(self.step()..=self.steps()).contains(&event.step) {
                let limit = format!("at a step from {} to {}", self.step(), self.steps());
                return Err(ParameterError::invalid("event", event.to_string(), limit));
            }
            event.action.check(&self.model, &mut parameters)?;
        }
        self.pending = all.into();
        self.happen = Some(Generation::perform_due);
        Ok(())
    }

    /// The events that have been, in their order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    fn room_for(&self, more: usize) -> Result<(), ParameterError> {
        let count = self.events.len() + self.pending.len() + more;
        let invalid = || ParameterError::invalid("events", count, format!("at most {MOST_EVENTS}"));
        if count <= MOST_EVENTS { Ok(()) } else { Err(invalid()) }
    }

    /// Opens the ledger, once all that is on from the start is on.
    pub(super) fn open(&mut self) {
        if !self.ledger.is_empty() {
            return;
        }
        let energies: Vec<_> = (0..self.samples()).map(|sample| self.energy_now(sample)).collect();
        let risen = energies.iter().zip(&self.uncoupled).map(|(on, off)| on.total() - off);
        self.switching_on = risen.collect();
        self.ledger = energies.into_iter().map(Ledger::open).collect();
    }

    /// Lets pending events happen.
    pub(super) fn happen(&mut self) {
        if let Some(happen) = self.happen {
            happen(self);
        }
    }

    /// Performs the pending events whose step has come.
    fn perform_due(&mut self) {
        while let Some(event) = self.pending.pop_front_if(|event| event.step <= self.batch.step()) {
            self.perform(event);
        }
    }

    /// Performs an action that was checked, and records its work.
    fn perform(&mut self, event: Event) {
        // None of them changes the energy.
        let works =
            !matches!(event.action, Action::Set("generate_kt", _) | Action::Release(_) | Action::Hold(_));
        if works {
            self.record_heat(self.heat_kind());
        }
        match &event.action {
            &Action::Set(name, value) => self.set(name, value),
            &Action::Class(class) => {
                self.classes.fill(class);
                self.drive_all();
                self.draw_latents();
            }
            Action::Latent(setting) => {
                self.set_latent(setting);
                self.drive_all();
            }
            Action::Code(coding) => self.set_codes(coding),
            &Action::Clamp(unit, value) => {
                self.held.iter_mut().for_each(|held| held.retain(|&other| other != unit));
                (0..self.samples()).for_each(|sample| self.batch.clamp_unit(sample, unit, value));
            }
            &Action::Release(unit) => {
                self.held.iter_mut().for_each(|held| held.retain(|&other| other != unit));
                (0..self.samples()).for_each(|sample| self.batch.release(sample, &[unit]));
            }
            &Action::Ablate(unit) => {
                self.ablated.push(unit);
                self.recouple();
            }
            &Action::Restore(unit) => {
                self.ablated.retain(|&other| other != unit);
                self.recouple();
            }
            &Action::Melt(disc) => (0..self.samples()).for_each(|sample| self.melt(sample, disc)),
            &Action::Hold(disc) => (0..self.samples()).for_each(|sample| self.hold(sample, disc)),
        }
        if works {
            for sample in 0..self.samples() {
                let after = self.energy_now(sample);
                self.ledger[sample].record_work(after);
            }
        }
        self.events.push(event);
    }

    /// Draws a sample's units of a disc again from the equilibrium of uncoupled units; those that are held stay.
    fn melt(&mut self, sample: usize, disc: Disc) {
        let kt = self.parameters.kt * self.parameters.generate_kt;
        let equilibrium = Equilibrium::new(OnSite::new(&self.parameters), kt, 0.0);
        let index = self.batch.first().wrapping_add(sample as u32);
        // Each event of a run has words of its own.
        let mut stream =
            Stream::of_event(self.parameters.seed, Purpose::Melt, index, self.events.len() as u32);
        let mut units = self.units(sample);
        for unit in disc.units(self.model.couplings.network()) {
            units[unit] = equilibrium.sample(&mut stream) as f32;
        }
        self.batch.set(sample, &units);
    }

    /// Holds a sample's units of a disc as they are, but for those held already, and lets the last disc go.
    fn hold(&mut self, sample: usize, disc: Option<Disc>) {
        self.batch.release(sample, &self.held[sample]);
        let units = disc.map_or(Vec::new(), |disc| disc.units(self.model.couplings.network()));
        self.held[sample] = self.batch.clamp_free(sample, &units);
    }

    /// Brings the heat of all samples up to date.
    pub(super) fn record_heat(&mut self, kind: HeatKind) {
        for sample in 0..self.samples() {
            let now = self.energy_now(sample);
            self.ledger[sample].record_heat(kind, now);
        }
    }

    fn set(&mut self, name: &str, value: f64) {
        // The value was checked together with the action.
        let _ = self.parameters.set(name, &Value::Number(value));
        if ["class_drive", "latent_drive"].contains(&name) {
            self.drive_all();
        }
    }

    fn drive_all(&mut self) {
        (0..self.samples()).for_each(|sample| self.drive(sample));
    }

    /// Asks every sample for a picture, each as likely as the others, where pictures have codes.
    pub(super) fn draw_pictures(&mut self) {
        if self.model.parameters.hidden_drive != HiddenDrive::Picture {
            return;
        }
        for sample in 0..self.samples() {
            let index = self.index(sample);
            let share = Stream::new(self.parameters.seed, Purpose::Picture, index).uniform();
            let drawn = (share * self.model.classes.len() as f64) as usize;
            self.classes[sample] = self.model.classes.get(drawn).copied();
            self.drive(sample);
        }
    }

    /// Pulls one sample's hidden units by the code of the class it is asked for, and by its latent code.
    pub(super) fn drive(&mut self, sample: usize) {
        let code = self.group(sample).map(|code| self.model.code(code));
        let latent = self.latent_forces(sample);
        let amplitude = self.parameters.drive * self.parameters.class_drive;
        let hidden = &mut self.drives[sample][self.model.couplings.network().visible()..];
        match code {
            Some(code) => {
                for (drive, &s) in hidden.iter_mut().zip(code) {
                    *drive = (amplitude * f64::from(s)) as f32;
                }
            }
            None => hidden.fill(0.0),
        }
        if let Some((first, forces)) = latent {
            hidden[first..first + forces.len()].copy_from_slice(&forces);
        }
        self.batch.drive(sample, &self.drives[sample]);
    }

    /// Couples all hidden units but the ablated_couplings ones.
    fn recouple(&mut self) {
        self.ablated_couplings = (!self.ablated.is_empty()).then(|| {
            let mut couplings = self.model.couplings.clone();
            self.ablated.iter().for_each(|&unit| couplings.cut(unit));
            couplings
        });
        self.batch.recouple(self.ablated_couplings.as_ref().unwrap_or(&self.model.couplings));
        self.drive_all();
    }
}
