//! The parameter table: the one list of everything a run can be set to.
//!
//! From it come the page's controls, the command line's flags and help, links, receipts, reset and
//! the wording of errors. Energies are in units of E₀, the J2 of the published program; positions
//! have no unit; times are in 1/(μ₀E₀), with μ₀ = 1 the published mobility.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A value of the table, as it is read and written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// A number, whole or not.
    Number(f64),
    /// One of the names of a choice.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Switch(on) => f.write_str(if *on { "on" } else { "off" }),
            Value::Number(x) => write!(f, "{x}"),
            Value::Text(text) => f.write_str(text),
        }
    }
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    /// A real number in a closed range; `step` is a control's increment.
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// A control's increment.
        step: f64,
    },
    /// A whole number in a closed range.
    Integer {
        /// Smallest value.
        min: u32,
        /// Largest value.
        max: u32,
    },
    /// One of a list of names.
    Choice {
        /// The names.
        choices: &'static [&'static str],
    },
    /// On or off.
    Switch,
}

/// The first phase that must run again when a parameter changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Restarts {
    /// The training images.
    Data,
    /// The training.
    Training,
    /// The generation.
    Generation,
}

/// Where a parameter stands among the controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Potential, bath, time.
    Physics,
    /// The training images.
    Data,
    /// Units and couplings.
    Network,
    /// How θ is found.
    Training,
    /// How samples are made.
    Generation,
}

/// One row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The name, everywhere.
    pub name: &'static str,
    /// The letter used in formulas, or "".
    pub symbol: &'static str,
    /// The unit, or "".
    pub unit: &'static str,
    /// What it may be.
    #[serde(flatten)]
    pub kind: Kind,
    /// The published program's value, or ours where it has none.
    pub default: Value,
    /// Where it stands.
    pub group: Group,
    /// What a change restarts.
    pub restarts: Restarts,
    /// A short name for people.
    pub label: &'static str,
    /// One sentence.
    pub help: &'static str,
}

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
        value: String,
        /// What is allowed.
        limit: String,
    },
}

impl ParameterError {
    /// A value that another parameter forbids.
    pub fn invalid(name: &str, value: impl ToString, limit: impl Into<String>) -> Self {
        ParameterError::Invalid { name: name.into(), value: value.to_string(), limit: limit.into() }
    }

    /// The parameter at fault.
    pub fn name(&self) -> &str {
        match self {
            ParameterError::Unknown { name } | ParameterError::Invalid { name, .. } => name,
        }
    }
}

impl Kind {
    /// What is allowed, in words.
    pub fn limit(&self) -> String {
        match self {
            Kind::Number { min, max, .. } => format!("a number from {min} to {max}"),
            Kind::Integer { min, max } => format!("a whole number from {min} to {max}"),
            Kind::Choice { choices } => format!("one of {}", choices.join(", ")),
            Kind::Switch => "on or off".into(),
        }
    }

    /// Reads a value from text.
    pub fn parse(&self, text: &str) -> Value {
        match (self, text) {
            (Kind::Switch, "on" | "true") => Value::Switch(true),
            (Kind::Switch, "off" | "false") => Value::Switch(false),
            (Kind::Number { .. } | Kind::Integer { .. }, _) => {
                text.trim().parse().map_or_else(|_| Value::Text(text.into()), Value::Number)
            }
            _ => Value::Text(text.into()),
        }
    }

    fn allows(&self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Number { min, max, .. }, Value::Number(x)) => (*min..=*max).contains(x),
            (Kind::Integer { min, max }, Value::Number(x)) => {
                x.fract() == 0.0 && (f64::from(*min)..=f64::from(*max)).contains(x)
            }
            (Kind::Choice { choices }, Value::Text(text)) => choices.contains(&text.as_str()),
            (Kind::Switch, Value::Switch(_)) => true,
            _ => false,
        }
    }
}

/// A type that a parameter can have. `from_value` is called on allowed values only.
trait Field: Sized {
    fn to_value(&self) -> Value;
    fn from_value(value: &Value) -> Option<Self>;
}

impl Field for f64 {
    fn to_value(&self) -> Value {
        Value::Number(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(x) = value { Some(*x) } else { None }
    }
}

impl Field for u32 {
    fn to_value(&self) -> Value {
        Value::Number(f64::from(*self))
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(x) = value { Some(*x as u32) } else { None }
    }
}

impl Field for bool {
    fn to_value(&self) -> Value {
        Value::Switch(*self)
    }
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Switch(on) = value { Some(*on) } else { None }
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $($(#[$variant_doc])* $variant),* }

        impl $type {
            const KIND: Kind = Kind::Choice { choices: &[$($name),*] };
        }

        impl Field for $type {
            fn to_value(&self) -> Value {
                Value::Text(match self { $($type::$variant => $name),* }.into())
            }
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Text(text) => match text.as_str() { $($name => Some($type::$variant),)* _ => None },
                    _ => None,
                }
            }
        }
    };
}

