//! The contents of a row of the table: a value, the allowed values, its place, and what a change restarts.

use super::Message;
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
        Message::from(self).fmt(f)
    }
}

/// The values a parameter may have.
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
    /// The allowed values.
    #[serde(flatten)]
    pub kind: Kind,
    /// The published program's value, or ours where it does not have one.
    pub default: Value,
    /// Where it stands.
    pub group: Group,
    /// The stage that a change restarts.
    pub restarts: Restarts,
    /// A short name for people.
    pub label: &'static str,
    /// One sentence.
    pub help: &'static str,
}

impl Entry {
    /// Whether it is one of generation, which a trained model still takes.
    pub fn of_generation(&self) -> bool {
        self.group == Group::Generation || self.name == "seed"
    }

    /// Whether it is one of the noising process: physics, pixel scale and seed.
    pub fn of_noising(&self) -> bool {
        matches!(self.group, Group::Physics | Group::Data) || self.name == "seed"
    }
}

impl Kind {
    /// The allowed values, in words.
    pub fn limit(&self) -> Message {
        Message::Limit(*self)
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

    pub(super) fn allows(&self, value: &Value) -> bool {
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
pub(super) trait Field: Sized {
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
