//! Links: what the page shows, as a readable URL fragment. The grammar is in docs/link.md.
//!
//! A link comes from strangers: each field is checked on its own, what is unknown or bad is reported
//! by its name and left out, and what is returned is always valid. www/link/link.js reads the same;
//! tests/links.json holds both to the same examples.

mod drawing;
mod fields;
mod images;
mod lesson;
mod scenes;

pub use drawing::{decode, unpack};
pub use images::{Clamp, Packs};
pub use lesson::Lesson;
pub use scenes::{SCENES, Scene};

use crate::data::DataError;
use crate::parameters::{Parameters, Value, preset};
use crate::physics::events::Event;
use fields::{READERS, set};
use std::collections::BTreeMap;

/// Characters that are read.
const LONGEST: usize = 8000;
/// Most patterns of a set, and the step of the jitter's number from one example to the next.
const MOST_PATTERNS: usize = 12;
/// What can be erased of a digit by name.
const PARTS: [&str; 5] = ["lower", "upper", "left", "right", "none"];

/// Where images are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Our own glyphs.
    Glyphs,
    /// The page's digits.
    Mnist,
    /// Drawn by hand, in the link itself.
    Drawn,
}

/// A choice of images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patterns {
    /// Where they are from.
    pub from: From,
    /// What is learned, in order.
    pub names: Vec<String>,
    /// The side of a pattern, pixels.
    pub size: usize,
    /// Which example of each.
    pub first: u32,
    /// How many examples of each; `None` is one.
    pub each: Option<u32>,
    /// The drawn patterns as text.
    pub drawing: String,
}

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The scene it begins from.
    pub scene: &'static Scene,
    /// All parameters.
    pub parameters: Parameters,
    /// What is learned.
    pub patterns: Patterns,
    /// The class asked for, or each in turn.
    pub asked: Option<u8>,
    /// The index of the first sample.
    pub first: u32,
    /// Which unseen digit is to be completed.
    pub digit: u32,
    /// What of it is erased: a part's name or a mask.
    pub erased: String,
    /// What was done while it ran, by step.
    pub events: Vec<Event>,
    /// What a second computer differs in.
    pub compare: BTreeMap<&'static str, Value>,
    /// What a teacher added, which changes nothing of what is computed.
    pub lesson: Option<Lesson>,
}

impl Place {
    /// A scene as it opens.
    fn opening(scene: &'static Scene) -> Self {
        Place {
            scene,
            parameters: scene.parameters(),
            patterns: scene.patterns(),
            asked: None,
            first: 0,
            digit: 0,
            erased: PARTS[0].into(),
            events: Vec::new(),
            compare: BTreeMap::new(),
            lesson: None,
        }
    }
}

/// Reads a link, a whole address or its fragment: what it says, and the fields that were left out.
pub fn read(link: &str) -> (Place, Vec<DataError>) {
    let text = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    if text.encode_utf16().count() > LONGEST {
        let error =
            DataError::refused("link", "is too long", format!("at most {LONGEST} characters are read"));
        return (Place::opening(&SCENES[0]), vec![error]);
    }
    let mut problems = Vec::new();
    let fields = split(text, &mut problems);
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let mut report = |name: &str, value: &str, limit: &str| {
        problems.push(DataError::refused(name, format!("is “{}”", shown(value)), limit));
    };
    if let Some(v) = field("v").filter(|v| *v != "1") {
        report("v", v, "1, the version of this grammar");
    }
    let wanted = field("scene").unwrap_or(SCENES[0].id);
    let scene = SCENES.iter().find(|scene| scene.id == wanted);
    if scene.is_none() {
        report(
            "scene",
            wanted,
            &format!("one of {}", SCENES.iter().map(|s| s.id).collect::<Vec<_>>().join(", ")),
        );
    }
    let mut place = Place::opening(scene.unwrap_or(&SCENES[0]));
    for (name, reader) in READERS {
        if let Some(value) = field(name)
            && let Err(limit) = reader(&mut place, value)
        {
            report(name, value, &limit);
        }
    }
    if place.patterns.from == From::Drawn && unpack(&place.patterns.drawing, place.patterns.size).is_empty() {
        if field("draw").is_none() {
            report("size", field("size").unwrap_or_default(), "with patterns of that size, draw=…");
        }
        place.patterns = place.scene.patterns();
    }
    let own =
        |name: &str| name == "v" || name == "scene" || READERS.iter().any(|(reader, _)| *reader == name);
    for (name, value) in fields.iter().filter(|(name, _)| !own(name)) {
        if let Err(limit) = set(&mut place.parameters, name, value) {
            report(name, value, &limit);
        }
    }
    (place, problems)
}

/// The fields of a fragment, decoded, in order; of a name given twice the first.
fn split(text: &str, problems: &mut Vec<DataError>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name: String = name.chars().take(40).collect();
        let mut report = |what: &str| problems.push(DataError::refused(&name, what, "once, percent-encoded"));
        match percent_decoded(value) {
            None => report("cannot be decoded"),
            Some(_) if fields.iter().any(|(known, _)| *known == name) => report("was given twice"),
            Some(value) => fields.push((name, value)),
        }
    }
    fields
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |c: &u8| char::from(*c).to_digit(16);
                ((digit(high)? * 16 + digit(low)?) as u8, after)
            }
            (b'%', _) => return None,
            (byte, after) => (*byte, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

fn shown(value: &str) -> String {
    value.chars().take(24).collect()
}

/// The parameters of a preset that is in the table.
fn known_preset(name: &str) -> Parameters {
    preset(name).unwrap_or_default()
}
