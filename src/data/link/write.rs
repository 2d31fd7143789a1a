//! A link of what is shown. Only what differs from the scene is written.

use super::lesson::OWN;
use super::{From, Patterns, Place, SCENES, VERSIONS};
use crate::parameters::{CouplingForm, Parameters, Value};
use std::fmt::Write;

/// Most characters that are written.
const MOST: usize = 1999;
/// Fields that give way where a link would be too long, each with one that means nothing without it.
const GIVE_WAY: [[&str; 2]; 3] = [["events", ""], ["draw", "size"], ["ask", "answers"]];

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Link {
    /// Without #. Empty for what an empty link says, which is of version 1.
    pub fragment: String,
    /// The fields that are left out, as the link would be too long with them.
    pub omitted: Vec<&'static str>,
}

/// Writes what a place is.
pub fn write(place: &Place) -> Link {
    let old = place.parameters.couplings == CouplingForm::Dense;
    let version = place.scene.version(&place.parameters).unwrap_or(usize::from(!old));
    let mut fields = vec![("v", VERSIONS[version].to_owned())];
    if place.scene.id != SCENES[0].id {
        fields.push(("scene", place.scene.id.into()));
    }
    fields.extend(differing(place, version));
    let mut omitted = Vec::new();
    for [name, other] in GIVE_WAY {
        let there = fields.iter().any(|(field, _)| *field == name);
        if there && joined(&fields).chars().count() > MOST {
            omitted.push(name);
            fields.retain(|(field, _)| *field != name && *field != other);
        }
    }
    let fragment = if version > 0 || fields.len() > 1 { joined(&fields) } else { String::new() };
    Link { fragment, omitted }
}

fn joined(fields: &[(&'static str, String)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// All that differs from the scene of a version.
fn differing(place: &Place, version: usize) -> Vec<(&'static str, String)> {
    let mut scene = Place::opening(place.scene.of_version(version));
    if version > 0 {
        scene.leave_couplings_open();
    }
    let mut fields = Vec::new();
    let before = shape(&scene.patterns);
    fields.extend(shape(&place.patterns).into_iter().filter(|field| !before.contains(field)));
    fields.extend(changes(&place.parameters, &scene.parameters));
    let mut other = place.parameters.clone();
    for (name, value) in &place.compare {
        // What a place compares with was checked when it was read.
        let _ = other.set(name, value);
    }
    let pairs = changes(&other, &place.parameters).map(|(name, value)| format!("{name}:{value}"));
    let whole = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    let erased = if place.erased == scene.erased { "" } else { &place.erased };
    let events: Vec<String> = place.events.iter().map(ToString::to_string).collect();
    let rest = [
        ("class", place.asked.map_or_else(String::new, |class| class.to_string())),
        ("first", whole(place.first)),
        ("digit", whole(place.digit)),
        ("erase", erased.to_owned()),
        ("events", events.join(";")),
        ("compare", pairs.collect::<Vec<_>>().join(",")),
        ("prices", place.prices.to_string()),
    ];
    let lesson = place.lesson.iter().flat_map(|lesson| {
        let free = lesson
            .free
            .as_ref()
            .map_or_else(String::new, |names| if names.is_empty() { "none".into() } else { names.join(",") });
        [
            ("ask", encoded(&lesson.ask)),
            ("answers", encoded(&lesson.answers.join(";"))),
            ("numbers", if lesson.own_numbers { OWN.into() } else { String::new() }),
            ("fix", lesson.fix.join(",")),
            ("hide", lesson.hide.join(",")),
            ("free", free),
        ]
    });
    fields.extend(rest.into_iter().chain(lesson).filter(|(_, value)| !value.is_empty()));
    fields
}

/// A choice of images in the words of a link.
fn shape(patterns: &Patterns) -> Vec<(&'static str, String)> {
    let size = ("size", patterns.size.to_string());
    if patterns.from == From::Drawn {
        return vec![size, ("draw", patterns.drawing.clone())];
    }
    let names = ("names", patterns.names.join(","));
    let one_each = patterns.from == From::Pictures;
    let mut fields = vec![names];
    if !one_each {
        fields.push(("example", patterns.first.to_string()));
        fields.push(("each", patterns.each.unwrap_or(1).to_string()));
    }
    fields.extend((patterns.from != From::Mnist).then_some(size));
    fields
}

/// The parameters that differ, in the table's order.
fn changes(now: &Parameters, from: &Parameters) -> impl Iterator<Item = (&'static str, String)> {
    let pairs = now.values().into_iter().zip(from.values()).filter(|(now, from)| now != from);
    pairs.map(|((name, value), _)| (name, plain(&value)))
}

/// A value as a link has it: small numbers in scientific notation.
fn plain(value: &Value) -> String {
    match value {
        Value::Number(x) if *x != 0.0 && x.abs() < 1e-6 => format!("{x:e}"),
        value => value.to_string(),
    }
}

/// Percent-encoded as `encodeURIComponent` does it.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
