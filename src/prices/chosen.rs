//! Prices that a reader has chosen: for each thing that is paid for, a published price by its name or a number.
//! The text `read:z1,write:1e-12,duty:0.5` is the same in links and on the command line.

use super::{NAMED, Of};
use std::fmt;

/// What can be chosen, in the order in which it is written: prices for a noise, a read-out, a write and a multiplication (J or
/// a name), the idle power (W), the time of a sample (s), the share of time in which samples are made, and how
/// many samples share one writing of the couplings.
pub const NAMES: [&str; 8] = ["draw", "read", "write", "multiply", "idle", "time", "duty", "samples"];

/// A chosen price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Priced {
    /// A published one, by its name.
    Published(Of, &'static str),
    /// The reader's own number.
    Own(f64),
}

/// The prices that are chosen; all others are missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices([Option<Priced>; NAMES.len()]);

impl Prices {
    /// Reads pairs joined by commas; whether all of them were good. Bad ones are left out.
    pub fn read(text: &str) -> (Prices, bool) {
        let mut prices = Prices::default();
        let mut all = true;
        for pair in text.split(',') {
            let (name, value) = pair.split_once(':').unwrap_or((pair, ""));
            let known = NAMES.iter().position(|one| *one == name);
            all &= known.is_none_or(|at| prices.0[at].is_none()) && prices.set(name, value);
        }
        (prices, all)
    }

    /// Sets a price from its text; false, and nothing else, where there is no such one.
    #[must_use]
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let Some(at) = NAMES.iter().position(|one| *one == name) else { return false };
        let published = kind(name).and_then(|of| NAMED.iter().find(|named| **named == (of, value)));
        let priced = match published {
            Some((of, name)) => Some(Priced::Published(*of, name)),
            None => number(name, value).map(Priced::Own),
        };
        self.0[at] = priced.or(self.0[at]);
        priced.is_some()
    }

    /// The price that was chosen.
    pub fn get(&self, name: &str) -> Option<Priced> {
        let at = NAMES.iter().position(|one| *one == name)?;
        self.0[at]
    }

    /// A chosen number that is no price.
    pub fn number(&self, name: &str) -> Option<f64> {
        if let Some(Priced::Own(value)) = self.get(name) { Some(value) } else { None }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// All that is chosen, with its text.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, String)> {
        NAMES.into_iter().zip(self.0).filter_map(|(name, priced)| Some((name, priced?.to_string())))
    }
}

impl fmt::Display for Prices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self.texts().map(|(name, value)| format!("{name}:{value}")).collect();
        f.write_str(&pairs.join(","))
    }
}

impl fmt::Display for Priced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Priced::Published(_, name) => f.write_str(name),
            Priced::Own(x) if *x != 0.0 && !(1e-4..1e10).contains(x) => write!(f, "{x:e}"),
            Priced::Own(x) => write!(f, "{x}"),
        }
    }
}

/// What a name is paid for, where published prices can be chosen.
fn kind(name: &str) -> Option<Of> {
    match name {
        "draw" => Some(Of::Draw),
        "read" => Some(Of::Read),
        "write" => Some(Of::Write),
        "multiply" => Some(Of::Multiply),
        _ => None,
    }
}

/// A number as it may stand for a name: in decimal or scientific notation, in its limits.
fn number(name: &str, text: &str) -> Option<f64> {
    let shape = text.bytes().all(|c| c.is_ascii_digit() || b"+-.eE".contains(&c));
    let value = text.parse::<f64>().ok().filter(|value| shape && (0.0..=1e30).contains(value))? + 0.0;
    let good = match name {
        "time" => value > 0.0,
        "duty" => value > 0.0 && value <= 1.0,
        "samples" => value >= 1.0 && value.fract() == 0.0,
        _ => true,
    };
    good.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::ALL;

    #[test]
    fn what_is_chosen_comes_back_from_its_text_and_the_rest_is_left_out() {
        let text = "draw:bath,read:z1,write:1e-12,multiply:fp16,idle:0.05,time:2e-6,duty:0.5,samples:10";
        let (prices, all) = Prices::read(text);
        assert!(all);
        assert_eq!(prices.to_string(), text);
        assert_eq!(prices.get("read"), Some(Priced::Published(Of::Read, "z1")));
        assert_eq!(prices.number("idle"), Some(0.05));
        for bad in [
            "read:sram",
            "read",
            "read:-1",
            "read:inf",
            "duty:0",
            "duty:2",
            "samples:1.5",
            "time:0",
            "colour:1",
        ] {
            assert_eq!(Prices::read(bad), (Prices::default(), false), "{bad}");
        }
        let (first, all) = Prices::read("read:1,read:2,idle:-3");
        assert_eq!((first.to_string().as_str(), all), ("read:1", false));
        let (zero, _) = Prices::read("draw:-0");
        assert_eq!(zero.number("draw").map(f64::to_bits), Some(0));
    }

    #[test]
    fn every_price_has_a_value_a_unit_a_source_and_a_year_and_one_name() {
        for (i, price) in ALL.iter().enumerate() {
            assert!(price.value >= 0.0 && ["J", "kT"].contains(&price.unit), "{price:?}");
            assert!(price.source.len() > 3 && (1900..=2026).contains(&price.year), "{price:?}");
            assert!(price.name.parse::<f64>().is_err() && !price.name.contains([',', ':']), "{price:?}");
            assert!(
                ALL[..i].iter().all(|other| (other.of, other.name) != (price.of, price.name)),
                "{price:?}"
            );
        }
    }
}