choice! {
    /// How pixels become drives, before the scale factor.
    Scale {
        /// pixel / 255 · 2 − 1.
        Pm1 = "pm1",
        /// Every image to mean 0 and variance 1.
        Unit = "unit",
        /// (pixel/255 − 0.13066) / 0.30811, every image then to the largest L2 norm of the set.
        L2Max = "l2max",
    }
}
choice! {
    /// What drives the hidden units while noising.
    HiddenDrive {
        /// Nothing: no coupling can be learned.
        None = "none",
        /// Hidden unit j has the drive of pixel j mod Nv (the paper).
        Copy = "copy",
        /// A fixed random projection of the image (Wang & Deng).
        Projection = "projection",
        /// A random code of ±1 for every class.
        Class = "class",
        /// Codes on the last `class_units`, copies on the others.
        CopyClass = "copy+class",
    }
}
choice! {
    /// Which pixels the hidden copies see.
    CopyPixels {
        /// Paper without class codes, variance with them.
        Auto = "auto",
        /// Pixel j mod Nv (the paper).
        Paper = "paper",
        /// The pixels that vary most over the training images.
        Variance = "variance",
    }
}
choice! {
    /// Which visible units are coupled with each other.
    VisibleCouplings {
        /// No pair (the paper).
        None = "none",
        /// Horizontal and vertical neighbours of the image.
        Nearest = "nearest",
        /// Every pair.
        All = "all",
    }
}
choice! {
    /// How θ is found.
    Trainer {
        /// The exact moments and conjugate gradients.
        Exact = "exact",
        /// The paper's rule: one noising trajectory, one step along its gradient.
        Sgd = "sgd",
        /// The same increment applied after every time step (Wang & Deng).
        Online = "online",
    }
}

macro_rules! table {
    ($($name:ident : $type:ty = $default:expr, $kind:expr, $symbol:literal, $unit:literal,
       $group:ident, $restarts:ident, $label:literal, $help:literal;)*) => {
        /// A value for every row of the table.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Parameters { $(#[doc = $help] pub $name: $type),* }

        impl Default for Parameters {
            fn default() -> Self {
                Parameters { $($name: $default),* }
            }
        }

        /// The rows of the table.
        pub fn table() -> Vec<Entry> {
            vec![$(Entry {
                name: stringify!($name), symbol: $symbol, unit: $unit, kind: $kind,
                default: <$type as Field>::to_value(&$default), group: Group::$group,
                restarts: Restarts::$restarts, label: $label, help: $help,
            }),*]
        }

        impl Parameters {
            /// Sets one parameter.
            ///
            /// # Errors
            /// An unknown name, or a value that the table does not allow.
            pub fn set(&mut self, name: &str, value: &Value) -> Result<(), ParameterError> {
                match name {
                    $(stringify!($name) => {
                        let kind: Kind = $kind;
                        let invalid = || ParameterError::invalid(name, value, kind.limit());
                        let valid = kind.allows(value).then(|| <$type as Field>::from_value(value));
                        self.$name = valid.flatten().ok_or_else(invalid)?;
                    })*
                    _ => return Err(ParameterError::Unknown { name: name.into() }),
                }
                Ok(())
            }

            /// Every parameter with its value, in the table's order.
            pub fn values(&self) -> Vec<(&'static str, Value)> {
                vec![$((stringify!($name), self.$name.to_value())),*]
            }
        }
    };
}

const fn number(min: f64, max: f64, step: f64) -> Kind {
    Kind::Number { min, max, step }
}

const fn integer(min: u32, max: u32) -> Kind {
    Kind::Integer { min, max }
}

