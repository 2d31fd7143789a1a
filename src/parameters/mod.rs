//! The parameter table: the one list of everything a run can be set to.
//!
//! From it come the page's controls, the command line's flags and help, links, receipts, reset and
//! the wording of errors. Energies are in units of E₀, the J2 of the published program; positions
//! have no unit; times are in 1/(μ₀E₀), with μ₀ = 1 the published mobility.

mod choices;
mod message;
mod presets;
mod table;
mod value;

pub use choices::{CopyPixels, CouplingForm, HiddenDrive, Scale, Trainer, VisibleCouplings};
pub use message::Message;
pub use presets::{PRESETS, Preset, preset, with_preset};
pub use table::{Parameters, table};
pub use value::{Entry, Group, Kind, Restarts, Value};

/// A parameter that cannot be set so.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ParameterError {
    /// No such parameter.
    #[error("{name}: there is no such parameter")]
    Unknown {
        /// The name given.
        name: String,
    },
    /// A value outside what the table allows.
    #[error("{name} = {value}: must be {limit}")]
    Invalid {
        /// The parameter.
        name: String,
        /// The value given.
        value: Message,
        /// The values that are allowed.
        limit: Message,
    },
}

impl ParameterError {
    /// A value that another parameter forbids.
    pub fn invalid(name: &str, value: impl Into<Message>, limit: impl Into<Message>) -> Self {
        ParameterError::Invalid { name: name.into(), value: value.into(), limit: limit.into() }
    }

    /// The parameter at fault.
    pub fn name(&self) -> &str {
        match self {
            ParameterError::Unknown { name } | ParameterError::Invalid { name, .. } => name,
        }
    }
}

impl Parameters {
    /// Steps of a noising trajectory.
    pub fn steps(&self) -> u32 {
        (self.time / self.dt).round() as u32
    }

    /// Steps of a generation, without the cooling.
    pub fn generate_steps(&self) -> u32 {
        (self.generate_time / self.generate_dt).round() as u32
    }

    /// Steps of the cooling.
    pub fn cool_steps(&self) -> u32 {
        (self.cool / self.generate_dt).round() as u32
    }

    /// Checks what no single row can.
    ///
    /// # Errors
    /// The first parameter that the others forbid.
    pub fn validate(&self) -> Result<(), ParameterError> {
        let class = matches!(self.hidden_drive, HiddenDrive::CopyClass | HiddenDrive::CopyClassLatent);
        let latent = matches!(self.hidden_drive, HiddenDrive::CopyLatent | HiddenDrive::CopyClassLatent);
        if self.j4 == 0.0 && self.j2 <= 0.0 {
            return Err(ParameterError::invalid("j2", self.j2, "above 0 where j4 = 0, or a unit escapes"));
        }
        if self.dt > self.time {
            let limit = ["at most time = ".into(), self.time.into(), ", or no step is made".into()];
            return Err(ParameterError::invalid("dt", self.dt, limit));
        }
        if self.generate_dt > self.generate_time {
            let limit =
                ["at most generate_time = ".into(), self.generate_time.into(), ", or no step is made".into()];
            return Err(ParameterError::invalid("generate_dt", self.generate_dt, limit));
        }
        if class && self.class_units > self.hidden {
            let limit = ["at most hidden = ".into(), self.hidden.into()];
            return Err(ParameterError::invalid("class_units", self.class_units, limit));
        }
        let others = if class { self.class_units } else { 0 };
        if latent && self.latent_units > self.hidden - others {
            let limit = ["at most hidden minus class_units = ".into(), (self.hidden - others).into()];
            return Err(ParameterError::invalid("latent_units", self.latent_units, limit));
        }
        let factored = self.couplings == CouplingForm::Factored;
        if factored && (self.trainer != Trainer::Exact || self.visible_couplings == VisibleCouplings::Nearest)
        {
            let limit = "dense or auto, but for the exact trainer without nearest-neighbour couplings";
            return Err(ParameterError::invalid("couplings", "factored", limit));
        }
        if self.kt == 0.0 && self.iterations > 0 {
            return Err(ParameterError::invalid(
                "kt",
                0.0,
                "above 0 to train: at kT = 0 no path has a probability",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_allowed_and_sets_back() {
        let mut parameters = Parameters::default();
        for entry in table() {
            assert!(entry.kind.allows(&entry.default), "{}", entry.name);
            parameters.set(entry.name, &entry.kind.parse(&entry.default.to_string())).unwrap();
        }
        assert_eq!(parameters, Parameters::default());
        parameters.validate().unwrap();
    }

    #[test]
    fn errors_name_field_value_and_limit() {
        let mut p = Parameters::default();
        let error = p.set("kt", &Value::Number(-1.0)).unwrap_err().to_string();
        assert_eq!(error, "kt = -1: must be a number from 0 to 10");
        let error = p.set("kt", &Value::Number(f64::NAN)).unwrap_err().to_string();
        assert_eq!(error, "kt = NaN: must be a number from 0 to 10");
        let error = p.set("seed", &Value::Number(1.5)).unwrap_err().to_string();
        assert_eq!(error, "seed = 1.5: must be a whole number from 0 to 4294967295");
        let error = p.set("scale", &Value::Text("x".into())).unwrap_err().to_string();
        assert_eq!(error, "scale = x: must be one of pm1, unit, l2max");
        assert_eq!(p.set("nosuch", &Value::Switch(true)).unwrap_err().name(), "nosuch");
        assert_eq!(p, Parameters::default());
        p.dt = 5.0;
        assert_eq!(p.validate().unwrap_err().name(), "dt");
    }
}
