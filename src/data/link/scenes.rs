//! The page's scenes: a preset with images that suit it, and a few settings. The build writes them for the page:
//! www/built/links.js. tests/links.json lists them.

use super::{From, LATENT, NEWEST, Patterns, known_preset};
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

/// The scene of classes with a preset and the settings that go over it.
const fn classes(preset: &'static str, settings: &'static [(&'static str, f64)]) -> Scene {
    Scene { names: ALL, each: Some(150), settings, ..scene("classes", preset, From::Mnist, 28) }
}

/// All of them, the first one being that of the page as it opens.
pub static SCENES: [Scene; 7] = [
    scene("glyphs", "quick", From::Glyphs, 14),
    scene("digits", "digits", From::Mnist, 28),
    Scene { names: PICTURES, ..scene("pictures", "pictures", From::Pictures, 64) },
    classes("class-conditional", &[("samples", 20.0)]),
    Scene { names: ALL, each: Some(140), ..scene("complete", "completion", From::Mnist, 28) },
    Scene {
        names: &["1", "2"],
        drawing: "AAAAAAP8AAPAPADAADAMMMMDAwwMMDDAwwAADDAAAMDMAzAMP8MAPAPAAD_AAAAAAAAAAAAD__wAP__AA8A8ADwDwAPAPAA8A8ADwDwAPAPA_8_8P___w_8_8A_A_AAAAAA",
        ..scene("own", "quick", From::Drawn, 14)
    },
    scene("paper", "paper", From::Mnist, 28),
];

/// Scenes that open otherwise in links before a version, by its place among [`super::VERSIONS`], the oldest first.
static EARLIER: [(usize, Scene); 2] = [
    (LATENT, classes("class-codes", &[("samples", 20.0)])),
    (
        NEWEST,
        classes(
            "class-conditional",
            &[("samples", 20.0), ("iterations", 60.0), ("latent_spread", 0.75), ("readout_scale", 0.55)],
        ),
    ),
];

impl Scene {
    /// The scene as links of a version open it.
    pub(super) fn of_version(&self, version: usize) -> &'static Scene {
        let mut earlier = EARLIER.iter().filter(|(before, scene)| version < *before && scene.id == self.id);
        let now = || SCENES.iter().find(|scene| scene.id == self.id).unwrap_or(&SCENES[0]);
        earlier.next().map_or_else(now, |(_, scene)| scene)
    }

    /// The version of links of these parameters, where it is one that opens this scene with a drive of its own: the
    /// one before the newest if they have its iterations.
    pub(super) fn version(&self, p: &Parameters) -> Option<usize> {
        let changed = EARLIER.iter().any(|(_, scene)| scene.id == self.id);
        let [before, now] = [LATENT, NEWEST].map(|version| self.of_version(version).parameters());
        let version = if before.iterations == p.iterations { LATENT } else { NEWEST };
        (changed && now.hidden_drive == p.hidden_drive).then_some(version)
    }

    /// The scene as a link of these parameters opens it.
    pub(super) fn fitting(&self, p: &Parameters) -> &'static Scene {
        self.of_version(self.version(p).unwrap_or(0))
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
