//! The fields of a link, each read on its own.

use super::drawing::{decode, unpack};
use super::lesson;
use super::{From, MOST_PATTERNS, PARTS, Place};
use crate::data::glyphs;
use crate::parameters::{Kind, Parameters, Value, table};
use crate::physics::events::{Event, LIVE};

/// Events that are read.
const MOST_EVENTS: usize = 500;
/// More samples than a page can show are the command line's.
const MOST_SAMPLES: f64 = 256.0;

/// Reads one field into a place, or says what it must be.
pub type Read = fn(&mut Place, &str) -> Result<(), String>;

/// The fields that are no parameters, `size` before `draw`, which needs it.
pub const READERS: [(&str, Read); 15] = [
    ("names", names),
    ("size", size),
    ("example", |place, text| whole(text, 0, 100_000).map(|n| place.patterns.first = n)),
    ("each", |place, text| whole(text, 1, place.scene.most_each()).map(|n| place.patterns.each = Some(n))),
    ("draw", draw),
    ("class", class),
    ("first", |place, text| whole(text, 0, 1_000_000_000).map(|n| place.first = n)),
    ("digit", |place, text| whole(text, 0, 100_000).map(|n| place.digit = n)),
    ("erase", |place, text| {
        let mask = decode(text).is_some_and(|bytes| bytes.len() == 98);
        let known = PARTS.contains(&text) || mask;
        place.erased =
            if known { text.into() } else { return Err(format!("one of {}, or a mask", PARTS.join(", "))) };
        Ok(())
    }),
    ("events", events),
    ("compare", compare),
    ("ask", lesson::ask),
    ("fix", |place, text| lesson::list(place, text, |lesson, names| lesson.fix = names)),
    ("hide", |place, text| lesson::list(place, text, |lesson, names| lesson.hide = names)),
    ("free", lesson::free),
];

fn whole(text: &str, min: u32, max: u32) -> Result<u32, String> {
    let digits = (1..=10).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    let number = text.parse::<u32>().ok().filter(|n| digits && (min..=max).contains(n));
    number.ok_or_else(|| format!("a whole number from {min} to {max}"))
}

fn names(place: &mut Place, text: &str) -> Result<(), String> {
    let known: Vec<String> = match place.patterns.from {
        From::Glyphs => glyphs::names().into_iter().map(String::from).collect(),
        From::Mnist => (0..10).map(|digit| digit.to_string()).collect(),
        From::Drawn => Vec::new(),
    };
    let names: Vec<String> = text.split(',').map(String::from).collect();
    let good = |(i, name): (usize, &String)| known.contains(name) && !names[..i].contains(name);
    if names.len() > MOST_PATTERNS || !names.iter().enumerate().all(good) {
        return Err(format!("1 to {MOST_PATTERNS} different ones of {}", known.join(", ")));
    }
    place.patterns.names = names;
    Ok(())
}

fn size(place: &mut Place, text: &str) -> Result<(), String> {
    if place.patterns.from == From::Mnist {
        return Err("left out, as these images have one size".into());
    }
    let limit = |_| "from 8 to 28, even where drawn".to_string();
    let size =
        if text.len() <= 2 { whole(text, 8, 28).map_err(limit)? } else { return Err(limit(text.into())) };
    if place.patterns.from == From::Drawn && size % 2 == 1 {
        return Err(limit(text.into()));
    }
    place.patterns.size = size as usize;
    Ok(())
}

fn draw(place: &mut Place, text: &str) -> Result<(), String> {
    let size = place.patterns.size;
    let drawn = unpack(text, size).len();
    if place.patterns.from != From::Drawn || drawn == 0 {
        return Err(format!("patterns of {size} × {size} in the scene own"));
    }
    place.patterns.drawing = text.into();
    place.patterns.names = (1..=drawn).map(|n| n.to_string()).collect();
    Ok(())
}

fn class(place: &mut Place, text: &str) -> Result<(), String> {
    let learned = place.patterns.from == From::Mnist && place.patterns.names.iter().any(|name| name == text);
    place.asked = match text {
        "each" => None,
        _ if learned => text.parse().ok(),
        _ => return Err("each, or a digit that is learned".into()),
    };
    Ok(())
}

fn events(place: &mut Place, text: &str) -> Result<(), String> {
    let parts: Vec<&str> = text.split(';').collect();
    let mut good: Vec<Event> = parts.iter().filter_map(|part| event(part)).collect();
    let count = good.len();
    good.truncate(MOST_EVENTS);
    good.sort_by_key(|event| event.step);
    place.events = good;
    match count {
        _ if count < parts.len() => Err("step:name:value, as docs/link.md lists them".into()),
        _ if count > MOST_EVENTS => Err(format!("{MOST_EVENTS} at most")),
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
        "clamp" => value.split_once('=').is_some_and(|(of, at)| {
            unit(of) && is_number(at) && at.parse().is_ok_and(|at: f64| at.abs() <= 1000.0)
        }),
        "release" | "lesion" | "restore" => unit(value),
        _ => LIVE.contains(&name) && read_value(name, value).is_ok(),
    };
    if good { text.parse().ok() } else { None }
}

fn compare(place: &mut Place, text: &str) -> Result<(), String> {
    let pairs: Vec<(&str, &str)> =
        text.split(',').map(|pair| pair.split_once(':').unwrap_or((pair, ""))).collect();
    let good: Vec<_> = pairs.iter().filter_map(|(name, value)| read_value(name, value).ok()).collect();
    let all = good.len() == pairs.len();
    place.compare = good.into_iter().collect();
    if !all {
        return Err("name:value of parameters, separated by commas".into());
    }
    Ok(())
}

/// A parameter's value from a link's text.
fn read_value(name: &str, text: &str) -> Result<(&'static str, Value), String> {
    let row = table().into_iter().find(|row| row.name == name).ok_or("no field of a link")?;
    let typed = matches!(row.kind, Kind::Choice { .. }) || is_number(text) || ["on", "off"].contains(&text);
    let value = row.kind.parse(text);
    let shown = name != "samples" || matches!(value, Value::Number(n) if n <= MOST_SAMPLES);
    let mut scratch = Parameters::default();
    match scratch.set(name, &value) {
        Ok(()) if typed && shown => Ok((row.name, value)),
        _ => Err(row.kind.limit().to_string()),
    }
}

/// Sets a parameter that a field names.
pub fn set(parameters: &mut Parameters, name: &str, text: &str) -> Result<(), String> {
    let (name, value) = read_value(name, text)?;
    parameters.set(name, &value).map_err(|error| error.to_string())
}

/// Decimal or scientific notation, nothing else that Rust would read.
fn is_number(text: &str) -> bool {
    let shape = text.bytes().all(|c| c.is_ascii_digit() || b"+-.eE".contains(&c));
    shape && text.parse::<f64>().is_ok_and(f64::is_finite)
}
