//! A place as a struct of plain values, in which it crosses to other languages.

use super::{From, Lesson, Patterns, Place, SCENES};
use crate::data::DataError;
use crate::parameters::{Parameters, Value, table};
use crate::prices::Prices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where images are from, by the page's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Source {
    /// Our own glyphs.
    Glyphs,
    /// The page's digits.
    Mnist,
    /// Our own pictures in colour.
    Pictures,
    /// Drawn by hand.
    Drawn,
    /// A file of the reader, which no link can have.
    File,
}

/// A choice of images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PlainPatterns {
    source: Source,
    names: Vec<String>,
    size: usize,
    first: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    each: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    drawing: Option<String>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlainEvent {
    step: u32,
    name: String,
    value: String,
}

/// A class, or `each`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Asked {
    Class(u8),
    Each(String),
}

/// A scene as the page lists it: its preset, its images, and the settings that differ from the preset.
#[derive(Debug, Serialize)]
pub struct PlainScene {
    id: &'static str,
    preset: &'static str,
    patterns: PlainPatterns,
    settings: BTreeMap<&'static str, f64>,
}

impl PlainScene {
    /// All scenes, the first one being that of the page as it opens.
    pub fn all() -> Vec<PlainScene> {
        let plain = |scene: &super::Scene| PlainScene {
            id: scene.id,
            preset: scene.preset,
            patterns: PlainPatterns::of(&scene.patterns()),
            settings: scene.settings.iter().copied().collect(),
        };
        SCENES.iter().map(plain).collect()
    }
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlainPlace {
    scene: String,
    settings: BTreeMap<String, Value>,
    patterns: PlainPatterns,
    asked: Asked,
    first: u32,
    digit: u32,
    erased: String,
    events: Vec<PlainEvent>,
    compare: Option<BTreeMap<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prices: Option<BTreeMap<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lesson: Option<Lesson>,
}

impl PlainPatterns {
    /// The values of a choice of images.
    pub(super) fn of(patterns: &Patterns) -> Self {
        let (source, drawing) = match patterns.from {
            From::Glyphs => (Source::Glyphs, None),
            From::Mnist => (Source::Mnist, None),
            From::Pictures => (Source::Pictures, None),
            From::Drawn => (Source::Drawn, Some(patterns.drawing.clone())),
        };
        let Patterns { names, size, first, each, .. } = patterns.clone();
        PlainPatterns { source, names, size, first, each, drawing }
    }

    /// The choice of images; none for a file.
    fn patterns(&self) -> Option<Patterns> {
        let from = match self.source {
            Source::Glyphs => From::Glyphs,
            Source::Mnist => From::Mnist,
            Source::Pictures => From::Pictures,
            Source::Drawn => From::Drawn,
            Source::File => return None,
        };
        let PlainPatterns { names, size, first, each, drawing, .. } = self.clone();
        Some(Patterns { from, names, size, first, each, drawing: drawing.unwrap_or_default() })
    }
}

impl PlainPlace {
    /// The values of a place.
    pub fn of(place: &Place) -> Self {
        let named = |(name, value): (&'static str, Value)| (name.to_owned(), value);
        let compare: BTreeMap<_, _> = place.compare.clone().into_iter().map(named).collect();
        let text = |(name, text): (&str, String)| (name.to_owned(), Value::Text(text));
        let prices: BTreeMap<_, _> = place.prices.texts().map(text).collect();
        let event = |event: &crate::physics::events::Event| {
            let text = event.action.to_string();
            let (name, value) = text.split_once(':').unwrap_or_default();
            PlainEvent { step: event.step, name: name.into(), value: value.into() }
        };
        PlainPlace {
            scene: place.scene.id.into(),
            settings: place.parameters.values().into_iter().map(named).collect(),
            patterns: PlainPatterns::of(&place.patterns),
            asked: place.asked.map_or_else(|| Asked::Each("each".into()), Asked::Class),
            first: place.first,
            digit: place.digit,
            erased: place.erased.clone(),
            events: place.events.iter().map(event).collect(),
            compare: (!compare.is_empty()).then_some(compare),
            prices: (!prices.is_empty()).then_some(prices),
            lesson: place.lesson.clone(),
        }
    }

    /// Whether its images are of a file, which a link leaves out.
    pub fn has_file(&self) -> bool {
        self.patterns.source == Source::File
    }

    /// The place; in place of the images of a file those of the scene.
    ///
    /// # Errors
    /// An unknown scene, and settings and events that no place has.
    pub fn place(&self) -> Result<Place, DataError> {
        let scene = SCENES.iter().find(|scene| scene.id == self.scene);
        let scene = scene.ok_or_else(|| DataError::refused("scene", &self.scene, "one of the scenes"))?;
        let mut place = Place::opening(scene);
        for (name, value) in &self.settings {
            place.parameters.set(name, value)?;
        }
        place.scene = scene.fitting(&place.parameters);
        let mut checked = Parameters::default();
        for (name, value) in self.compare.iter().flatten() {
            checked.set(name, value)?;
            let row = table().into_iter().find(|row| row.name == name);
            place.compare.extend(row.map(|row| (row.name, value.clone())));
        }
        for PlainEvent { step, name, value } in &self.events {
            place.events.push(format!("{step}:{name}:{value}").parse()?);
        }
        for (name, value) in self.prices.iter().flatten() {
            set_price(&mut place.prices, name, &value.to_string())?;
        }
        if let Some(patterns) = self.patterns.patterns() {
            place.patterns = patterns;
        }
        place.asked = if let Asked::Class(class) = self.asked { Some(class) } else { None };
        (place.first, place.digit, place.erased) = (self.first, self.digit, self.erased.clone());
        place.lesson.clone_from(&self.lesson);
        Ok(place)
    }
}

/// Sets a chosen price as it crosses from other languages.
///
/// # Errors
/// A name or a value that no price has.
pub fn set_price(prices: &mut Prices, name: &str, value: &str) -> Result<(), DataError> {
    let refused = || DataError::refused("prices", format_args!("{name}:{value}"), "a price");
    if prices.set(name, value) { Ok(()) } else { Err(refused()) }
}
