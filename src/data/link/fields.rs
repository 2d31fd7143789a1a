//! The fields of a link, each read on its own.

use super::drawing::{decode, unpack};
use super::lesson;
use super::problem::{Problem, Words};
use super::{From, MOST_PATTERNS, PARTS, Place};
use crate::data::{glyphs, pictures};
use crate::parameters::{Kind, Parameters, Value, table};
use crate::physics::events::{ACTS, Event, LIVE};
use crate::prices::{NAMES, Prices};

/// Events that are read.
const MOST_EVENTS: usize = 500;
/// More samples than a page can show are the command line's.
pub const MOST_SAMPLES: f64 = 256.0;
/// Sides that a pattern may have, pixels.
const SIDES: (u32, u32) = (8, 28);
/// Sides that a picture in colour may have, pixels.
const PICTURE_SIDES: (u32, u32) = (32, 128);
/// Bytes of a mask: a bit for each of 784 pixels.
const MASK_BYTES: usize = 98;

/// Reads one field into a place, or says what it must be.
pub(super) type Read = fn(&mut Place, &str) -> Result<(), Words>;

/// The fields that are no parameters, `size` before `draw`, which needs it.
pub(super) const READERS: [(&str, Read); 18] = [
    ("names", names),
    ("size", size),
    ("example", |place, text| whole(text, 0, most_example(place)).map(|n| place.patterns.first = n)),
    ("each", |place, text| whole(text, 1, most_each(place)).map(|n| place.patterns.each = Some(n))),
    ("draw", draw),
    ("class", class),
    ("first", |place, text| whole(text, 0, 1_000_000_000).map(|n| place.first = n)),
    ("digit", |place, text| whole(text, 0, 100_000).map(|n| place.digit = n)),
    ("erase", erase),
    ("events", events),
    ("compare", compare),
    ("prices", prices),
    ("ask", lesson::ask),
    ("answers", lesson::answers),
    ("numbers", lesson::numbers),
    ("fix", |place, text| lesson::list(place, text, |lesson, names| lesson.fix = names)),
    ("hide", |place, text| lesson::list(place, text, |lesson, names| lesson.hide = names)),
    ("free", lesson::free),
];

/// The names of all fields, first those that are no parameters.
pub fn field_names() -> Vec<&'static str> {
    let own = ["v", "scene"].into_iter().chain(READERS.map(|(name, _)| name));
    own.chain(table().into_iter().map(|row| row.name)).collect()
}

/// Whether a name is one of a field.
pub(super) fn is_field(name: &str) -> bool {
    field_names().contains(&name)
}

/// Whether a name is one of a field that is no parameter.
pub(super) fn is_own(name: &str) -> bool {
    name == "v" || name == "scene" || READERS.iter().any(|(reader, _)| *reader == name)
}

/// Whether a field is a text, which stays as it is.
pub(super) fn is_text(name: &str) -> bool {
    ["ask", "answers"].contains(&name)
}

/// Reads a value as it is or, where capitals change nothing, without them.
pub(super) fn in_any_case<T>(
    name: &str,
    value: &str,
    mut read: impl FnMut(&str) -> Result<T, Words>,
) -> Result<T, Words> {
    let fixed = ["draw", "erase"].contains(&name)
        || is_text(name)
        || !value.contains(|c: char| c.is_ascii_uppercase());
    read(value).or_else(|limit| if fixed { Err(limit) } else { read(&value.to_ascii_lowercase()) })
}

fn whole(text: &str, min: u32, max: u32) -> Result<u32, Words> {
    let digits = (1..=10).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    let number = text.parse::<u32>().ok().filter(|n| digits && (min..=max).contains(n));
    number.ok_or_else(|| Words::whole(min, max))
}

/// The last example of a pattern: there is one of a picture.
fn most_example(place: &Place) -> u32 {
    if place.patterns.from == From::Pictures { 0 } else { 100_000 }
}

