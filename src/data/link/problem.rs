//! Why a field of a link was left out: the key of a text and the values that it holds, for a program that
//! speaks several languages, and the same in English.

use crate::parameters::table;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::fmt;

/// Words for each key; `{name}` stands for a value.
pub const WORDS: [(&str, &str); 20] = [
    ("link.names", "1 to {most} different ones of {known}"),
    ("link.oneSize", "left out, as these images have one size"),
    ("link.sides", "from {min} to {max}, even where drawn"),
    ("link.drawn", "patterns of {size} × {size} in the scene own"),
    ("link.class", "each, or a digit that is learned"),
    ("link.erased", "one of {parts}, or a mask"),
    ("link.events", "step:name:value, the names {names}"),
    ("link.most", "{most} at most"),
    ("link.compare", "name:value of parameters, separated by commas"),
    ("link.prices", "name:value of {names}, separated by commas; a value is a number or a price by its name"),
    ("link.question", "a question of 1 to {most} characters, without line breaks"),
    (
        "link.answers",
        "2 to {most} different answers, separated by semicolons, each of at most {longest} characters",
    ),
    ("link.controls", "names of parameters, or of {others}, separated by commas; or, of free, none"),
    ("link.twice", "was given twice; the first one counts"),
    ("link.undecodable", "cannot be decoded"),
    ("link.long", "is {length} characters long; at most {most} are read"),
    ("link.version", "is “{given}”; this page reads versions {versions}, and takes it for 1"),
    ("link.must", "is “{given}”; it must be {must}"),
    ("link.needsDraw", "needs patterns of that size, draw=…"),
    ("link.unknown", "is no field of a link"),
];

/// Words for what a value may be that stand elsewhere in the page.
const RANGES: [(&str, &str); 2] =
    [("range.choice", "one of {choices}"), ("range.integer", "a whole number from {min} to {max}")];

/// A key and the values that its words hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The key.
    pub key: &'static str,
    /// The values by their names.
    pub values: Vec<(&'static str, String)>,
}

impl Words {
    /// Words without values.
    pub fn plain(key: &'static str) -> Self {
        Words { key, values: Vec::new() }
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The range of a parameter of the table.
    pub fn range(parameter: &'static str) -> Self {
        Words::plain("range.parameter").with("name", parameter)
    }

    /// A whole number in a range.
    pub fn whole(min: u32, max: u32) -> Self {
        Words::plain("range.integer").with("min", min).with("max", max)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key == "range.parameter" {
            let name = self.values.first().map(|(_, name)| name.as_str());
            let row = table().into_iter().find(|row| Some(row.name) == name);
            return row.map_or(Ok(()), |row| row.kind.limit().fmt(f));
        }
        let words = WORDS.iter().chain(&RANGES).find(|(key, _)| *key == self.key);
        let text = words.map_or(self.key, |(_, text)| text).to_owned();
        let put = |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{name}}}"), value);
        f.write_str(&self.values.iter().fold(text, put))
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("key", self.key)?;
        map.serialize_entry("values", &Values(&self.values))?;
        map.end()
    }
}

/// Values as a map.
struct Values<'a>(&'a [(&'static str, String)]);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A field that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its name.
    pub field: String,
    /// Why.
    #[serde(flatten)]
    pub words: Words,
    /// For the words `link.must`: the values that are allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Words>,
}

impl Problem {
    /// A field with words of its own.
    pub fn new(field: &str, words: Words) -> Self {
        let field = field.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Problem { field, words, limit: None }
    }

    /// A field whose value is outside its limit.
    pub fn must(field: &str, value: &str, limit: Words) -> Self {
        let words = Words::plain("link.must").with("given", shown(value));
        Problem { limit: Some(limit), ..Problem::new(field, words) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit.as_ref().map_or_else(String::new, Words::to_string);
        write!(f, "{}: {}", self.field, self.words.to_string().replace("{must}", &limit))
    }
}

/// The beginning of a value from outside, on one line.
pub(super) fn shown(value: &str) -> String {
    const LONGEST: usize = 24;
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let more = if value.chars().nth(LONGEST).is_some() { "…" } else { "" };
    value.chars().take(LONGEST).map(plain).chain(more.chars()).collect()
}
