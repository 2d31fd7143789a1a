//! What a teacher adds to a link: a question before the run with the answers to choose from, controls that are fixed,
//! hidden or, alone of all, free, and whether each device draws samples of its own. It is the page's concern; the
//! core checks and keeps it, as there is one reader of links.

use super::Place;
use super::problem::Words;
use crate::parameters::table;
use serde::{Deserialize, Serialize};

/// Most characters of a question, as JavaScript counts them.
const LONGEST_QUESTION: usize = 300;
/// Most answers to choose from, and most characters of one.
const MOST_ANSWERS: usize = 6;
const LONGEST_ANSWER: usize = 60;
/// The value of `numbers`.
pub(super) const OWN: &str = "own";
/// Controls that are no parameters.
pub const OTHERS: [&str; 7] = ["scene", "names", "class", "erase", "lesion", "compare", "closer"];

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lesson {
    /// Asked before the run; empty where nothing is.
    pub ask: String,
    /// To choose from; empty where the answer is free text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// Controls that cannot be moved.
    pub fix: Vec<String>,
    /// Controls that are not shown.
    pub hide: Vec<String>,
    /// The only controls that can be moved; `None` where nothing is said of that.
    pub free: Option<Vec<String>>,
    /// Whether each device that opens the link begins at a sample of its own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own_numbers: bool,
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

/// Reads the answers to choose from, separated by semicolons.
pub(super) fn answers(place: &mut Place, text: &str) -> Result<(), Words> {
    let all: Vec<String> = text.split(';').map(|answer| answer.trim().to_owned()).collect();
    let short = |answer: &String| (1..=LONGEST_ANSWER).contains(&answer.encode_utf16().count());
    let plain = |answer: &String| short(answer) && !answer.chars().any(char::is_control);
    let new = |(i, answer): (usize, &String)| plain(answer) && !all[..i].contains(answer);
    if !(2..=MOST_ANSWERS).contains(&all.len()) || !all.iter().enumerate().all(new) {
        return Err(Words::plain("link.answers").with("most", MOST_ANSWERS).with("longest", LONGEST_ANSWER));
    }
    place.lesson.get_or_insert_default().answers = all;
    Ok(())
}

/// Reads whose random numbers a device takes: its own, where that is said.
pub(super) fn numbers(place: &mut Place, text: &str) -> Result<(), Words> {
    if text != OWN {
        return Err(Words::plain("range.choice").with("choices", OWN));
    }
    place.lesson.get_or_insert_default().own_numbers = true;
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