fn most_each(place: &Place) -> u32 {
    if place.patterns.from == From::Pictures { 1 } else { place.scene.most_each() }
}

fn names(place: &mut Place, text: &str) -> Result<(), Words> {
    let known: Vec<String> = match place.patterns.from {
        From::Glyphs => glyphs::names().into_iter().map(String::from).collect(),
        From::Mnist => (0..10).map(|digit| digit.to_string()).collect(),
        From::Pictures => pictures::names().map(String::from).to_vec(),
        From::Drawn => Vec::new(),
    };
    let names: Vec<String> = text.split(',').map(String::from).collect();
    let good = |(i, name): (usize, &String)| known.contains(name) && !names[..i].contains(name);
    if names.len() > MOST_PATTERNS || !names.iter().enumerate().all(good) {
        let known = if known.is_empty() { "–".into() } else { known.join(", ") };
        return Err(Words::plain("link.names").with("most", MOST_PATTERNS).with("known", known));
    }
    place.patterns.names = names;
    Ok(())
}

fn size(place: &mut Place, text: &str) -> Result<(), Words> {
    if place.patterns.from == From::Mnist {
        return Err(Words::plain("link.oneSize"));
    }
    let (min, max) = if place.patterns.from == From::Pictures { PICTURE_SIDES } else { SIDES };
    let size = whole(text, min, max).ok().filter(|_| text.len() <= 3);
    let even = |size: &u32| place.patterns.from != From::Drawn || size.is_multiple_of(2);
    let limit = || Words::plain("link.sides").with("min", min).with("max", max);
    place.patterns.size = size.filter(even).ok_or_else(limit)? as usize;
    Ok(())
}

fn draw(place: &mut Place, text: &str) -> Result<(), Words> {
    let size = place.patterns.size;
    let drawn = unpack(text, size).len();
    if place.patterns.from != From::Drawn || drawn == 0 {
        return Err(Words::plain("link.drawn").with("size", size));
    }
    place.patterns.drawing = text.into();
    place.patterns.names = (1..=drawn).map(|n| n.to_string()).collect();
    Ok(())
}

fn class(place: &mut Place, text: &str) -> Result<(), Words> {
    let names = &place.patterns.names;
    let learned = match place.patterns.from {
        From::Mnist => names.iter().any(|name| name == text),
        From::Pictures => (0..names.len()).any(|at| at.to_string() == text),
        From::Glyphs | From::Drawn => false,
    };
    place.asked = match text {
        "each" => None,
        _ if learned => text.parse().ok(),
        _ => return Err(Words::plain("link.class")),
    };
    Ok(())
}

fn erase(place: &mut Place, text: &str) -> Result<(), Words> {
    let part = PARTS.iter().find(|part| part.eq_ignore_ascii_case(text));
    let mask = decode(text).is_some_and(|bytes| bytes.len() == MASK_BYTES);
    place.erased = match part {
        Some(part) => (*part).into(),
        None if mask => text.into(),
        None => return Err(Words::plain("link.erased").with("parts", PARTS.join(", "))),
    };
    Ok(())
}

fn events(place: &mut Place, text: &str) -> Result<(), Words> {
    let parts: Vec<&str> = text.split(';').collect();
    let mut good: Vec<Event> = parts.iter().filter_map(|part| event(part)).collect();
    let count = good.len();
    good.truncate(MOST_EVENTS);
    good.sort_by_key(|event| event.step);
    place.events = good;
    match count {
        _ if count < parts.len() => {
            Err(Words::plain("link.events").with("names", [&LIVE[..], &ACTS].concat().join(", ")))
        }
        _ if count > MOST_EVENTS => Err(Words::plain("link.most").with("most", MOST_EVENTS)),
        _ => Ok(()),
    }
}

