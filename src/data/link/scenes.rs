//! The page's scenes: a preset with images that suit it, and a few settings. The build writes them for the page:
//! www/built/links.js. tests/links.json lists them.

use super::{From, Patterns, known_preset};
use crate::parameters::{Parameters, Value};

/// A starting point.
#[derive(Debug, PartialEq)]
pub struct Scene {
    /// Its name in a link.
    pub id: &'static str,
    /// The preset.
    pub preset: &'static str,
    from: From,
    names: &'static [&'static str],
    size: usize,
    each: Option<u32>,
    drawing: &'static str,
    pub(super) settings: &'static [(&'static str, f64)],
}

const FIRST: &[&str] = &["0", "1", "2"];
const PICTURES: &[&str] = &["sunset", "fish", "balloon"];
const ALL: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

const fn scene(id: &'static str, preset: &'static str, from: From, size: usize) -> Scene {
    Scene { id, preset, from, names: FIRST, size, each: None, drawing: "", settings: &[] }
}

/// All of them, the first one being that of the page as it opens.
pub static SCENES: [Scene; 7] = [
    scene("glyphs", "quick", From::Glyphs, 14),
    scene("digits", "digits", From::Mnist, 28),
    Scene { names: PICTURES, ..scene("pictures", "pictures", From::Pictures, 64) },
    Scene {
        names: ALL,
        each: Some(150),
        settings: &[("samples", 20.0)],
        ..scene("classes", "class-conditional", From::Mnist, 28)
    },
    Scene { names: ALL, each: Some(140), ..scene("complete", "completion", From::Mnist, 28) },
    Scene {
        names: &["1", "2"],
        drawing: "AAAAAAP8AAPAPADAADAMMMMDAwwMMDDAwwAADDAAAMDMAzAMP8MAPAPAAD_AAAAAAAAAAAAD__wAP__AA8A8ADwDwAPAPAA8A8ADwDwAPAPA_8_8P___w_8_8A_A_AAAAAA",
        ..scene("own", "quick", From::Drawn, 14)
    },
    scene("paper", "paper", From::Mnist, 28),
];

/// Scenes that links before version 4 open with other presets.
static EARLIER: [Scene; 1] = [Scene {
    names: ALL,
    each: Some(150),
    settings: &[("samples", 20.0)],
    ..scene("classes", "class-codes", From::Mnist, 28)
}];

impl Scene {
    /// The scene as links of version 4, or those before, open it.
    pub(super) fn of_version(&self, newest: bool) -> &'static Scene {
        let earlier = EARLIER.iter().filter(|_| !newest);
        earlier.chain(&SCENES).find(|scene| scene.id == self.id).unwrap_or(&SCENES[0])
    }

    /// Whether links of these parameters are of version 4: they have the drive of a preset that is new in it.
    pub(super) fn is_newest(&self, p: &Parameters) -> bool {
        let changed = EARLIER.iter().any(|scene| scene.id == self.id);
        changed && self.of_version(true).parameters().hidden_drive == p.hidden_drive
    }

    /// The scene as a link of these parameters opens it.
    pub(super) fn fitting(&self, p: &Parameters) -> &'static Scene {
        self.of_version(self.is_newest(p))
    }

    /// What it is set to.
    pub fn parameters(&self) -> Parameters {
        let mut parameters = known_preset(self.preset);
        for (name, value) in self.settings {
            // A scene's settings are within the table's limits, as the test of the examples shows.
            let _ = parameters.set(name, &Value::Number(*value));
        }
        parameters
    }

    /// Its images.
    pub fn patterns(&self) -> Patterns {
        Patterns {
            from: self.from,
            names: self.names.iter().map(|name| (*name).to_owned()).collect(),
            size: self.size,
            first: 0,
            each: self.each,
            drawing: self.drawing.into(),
        }
    }

    /// Most examples of each class: a scene that completes digits keeps some unseen.
    pub fn most_each(&self) -> u32 {
        if self.preset == "completion" { 140 } else { 150 }
    }
}
