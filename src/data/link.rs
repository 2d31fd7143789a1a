//! Links: what the page shows, as a readable URL fragment. The grammar is in docs/link.md.
//!
//! A link comes from strangers: each field is checked on its own, what is unknown or bad is reported
//! by its name and left out, and what is returned is always valid. The page asks this reader and writer;
//! tests/links.json holds both doors to the same examples.

mod drawing;
mod fields;
mod images;
mod lesson;
mod plain;
mod problem;
mod scenes;
mod text;
mod write;

pub use drawing::{decode, unpack};
pub use fields::{MOST_SAMPLES, field_names, read_typed};
pub use images::{Clamp, Packs};
pub use lesson::{Lesson, OTHERS};
pub use plain::{PlainPlace, PlainScene, set_price};
pub use problem::{Problem, WORDS, Words};
pub use scenes::{SCENES, Scene};
pub use text::is_link;
pub use write::{Link, write};

use crate::parameters::{CouplingForm, Parameters, Value, preset};
use crate::physics::events::Event;
use crate::prices::Prices;
use fields::{READERS, in_any_case, set};
use std::collections::BTreeMap;

/// The versions of the grammar. Where a link names no form of couplings, it is `dense` in the first and
/// `auto` in the others; 3 is the number of the schema of models in factors. From 4 on classes have latent codes, which
/// are trained by fewer iterations in 5.
const VERSIONS: [&str; 4] = ["1", "3", "4", "5"];
/// Places among these: the first version with latent codes, and the last one.
const LATENT: usize = 2;
const NEWEST: usize = 3;
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
    /// Our own pictures in colour.
    Pictures,
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
    /// The prices that its reader has chosen for what a sample needs, which change nothing of what is computed.
    pub prices: Prices,
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
            prices: Prices::default(),
            lesson: None,
        }
    }

    /// As version 3 begins: the form of couplings is left open where version 1 has dense ones.
    fn leave_couplings_open(&mut self) {
        if self.parameters.couplings == CouplingForm::Dense {
            self.parameters.couplings = CouplingForm::Auto;
        }
    }
}

/// Reads a link, a whole address or its fragment: what it says, and the fields that were left out.
pub fn read(link: &str) -> (Place, Vec<Problem>) {
    read_over(link, "")
}

/// Reads a link with other fields, joined by `&`, in place of its own by the same names.
pub fn read_over(link: &str, over: &str) -> (Place, Vec<Problem>) {
    let (text, query) = text::list(link);
    let length = text.encode_utf16().count().max(over.encode_utf16().count());
    if length > LONGEST {
        let words = Words::plain("link.long").with("length", length).with("most", LONGEST);
        return (Place::opening(&SCENES[0]), vec![Problem::new("link", words)]);
    }
    let mut problems = Vec::new();
    let mut fields = text::split(over, false, &mut problems);
    let own = text::split(&text, query, &mut problems);
    let others = own.into_iter().filter(|(name, _)| fields.iter().all(|(over, _)| over != name));
    fields.extend(others.collect::<Vec<_>>());
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let version = field("v").unwrap_or("1");
    let known = VERSIONS.iter().position(|known| *known == version);
    if known.is_none() {
        let words = Words::plain("link.version")
            .with("given", problem::shown(version))
            .with("versions", VERSIONS.join(", "));
        problems.push(Problem::new("v", words));
    }
    let version = known.unwrap_or(0);
    let scene = scene(field("scene"), &mut problems).of_version(version);
    let mut place = Place::opening(scene);
    if version > 0 {
        place.leave_couplings_open();
    }
    for (name, reader) in READERS {
        if let Some(value) = field(name)
            && let Err(limit) = in_any_case(name, value, |value| reader(&mut place, value))
        {
            problems.push(Problem::must(name, value, limit));
        }
    }
    if place.patterns.from == From::Drawn && unpack(&place.patterns.drawing, place.patterns.size).is_empty() {
        if field("draw").is_none() {
            problems.push(Problem::new("size", Words::plain("link.needsDraw")));
        }
        place.patterns = place.scene.patterns();
    }
    for (name, value) in fields.iter().filter(|(name, _)| !fields::is_own(name)) {
        problems.extend(set(&mut place.parameters, name, value).err());
    }
    place.scene = place.scene.fitting(&place.parameters);
    (place, problems)
}

/// The scene of that name, or the first.
fn scene(name: Option<&str>, problems: &mut Vec<Problem>) -> &'static Scene {
    let wanted = name.unwrap_or(SCENES[0].id);
    let known = SCENES.iter().find(|scene| scene.id.eq_ignore_ascii_case(wanted));
    known.unwrap_or_else(|| {
        let choices = SCENES.iter().map(|scene| scene.id).collect::<Vec<_>>().join(", ");
        problems.push(Problem::must("scene", wanted, Words::plain("range.choice").with("choices", choices)));
        &SCENES[0]
    })
}

/// The parameters of a preset that is in the table.
fn known_preset(name: &str) -> Parameters {
    preset(name).unwrap_or_default()
}