/// An event as a link may have it, its parameter within the table's limits.
fn event(text: &str) -> Option<Event> {
    let mut parts = text.splitn(3, ':');
    let (step, name, value) = (parts.next()?, parts.next()?, parts.next()?);
    whole(step, 0, 999_999_999).ok()?;
    let unit = |unit: &str| unit.len() <= 5 && whole(unit, 0, 99_999).is_ok();
    let good = match name {
        "class" => value == "-1" || (value.len() == 1 && whole(value, 0, 9).is_ok()),
        // Read as an event below, which knows their grammar.
        "latent" | "code" => true,
        "clamp" => value.split_once('=').is_some_and(|(of, at)| {
            unit(of) && is_number(at) && at.parse().is_ok_and(|at: f64| at.abs() <= 1000.0)
        }),
        "release" | "lesion" | "restore" => unit(value),
        "hold" if value == "-1" => true,
        "melt" | "hold" => {
            let near = |at: &str| is_number(at) && at.parse().is_ok_and(|at: f64| at.abs() <= 1000.0);
            value.split(',').count() == 3 && value.split(',').all(near)
        }
        _ => LIVE.contains(&name) && read_value(name, value).is_ok(),
    };
    if good { text.parse().ok() } else { None }
}

fn compare(place: &mut Place, text: &str) -> Result<(), Words> {
    let pairs: Vec<(&str, &str)> =
        text.split(',').map(|pair| pair.split_once(':').unwrap_or((pair, ""))).collect();
    let good: Vec<_> = pairs.iter().filter_map(|(name, value)| read_value(name, value).ok()).collect();
    let all = good.len() == pairs.len();
    place.compare = good.into_iter().collect();
    if !all {
        return Err(Words::plain("link.compare"));
    }
    Ok(())
}

/// Reads chosen prices; bad ones are left out one by one.
fn prices(place: &mut Place, text: &str) -> Result<(), Words> {
    let (read, all) = Prices::read(text);
    place.prices = read;
    if all { Ok(()) } else { Err(Words::plain("link.prices").with("names", NAMES.join(", "))) }
}

/// A parameter's value from a link's text.
///
/// # Errors
/// The values that are allowed, or that there is no such parameter.
pub(super) fn read_value(name: &str, text: &str) -> Result<(&'static str, Value), Words> {
    let row = table().into_iter().find(|row| row.name == name).ok_or(Words::plain("link.unknown"))?;
    let typed = matches!(row.kind, Kind::Choice { .. }) || is_number(text) || ["on", "off"].contains(&text);
    // Of the two zeros a link has one.
    let value = match row.kind.parse(text) {
        Value::Number(x) => Value::Number(x + 0.0),
        value => value,
    };
    let shown = name != "samples" || matches!(value, Value::Number(n) if n <= MOST_SAMPLES);
    let mut scratch = Parameters::default();
    match scratch.set(name, &value) {
        Ok(()) if typed && shown => Ok((row.name, value)),
        _ => Err(Words::range(row.name)),
    }
}

/// A parameter's value as people type it: also with blanks around it, a decimal comma or a true minus.
///
/// # Errors
/// The values that are allowed, or that there is no such parameter.
pub fn read_typed(name: &str, text: &str) -> Result<(&'static str, Value), Words> {
    let plain = |c: char| match c {
        '−' => '-',
        ',' => '.',
        c => c,
    };
    read_value(name, &text.trim().chars().map(plain).collect::<String>())
}

/// Sets a parameter that a field names.
pub(super) fn set(parameters: &mut Parameters, name: &str, text: &str) -> Result<(), Problem> {
    let (name, value) = in_any_case(name, text, |text| read_value(name, text)).map_err(|limit| {
        let known = limit.key != "link.unknown";
        if known { Problem::must(name, text, limit) } else { Problem::new(name, limit) }
    })?;
    parameters.set(name, &value).map_err(|_| Problem::must(name, text, Words::range(name)))
}

/// Decimal or scientific notation, nothing else that Rust would read.
fn is_number(text: &str) -> bool {
    let shape = text.bytes().all(|c| c.is_ascii_digit() || b"+-.eE".contains(&c));
    shape && text.parse::<f64>().is_ok_and(f64::is_finite)
}
