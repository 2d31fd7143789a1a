//! Receipts: what a run was set to, what it was made from and what came out, so that anyone can run
//! it again and compare bits. JSON with a schema version; receipts of older schemas keep loading.

mod deflated;
mod images;

pub use deflated::Carried;
pub use images::{FileHash, Images, Reader, Source, hash};

use super::DataError;
use crate::parameters::{Parameters, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema that is written. Since 2: events, the class of each sample, the index of the first one,
/// carried arrays, the jitter's number of the first glyph.
pub(crate) const SCHEMA: u32 = 2;
/// Most bytes of a receipt.
pub const MAX_BYTES: u64 = 64 << 20;

/// Arrays that can go into a generation, by their flags: the units that are held, at what, the start, and the
/// latent codes.
pub const ARRAYS: [&str; 4] = ["clamp-mask", "clamp-values", "start", "latent"];

/// Every parameter of the table by name.
pub type Settings = BTreeMap<String, Value>;

/// A run on paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The form of this receipt.
    pub schema: u32,
    /// The program's version.
    pub version: String,
    /// The program that ran it: a machine's platform or a browser.
    pub made_by: String,
    /// The preset it began from, if any.
    #[serde(default)]
    pub preset: Option<String>,
    /// The trained computer.
    pub model: TrainedModel,
    /// The generation with it, if there was one.
    #[serde(default)]
    pub generation: Option<Generation>,
}

/// A training and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedModel {
    /// All parameters it was trained with.
    pub settings: Settings,
    /// The images it was trained on; without them the model's file is needed.
    #[serde(default)]
    pub images: Option<Images>,
    /// The model's file, where it is known by that alone.
    #[serde(default)]
    pub file: Option<String>,
    /// Hash of the bits of θ.
    pub fingerprint: String,
    /// Mean loss of the last iteration minus N/2.
    #[serde(default)]
    pub loss_excess: Option<f64>,
    /// Wall time of the training.
    #[serde(default)]
    pub seconds: Option<f64>,
}

/// A generation and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// All parameters it ran with, the number of samples and the seed among them.
    pub settings: Settings,
    /// The index of the first sample.
    #[serde(default)]
    pub first: u32,
    /// The class that all samples were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<u8>,
    /// The class that each sample was asked for, where they differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<u8>,
    /// Arrays that went in, of the names in [`ARRAYS`], as files.
    #[serde(default)]
    pub files: BTreeMap<String, FileHash>,
    /// Such arrays that the receipt carries itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arrays: BTreeMap<String, Carried>,
    /// The events that acted on it, each `step:name:value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Hash of the bits of all units of all samples at the end.
    pub fingerprint: String,
    /// Mean heat emitted per sample, kT.
    pub heat_emitted_mean_kt: f64,
    /// Its standard deviation over samples, kT.
    pub heat_emitted_spread_kt: f64,
    /// Mean work of the events per sample, kT.
    #[serde(default)]
    pub work_mean_kt: f64,
    /// Wall time.
    #[serde(default)]
    pub seconds: Option<f64>,
}

/// All parameters by name.
pub fn settings_of(parameters: &Parameters) -> Settings {
    parameters.values().into_iter().map(|(name, value)| (name.into(), value)).collect()
}

/// Parameters from a receipt; those it does not name, being newer, have their defaults.
///
/// # Errors
/// A name or a value that the table does not know.
pub fn parameters_of(settings: &Settings) -> Result<Parameters, DataError> {
    let mut parameters = Parameters::default();
    for (name, value) in settings {
        parameters.set(name, value)?;
    }
    parameters.validate()?;
    Ok(parameters)
}

impl Receipt {
    /// A receipt of this version and machine.
    pub fn new(made_by: String, preset: Option<String>, model: TrainedModel) -> Self {
        let version = env!("CARGO_PKG_VERSION").into();
        Receipt { schema: SCHEMA, version, made_by, preset, model, generation: None }
    }

    /// As JSON text.
    pub fn save(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// From JSON text of any schema up to ours.
    ///
    /// # Errors
    /// No receipt, or one of a later schema.
    pub fn load(bytes: &[u8]) -> Result<Self, DataError> {
        #[derive(Deserialize)]
        struct Head {
            schema: u32,
        }
        let no_receipt =
            |error: serde_json::Error| DataError::refused("receipt", error.to_string(), "a receipt as JSON");
        let head: Head = serde_json::from_slice(bytes).map_err(no_receipt)?;
        if !(1..=SCHEMA).contains(&head.schema) {
            let limit = format!("1 to {SCHEMA}; a newer version may read it");
            return Err(DataError::refused("schema", format!("is {}", head.schema), limit));
        }
        serde_json::from_slice(bytes).map_err(no_receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_receipt_is_refused() {
        for (text, field) in
            [("", "receipt"), ("{}", "receipt"), (r#"{"schema": 99}"#, "schema"), ("[1]", "receipt")]
        {
            assert_eq!(Receipt::load(text.as_bytes()).unwrap_err().field(), field, "{text}");
        }
    }

    #[test]
    fn settings_survive_and_newer_parameters_have_their_defaults() {
        let parameters = Parameters { kt: 0.1 + 0.2, hidden: 3, ..Parameters::default() };
        let mut settings = settings_of(&parameters);
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(parameters_of(&serde_json::from_str(&text).unwrap()).unwrap(), parameters);
        settings.remove("hidden");
        assert_eq!(parameters_of(&settings).unwrap().hidden, Parameters::default().hidden);
        settings.insert("nosuch".into(), Value::Switch(true));
        assert_eq!(parameters_of(&settings).unwrap_err().field(), "nosuch");
    }

    /// Settings are written with as many digits as tell one number from the next.
    #[cfg(not(target_family = "wasm"))]
    mod properties {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(4000))]
            #[test]
            fn every_setting_survives_to_the_last_bit(x in prop_oneof![0.0..10.0f64, 1e-12..1e-3f64]) {
                let parameters = Parameters { kt: x, ..Parameters::default() };
                let text = serde_json::to_string(&settings_of(&parameters)).unwrap();
                let read = parameters_of(&serde_json::from_str(&text).unwrap()).unwrap();
                prop_assert_eq!(read.kt.to_bits(), x.to_bits());
            }
        }
    }
}
