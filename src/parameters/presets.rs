//! Named settings.

use super::{Entry, ParameterError, Parameters, table};

/// A named setting: changes to the defaults.
pub struct Preset {
    /// The name.
    pub name: &'static str,
    /// One sentence.
    pub help: &'static str,
    /// Parameters that differ from their defaults.
    pub changes: &'static [(&'static str, &'static str)],
}

/// The presets.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "quick",
        help: "Small glyphs, trained in a moment.",
        changes: &[("hidden", "128"), ("visible_biases", "on"), ("generate_time", "5")],
    },
    Preset {
        name: "digits",
        help: "A few digits of 28 × 28 pixels, trained in a second.",
        changes: &[("generate_time", "5")],
    },
    Preset {
        name: "class-conditional",
        help: "Digits of the class asked for that nobody drew, read cooled: class codes say which, latent codes how.",
        changes: &[
            ("scale_factor", "0.7"),
            ("hidden", "1072"),
            ("hidden_drive", "copy+class+latent"),
            ("class_units", "160"),
            ("codes_per_class", "4"),
            ("latent_units", "400"),
            ("latent_components", "64"),
            ("iterations", "20"),
            ("generate_dt", "0.02"),
            ("class_drive", "2"),
            ("latent_drive", "1.5"),
            ("latent_spread", "0.73"),
            ("cool", "3"),
            ("readout_scale", "0.52"),
            ("readout_middle", "0.08"),
        ],
    },
    Preset {
        name: "class-codes",
        help: "As class-conditional was before latent codes: few different digits of each class.",
        changes: &[
            ("scale_factor", "0.7"),
            ("hidden", "752"),
            ("hidden_drive", "copy+class"),
            ("class_units", "240"),
            ("codes_per_class", "4"),
            ("iterations", "60"),
            ("class_drive", "1.5"),
            ("cool", "3"),
            ("readout_scale", "0.24"),
        ],
    },
    Preset {
        name: "completion",
        help: "Completes images of which a part is given: every pair of pixels coupled, read cooled.",
        changes: &[
            ("scale_factor", "0.4"),
            ("hidden", "0"),
            ("visible_couplings", "all"),
            ("visible_biases", "on"),
            ("iterations", "30"),
            ("ridge", "0.02"),
            ("generate_time", "1.5"),
            ("cool", "2"),
            ("readout_scale", "0.5"),
        ],
    },
    Preset {
        name: "pictures",
        help: "A few pictures, grey or in colour, in factors: every pair of pixels coupled, a code for each picture, read cooled.",
        changes: &[
            ("scale", "unit"),
            ("scale_factor", "0.6"),
            ("hidden_drive", "picture"),
            ("visible_couplings", "all"),
            ("visible_biases", "on"),
            ("couplings", "factored"),
            ("generate_dt", "0.02"),
            ("generate_time", "5"),
            ("class_drive", "2"),
            ("cool", "2"),
            ("readout_scale", "0.9"),
        ],
    },
    Preset {
        name: "paper",
        help: "The paper's settings; the pixel scale, which it does not give, is the one whose heat is nearest to the published value.",
        changes: &[("scale", "unit"), ("scale_factor", "1.6"), ("trainer", "sgd"), ("iterations", "100")],
    },
];

/// The parameters of a preset.
///
/// # Errors
/// An unknown preset.
pub fn preset(name: &str) -> Result<Parameters, ParameterError> {
    with_preset(Parameters::default(), name, |_| true)
}

/// `base`, changed by the wanted rows of a preset.
///
/// # Errors
/// An unknown preset.
pub fn with_preset(
    mut base: Parameters,
    name: &str,
    wanted: fn(&Entry) -> bool,
) -> Result<Parameters, ParameterError> {
    let names = || PRESETS.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    let found = PRESETS.iter().find(|p| p.name == name);
    let found =
        found.ok_or_else(|| ParameterError::invalid("preset", name, format!("one of {}", names())))?;
    let table = table();
    for &(name, text) in found.changes {
        let entry = table.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| ParameterError::Unknown { name: name.into() })?;
        if wanted(entry) {
            base.set(name, &entry.kind.parse(text))?;
        }
    }
    Ok(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid() {
        for p in PRESETS {
            preset(p.name).unwrap().validate().unwrap();
        }
        assert!(preset("nosuch").is_err());
    }
}
