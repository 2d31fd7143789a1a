//! What a teacher adds to a link: a question before the run, and controls that are fixed, hidden or, alone of
//! all, free. It is the page's concern; the core checks and keeps it, as there is one reader of links.

use super::Place;
use super::problem::Words;
use crate::parameters::table;
use serde::{Deserialize, Serialize};

/// Most characters of a question, as JavaScript counts them.
const LONGEST_QUESTION: usize = 300;
/// Controls that are no parameters.
pub const OTHERS: [&str; 7] = ["scene", "names", "class", "erase", "lesion", "compare", "closer"];

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Asked before the run; empty where nothing is.
    pub ask: String,
    /// Controls that cannot be moved.
    pub fix: Vec<String>,
    /// Controls that are not shown.
    pub hide: Vec<String>,
    /// The only controls that can be moved; `None` where nothing is said of that.
    pub free: Option<Vec<String>>,
}

/// Reads the question.
pub(super) fn ask(place: &mut Place, text: &str) -> Result<(), Words> {
    let fits = !text.trim().is_empty() && text.encode_utf16().count() <= LONGEST_QUESTION;
    if !fits || text.chars().any(char::is_control) {
        return Err(Words::plain("link.question").with("most", LONGEST_QUESTION));
    }
    place.lesson.get_or_insert_default().ask = text.into();
    Ok(())
}

/// Reads a list of controls; bad ones are left out one by one.
pub(super) fn list(place: &mut Place, text: &str, set: fn(&mut Lesson, Vec<String>)) -> Result<(), Words> {
    let names: Vec<&str> = text.split(',').collect();
    let table = table();
    let known = |name: &str| OTHERS.contains(&name) || table.iter().any(|row| row.name == name);
    let good = |(i, name): &(usize, &&str)| known(name) && !names[..*i].contains(*name);
    let kept: Vec<String> = names.iter().enumerate().filter(good).map(|(_, name)| name.to_string()).collect();
    let all = kept.len() == names.len();
    if !kept.is_empty() {
        set(place.lesson.get_or_insert_default(), kept);
    }
    let limit = || Words::plain("link.controls").with("others", OTHERS.join(", "));
    if all { Ok(()) } else { Err(limit()) }
}

/// Reads the controls that alone are free, or `none`.
pub(super) fn free(place: &mut Place, text: &str) -> Result<(), Words> {
    if text == "none" {
        place.lesson.get_or_insert_default().free = Some(Vec::new());
        return Ok(());
    }
    list(place, text, |lesson, names| lesson.free = Some(names))
}
