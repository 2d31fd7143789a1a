//! A line for people that becomes text only where it is shown. A program that shows no messages links
//! nothing that formats numbers: that is a good part of a small WebAssembly module.

use super::{Kind, Value};
use std::borrow::Cow;
use std::fmt;

/// Text and numbers, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// Text as it is.
    Text(Cow<'static, str>),
    /// A number, written in full.
    Number(f64),
    /// The values that a parameter may have.
    Limit(Kind),
    /// Several messages without a gap.
    Sequence(Vec<Message>),
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Message::Text(text) => f.write_str(text),
            Message::Number(x) => write!(f, "{x}"),
            Message::Limit(Kind::Number { min, max, .. }) => write!(f, "a number from {min} to {max}"),
            Message::Limit(Kind::Integer { min, max }) => write!(f, "a whole number from {min} to {max}"),
            Message::Limit(Kind::Choice { choices }) => write!(f, "one of {}", choices.join(", ")),
            Message::Limit(Kind::Switch) => f.write_str("on or off"),
            Message::Sequence(messages) => messages.iter().try_for_each(|message| message.fmt(f)),
        }
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Message::Text(Cow::Owned(text.into()))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Message::Text(Cow::Owned(text))
    }
}

impl From<f64> for Message {
    fn from(x: f64) -> Self {
        Message::Number(x)
    }
}

impl From<u32> for Message {
    fn from(x: u32) -> Self {
        Message::Number(f64::from(x))
    }
}

impl From<usize> for Message {
    fn from(x: usize) -> Self {
        Message::Number(x as f64)
    }
}

impl From<&Value> for Message {
    fn from(value: &Value) -> Self {
        match value {
            Value::Switch(on) => if *on { "on" } else { "off" }.into(),
            Value::Number(x) => Message::Number(*x),
            Value::Text(text) => text.as_str().into(),
        }
    }
}

impl<const N: usize> From<[Message; N]> for Message {
    fn from(messages: [Message; N]) -> Self {
        Message::Sequence(messages.into())
    }
}
