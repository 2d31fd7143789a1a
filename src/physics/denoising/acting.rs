//! Acts from outside on samples being generated, and their work.

use super::Denoising;
use crate::WHOLE;
use crate::parameters::{ParameterError, Value};
use crate::physics::books::{Account, Books};
use crate::physics::events::{Act, Event, MOST_EVENTS};

impl Denoising {
    /// Acts on all samples now, after the events that are due.
    ///
    /// # Errors
    /// An act that this run or model does not know, or one more than a run may have.
    pub fn act(&mut self, act: Act) -> Result<(), ParameterError> {
        act.check(&self.model, &mut self.parameters.clone())?;
        self.room_for(1)?;
        self.open();
        self.act_due();
        self.perform(Event { step: self.step(), act });
        Ok(())
    }

    /// Lets events happen when their steps come; two of one step in the order given.
    ///
    /// # Errors
    /// The first event that this run or model does not know, or whose step has been or never comes.
    pub fn schedule(&mut self, events: &[Event]) -> Result<(), ParameterError> {
        self.room_for(events.len())?;
        let mut all: Vec<Event> = self.pending.iter().chain(events).copied().collect();
        all.sort_by_key(|event| event.step);
        let mut parameters = self.parameters.clone();
        for event in &all {
            if !(self.step()..=self.steps()).contains(&event.step) {
                let limit = format_args!("at a step from {} to {}", self.step(), self.steps());
                return Err(ParameterError::invalid("event", event, limit));
            }
            event.act.check(&self.model, &mut parameters)?;
        }
        self.pending = all.into();
        Ok(())
    }

    /// The events that have been, in their order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    fn room_for(&self, more: usize) -> Result<(), ParameterError> {
        let count = self.events.len() + self.pending.len() + more;
        let invalid = || ParameterError::invalid("events", count, format_args!("at most {MOST_EVENTS}"));
        if count <= MOST_EVENTS { Ok(()) } else { Err(invalid()) }
    }

    /// Opens the books, once all that is on from the start is on.
    pub(super) fn open(&mut self) {
        if !self.books.is_empty() {
            return;
        }
        let energies: Vec<_> = (0..self.samples()).map(|sample| self.energy_now(sample)).collect();
        let risen = energies.iter().zip(&self.uncoupled).map(|(on, off)| on.total() - off);
        self.switching_on = risen.collect();
        self.books = energies.into_iter().map(Books::open).collect();
    }

    /// Performs the pending events whose step has come.
    pub(super) fn act_due(&mut self) {
        if !WHOLE {
            return; // none can be scheduled
        }
        while let Some(event) = self.pending.pop_front_if(|event| event.step <= self.batch.step()) {
            self.perform(event);
        }
    }

    /// Performs an act that was checked, and books its work.
    fn perform(&mut self, event: Event) {
        // Neither changes the energy.
        let works = !matches!(event.act, Act::Set("generate_kt", _) | Act::Release(_));
        if works {
            self.book_heat(self.account());
        }
        match event.act {
            Act::Set(name, value) => self.set(name, value),
            Act::Class(class) => {
                self.classes.fill(class);
                self.drive_all();
            }
            Act::Clamp(unit, value) => {
                (0..self.samples()).for_each(|sample| self.batch.clamp_unit(sample, unit, value));
            }
            Act::Release(unit) => (0..self.samples()).for_each(|sample| self.batch.release(sample, unit)),
            Act::Lesion(unit) => {
                self.lesions.insert(unit);
                self.recouple();
            }
            Act::Restore(unit) => {
                self.lesions.remove(&unit);
                self.recouple();
            }
        }
        if works {
            for sample in 0..self.samples() {
                let after = self.energy_now(sample);
                self.books[sample].book_work(after);
            }
        }
        self.events.push(event);
    }

    /// Brings the heat of all samples up to date.
    pub(super) fn book_heat(&mut self, account: Account) {
        for sample in 0..self.samples() {
            let now = self.energy_now(sample);
            self.books[sample].book_heat(account, now);
        }
    }

    fn set(&mut self, name: &str, value: f64) {
        // The value was checked when the act was.
        let _ = self.parameters.set(name, &Value::Number(value));
        if name == "class_drive" {
            self.drive_all();
        }
    }

    fn drive_all(&mut self) {
        (0..self.samples()).for_each(|sample| self.drive(sample));
    }

    /// Pulls one sample's hidden units by the code of the class it is asked for.
    pub(super) fn drive(&mut self, sample: usize) {
        let index = self.batch.first().wrapping_add(sample as u32);
        let code = |class| self.model.class_code(class, self.parameters.seed, index);
        let amplitude = self.parameters.drive * self.parameters.class_drive;
        let hidden = &mut self.drives[sample][self.model.couplings.network().visible()..];
        match self.classes[sample].and_then(code) {
            Some(code) => {
                for (drive, &s) in hidden.iter_mut().zip(code) {
                    *drive = (amplitude * f64::from(s)) as f32;
                }
            }
            None => hidden.fill(0.0),
        }
        self.batch.drive(sample, &self.drives[sample]);
    }

    /// Couples all hidden units but the lesioned ones.
    fn recouple(&mut self) {
        self.lesioned = (!self.lesions.is_empty()).then(|| {
            let mut couplings = self.model.couplings.clone();
            self.lesions.iter().for_each(|&unit| couplings.cut(unit));
            couplings
        });
        self.batch.recouple(self.lesioned.as_ref().unwrap_or(&self.model.couplings));
        self.drive_all();
    }
}
