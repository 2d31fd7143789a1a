//! The fields of a link in a text as mail, chat, documents and keyboards leave it.
//!
//! Read is only that which can have one meaning: escapes of HTML and of addresses around the whole or a part, signs
//! that follow a link in a sentence, line breaks and invisible signs, capitals of names, a question mark for the #,
//! the highlight of a browser. Fields that senders of mail and social sites add are passed over. The question
//! of a lesson (`ask`) and its answers are text and stay as they are.

use super::fields::{is_field, is_text};
use super::problem::{Problem, Words};

/// Names of fields that others add to an address; also all that begin with `utm_`.
const TRACKING: [&str; 14] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid",
    "mc_eid", "_hsenc", "_hsmi", "si",
];
/// What stands in HTML for a sign around a link.
const ENTITIES: [&str; 8] = ["gt;", "lt;", "quot;", "apos;", "nbsp;", "#39;", "#34;", "#160;"];
/// What stands in HTML for the rest of an & between fields.
const AMPERSANDS: [&str; 4] = ["amp;", "#38;", "#038;", "#x26;"];
/// Signs that may follow a link in a sentence.
const AFTER: &[char] =
    &['.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '”', '’', '“', '»', '*', '`', '|'];
/// Times that a text is decoded at most.
const DEEPEST: usize = 3;

/// Names with their values, decoded, in order.
pub(super) type Fields = Vec<(String, String)>;

/// Whether a text is a link and no name of a file: it has a field, or had one before it was encoded.
pub fn is_link(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.contains('=') || lower.contains("%3d") || lower.contains("%253d")
}

/// The part of a link that has the fields, and whether others may have added fields to it.
pub(super) fn list(link: &str) -> (String, bool) {
    let mut text = link.split(":~:").next().unwrap_or_default().trim_matches(is_blank).to_owned();
    for _ in 0..DEEPEST {
        if text.contains('=') || !is_link(&text) {
            break;
        }
        let Some(decoded) = percent_decoded(&text) else { break };
        text = decoded;
    }
    let (before, fragment) = text.split_once('#').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let fragment = fragment.map(|text| text.trim_start_matches(|c| c == '#' || is_blank(c)));
    if let Some(fragment) = fragment.filter(|text| is_link(text) || !before.contains('?')) {
        return (fragment.to_owned(), false);
    }
    match before.find(['?', '=']).filter(|&at| before[at..].starts_with('?')) {
        _ if encoded_hash(before).is_some() => (encoded_hash(before).unwrap_or_default().to_owned(), false),
        Some(at) => (before[at + 1..].to_owned(), true),
        None if before.contains("://") => (String::new(), false),
        None => (before.to_owned(), false),
    }
}

/// All behind a # that was encoded with the address, before any field.
fn encoded_hash(text: &str) -> Option<&str> {
    let at = text.find("%23")?;
    let fields = text[..at].contains(['=', '?']);
    if fields { None } else { Some(text[at..].trim_start_matches("%23")) }
}

/// The fields of a list, of a name given twice the first.
pub(super) fn split(text: &str, query: bool, problems: &mut Vec<Problem>) -> Fields {
    let mut fields = Fields::new();
    let mut pairs: Vec<String> = text.split('&').rev().map(String::from).collect();
    while let Some(pair) = pairs.pop() {
        let Some((name, value)) = halves(&pair) else { continue };
        let value = match value.map(|value| decoded(&name, &value)) {
            Some(None) => {
                if is_field(&name) || !query {
                    problems.push(Problem::new(&name, Words::plain("link.undecodable")));
                }
                continue;
            }
            value => value.flatten().unwrap_or_default(),
        };
        // An & that was encoded still stands between fields: no value but a text has one.
        let (value, rest) = match value.split_once('&') {
            Some((value, rest)) if !is_text(&name) => (value.to_owned(), Some(rest.to_owned())),
            _ => (value, None),
        };
        pairs.extend(rest);
        if query && !is_field(&name) {
            continue;
        }
        let last = pairs.iter().all(|pair| halves(pair).is_none());
        if fields.iter().any(|(known, _)| *known == name) {
            problems.push(Problem::new(&name, Words::plain("link.twice")));
        } else {
            let value = if is_text(&name) { value } else { cleaned(&value, &name, last) };
            fields.push((name, value));
        }
    }
    fields
}

/// A field's name and what follows it, still encoded; none where the text is no field or another's.
fn halves(pair: &str) -> Option<(String, Option<String>)> {
    let mut pair = pair.trim_matches(is_blank);
    while let Some(rest) = AMPERSANDS.iter().find_map(|entity| pair.strip_prefix(entity)) {
        pair = rest;
    }
    let decoded = if pair.contains('=') { None } else { percent_decoded(pair) };
    let pair = decoded.as_deref().unwrap_or(pair);
    let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
    let plain = percent_decoded(name).unwrap_or_else(|| name.to_owned());
    let plain: String = plain.chars().filter(|&c| !is_blank(c) && c != '\\').collect();
    let lower = plain.to_ascii_lowercase();
    let none = pair.is_empty() || ENTITIES.contains(&pair);
    if none || lower.starts_with("utm_") || TRACKING.contains(&lower.as_str()) {
        return None;
    }
    let name = if is_field(&lower) { lower } else { shortened(name) };
    Some((name, value.map(String::from)))
}

/// At most 40 characters as JavaScript counts them.
fn shortened(name: &str) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= 40
    };
    name.chars().take_while(fits).collect()
}

/// A value, decoded; of a text also the blanks of a form.
fn decoded(name: &str, value: &str) -> Option<String> {
    let form = is_text(name) && value.contains('+') && !value.contains("%20") && !value.contains(' ');
    let text = percent_decoded(if form { value.replace('+', " ") } else { value.into() }.as_str())?;
    Some(if is_text(name) { text.trim_matches(is_invisible).into() } else { text })
}

/// A value without that which programs put into it; `last` where a sentence may go on behind it.
fn cleaned(value: &str, name: &str, last: bool) -> String {
    let minus = |c: char| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c };
    let keep = |c: &char| !(c.is_control() || is_invisible(*c));
    let text: String = value.trim_matches(is_blank).chars().filter(keep).collect();
    let text = if ["draw", "erase"].contains(&name) { text } else { text.chars().map(minus).collect() };
    if !last {
        return text;
    }
    text.trim_end_matches(|c| is_blank(c) || AFTER.contains(&c)).to_owned()
}

/// Signs without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
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