table! {
    scale: Scale = Scale::Pm1, Scale::KIND, "", "", Data, Data, "Pixel scale",
        "How pixels become drives: pm1 maps 0…255 to −1…1, unit gives every image mean 0 and variance 1, l2max gives every image the set's largest norm.";
    scale_factor: f64 = 1.0, number(0.0, 10.0, 0.1), "", "", Data, Data, "Scale factor",
        "Multiplies the scaled pixels.";
    hidden: u32 = 512, integer(0, 4096), "Nh", "units", Network, Training, "Hidden units",
        "Units that are no pixels.";
    hidden_drive: HiddenDrive = HiddenDrive::Copy, HiddenDrive::KIND, "", "", Network, Training, "Hidden drive",
        "What drives the hidden units while noising; undriven, nothing can be learned.";
    class_units: u32 = 160, integer(0, 4096), "", "units", Network, Training, "Class units",
        "Hidden units that carry a class code, the last ones, with hidden drive copy+class.";
    copy_pixels: CopyPixels = CopyPixels::Auto, CopyPixels::KIND, "", "", Network, Training, "Copied pixels",
        "Which pixels the hidden copies see: pixel j mod Nv as in the paper, or those that vary most over the images; auto is variance with class codes.";
    codes_per_class: u32 = 1, integer(1, 64), "", "", Network, Training, "Codes per class",
        "Groups of like images in each class that have a code of their own; generation draws one as often as it has images.";
    visible_couplings: VisibleCouplings = VisibleCouplings::None, VisibleCouplings::KIND, "", "", Network, Training,
        "Visible couplings", "Pairs of pixels that are coupled: none as in the paper, nearest neighbours, or all.";
    hidden_couplings: bool = true, Kind::Switch, "", "", Network, Training, "Hidden couplings",
        "Whether hidden units are coupled with each other.";
    visible_biases: bool = false, Kind::Switch, "", "", Network, Training, "Visible biases",
        "Whether visible units have biases.";
    kt: f64 = 0.1, number(0.0, 10.0, 0.01), "kT", "E₀", Physics, Training, "Thermal energy",
        "Temperature of the bath times Boltzmann's constant.";
    j2: f64 = 1.0, number(-10.0, 10.0, 0.1), "J₂", "E₀", Physics, Training, "Quadratic coefficient",
        "Of the on-site potential J₂x² + J₄x⁴; below 0 one unit alone has two wells.";
    j4: f64 = 1.0, number(0.0, 10.0, 0.1), "J₄", "E₀", Physics, Training, "Quartic coefficient",
        "Of the on-site potential J₂x² + J₄x⁴; 0 makes it a harmonic well.";
    mobility: f64 = 1.0, number(0.001, 100.0, 0.1), "μ", "μ₀", Physics, Training, "Mobility",
        "Velocity of a unit per force on it.";
    dt: f64 = 0.001, number(1e-6, 0.1, 0.001), "Δt", "1/(μ₀E₀)", Physics, Training, "Time step",
        "Of the noising trajectories that sgd and online train on.";
    time: f64 = 2.5, number(1e-4, 1000.0, 0.5), "t_f", "1/(μ₀E₀)", Physics, Training, "Noising time",
        "How long an image is noised.";
    drive: f64 = 2.0, number(0.0, 100.0, 0.1), "a", "E₀", Physics, Training, "Drive amplitude",
        "Force on a unit per scaled pixel while the image is held.";
    ramp: f64 = 0.75, number(0.01, 1.0, 0.05), "", "t_f", Physics, Training, "Ramp",
        "Part of the noising time in which the drive falls to zero.";
    trainer: Trainer = Trainer::Exact, Trainer::KIND, "", "", Training, Training, "Trainer",
        "How the couplings are found: exact moments, the paper's sgd, or the online rule.";
    iterations: u32 = 20, integer(0, 100_000), "", "", Training, Training, "Iterations",
        "Cycles of sgd and online, or conjugate-gradient iterations of exact; 0 leaves the computer untrained.";
    rate: f64 = 1.0, number(0.0, 1000.0, 0.1), "α₀", "E₀²", Training, Training, "Learning rate",
        "Of sgd and online, before the factor Δt/t_f.";
    ridge: f64 = 0.0, number(0.0, 1000.0, 0.001), "", "", Training, Training, "Ridge",
        "Weight of ½‖θ‖² in the exact trainer's objective.";
    seed: u32 = 1, integer(0, u32::MAX), "", "", Training, Training, "Seed",
        "Fixes every random number of the run.";
    generate_dt: f64 = 0.01, number(1e-6, 0.1, 0.001), "Δt", "1/(μ₀E₀)", Generation, Generation, "Generation step",
        "Time step of generation.";
    generate_time: f64 = 2.5, number(1e-4, 1000.0, 0.5), "t", "1/(μ₀E₀)", Generation, Generation, "Generation time",
        "How long the computer runs from noise to image.";
    generate_kt: f64 = 1.0, number(0.0, 100.0, 0.05), "", "kT", Generation, Generation, "Generation temperature",
        "Temperature of generation as a multiple of the training's.";
    class_drive: f64 = 1.0, number(0.0, 10.0, 0.1), "", "a", Generation, Generation, "Class drive",
        "Force of the class code that is asked for, as a multiple of its force while noising.";
    cool: f64 = 0.0, number(0.0, 1000.0, 0.5), "", "1/(μ₀E₀)", Generation, Generation, "Cooled read-out",
        "Time at kT = 0 that is appended before the samples are read; its heat is booked apart.";
    readout_scale: f64 = 0.5, number(0.01, 10.0, 0.05), "", "", Generation, Generation, "Read-out scale",
        "A unit at this value is shown white, at minus this value black: brightness ½ + ½ x / scale, cut off at both ends.";
    samples: u32 = 16, integer(1, 100_000), "", "", Generation, Generation, "Samples",
        "How many images are generated.";
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
        let class = matches!(self.hidden_drive, HiddenDrive::CopyClass);
        if self.j4 == 0.0 && self.j2 <= 0.0 {
            return Err(ParameterError::invalid("j2", self.j2, "above 0 where j4 = 0, or a unit escapes"));
        }
        if self.dt > self.time {
            let limit = format!("at most time = {}, or no step is made", self.time);
            return Err(ParameterError::invalid("dt", self.dt, limit));
        }
        if self.generate_dt > self.generate_time {
            let limit = format!("at most generate_time = {}, or no step is made", self.generate_time);
            return Err(ParameterError::invalid("generate_dt", self.generate_dt, limit));
        }
        if class && self.class_units > self.hidden {
            let limit = format!("at most hidden = {}", self.hidden);
            return Err(ParameterError::invalid("class_units", self.class_units, limit));
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

/// A named setting: changes to the defaults.
pub struct Preset {
    /// The name.
    pub name: &'static str,
    /// One sentence.
    pub help: &'static str,
    /// Parameters that differ from their defaults.
    pub changes: &'static [(&'static str, &'static str)],
}

/// The presets.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "quick",
        help: "Small glyphs, trained in a moment.",
        changes: &[("hidden", "128"), ("visible_biases", "on"), ("generate_time", "5")],
    },
    Preset {
        name: "digits",
        help: "A few digits of 28 × 28 pixels, trained in a second.",
        changes: &[("generate_time", "5")],
    },
    Preset {
        name: "class-conditional",
        help: "Digits of the class asked for, read cooled: several codes per class keep them various.",
        changes: &[
            ("scale_factor", "0.7"),
            ("hidden", "752"),
            ("hidden_drive", "copy+class"),
            ("class_units", "240"),
            ("codes_per_class", "4"),
            ("iterations", "60"),
            ("class_drive", "1.5"),
            ("cool", "3"),
            ("readout_scale", "0.24"),
        ],
    },
    Preset {
        name: "completion",
        help: "Completes images of which a part is given: every pair of pixels coupled, read cooled.",
        changes: &[
            ("scale_factor", "0.4"),
            ("hidden", "0"),
            ("visible_couplings", "all"),
            ("visible_biases", "on"),
            ("iterations", "30"),
            ("ridge", "0.02"),
            ("generate_time", "1.5"),
            ("cool", "2"),
            ("readout_scale", "0.5"),
        ],
    },
    Preset {
        name: "paper",
        help: "The paper's settings; the pixel scale, which it does not give, is the one whose heat is nearest to the published value.",
        changes: &[("scale", "unit"), ("scale_factor", "1.6"), ("trainer", "sgd"), ("iterations", "100")],
    },
];

/// The parameters of a preset.
///
/// # Errors
/// An unknown preset.
pub fn preset(name: &str) -> Result<Parameters, ParameterError> {
    let mut parameters = Parameters::default();
    let names = || PRESETS.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    let found = PRESETS.iter().find(|p| p.name == name);
    let found =
        found.ok_or_else(|| ParameterError::invalid("preset", name, format!("one of {}", names())))?;
    let table = table();
    for &(name, text) in found.changes {
        let entry = table.iter().find(|entry| entry.name == name);
        let kind = entry.ok_or_else(|| ParameterError::Unknown { name: name.into() })?.kind;
        parameters.set(name, &kind.parse(text))?;
    }
    Ok(parameters)
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
    fn every_preset_is_valid() {
        for p in PRESETS {
            preset(p.name).unwrap().validate().unwrap();
        }
        assert!(preset("nosuch").is_err());
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
