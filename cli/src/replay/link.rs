//! A link of the page, run natively: its fingerprints, to be compared with those that the page shows.

use std::path::Path;

use crate::files::read_capped;
use crate::generate::inputs::{Asked, Inputs};
use crate::generate::{Plan, fingerprint, heats};
use crate::report::Report;
use crate::{Outcome, train};
use thermogen::data::images::ImageSet;
use thermogen::data::link::{self, Clamp, Packs, Place};
use thermogen::data::npy::Array;
use thermogen::parameters::Parameters;
use thermogen::statistics::Statistics;

/// Most bytes of a pack of digits.
const PACK_LIMIT: u64 = 1 << 26;

/// Whether the text is a link: it has fields, no file has its name, and it does not look like a path.
pub fn is_link(text: &str) -> bool {
    link::is_link(text) && !Path::new(text).exists() && !looks_like_a_path(text)
}

/// An address has a scheme or a fragment; without either, a slash or the ending of a file tells a path. A receipt's
/// ending tells it even behind a `#`, which a folder's name may hold. An address without anything behind its path
/// has no fields, also where its path looks like some: it is refused as a file that is not there.
fn looks_like_a_path(text: &str) -> bool {
    let address = ["http://", "https://", "file://"].iter().any(|scheme| text.starts_with(scheme));
    let name = text.rsplit(std::path::is_separator).next().unwrap_or_default();
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let bare = !text.contains('#');
    let ends_as_file = bare
        && !text.contains('&')
        && ending.starts_with(|first: char| first.is_ascii_alphabetic())
        && ending.chars().all(|sign| sign.is_ascii_alphanumeric());
    if address {
        return !text.contains(['#', '?', '%']);
    }
    ending.eq_ignore_ascii_case("json") || ends_as_file || (bare && text.contains(['/', '\\']))
}

/// Trains and generates what a link says.
pub fn run(digits: Option<&Path>, text: &str) -> Outcome<Report> {
    let (place, problems) = link::read(text);
    let folder = digits.unwrap_or(Path::new("www/data"));
    let pack = |name: &str| read_capped(&folder.join(name), PACK_LIMIT);
    let packs = || Packs::read(&pack("digits-first.bin")?, &pack("digits-more.bin")?);
    let (set, clamp) = (place.images(&packs)?, place.clamp(&packs)?);
    let mut report = Report::default();
    report.add("scene", place.scene.id).add("seed", place.parameters.seed);
    if !problems.is_empty() {
        report.add("left_out", problems.iter().map(ToString::to_string).collect::<Vec<_>>());
    }
    let [model, generation] = outcome(&place, place.parameters.clone(), &set, clamp.as_ref(), &mut report)?;
    report.add("model", model).add("generation", generation);
    if !place.compare.is_empty() {
        let mut other = place.parameters.clone();
        for (name, value) in &place.compare {
            other.set(name, value)?;
        }
        // The images of glyphs follow the seed.
        let seed = Place { parameters: other.clone(), ..place.clone() };
        let mut apart = Report::default();
        let [model, generation] = outcome(&place, other, &seed.images(&packs)?, clamp.as_ref(), &mut apart)?;
        report.add("compared_model", model).add("compared_generation", generation);
    }
    Ok(report)
}

/// The fingerprints of a training and its generation.
fn outcome(
    place: &Place,
    parameters: Parameters,
    set: &ImageSet,
    clamp: Option<&Clamp>,
    report: &mut Report,
) -> Outcome<[String; 2]> {
    let model = train::trained(parameters.clone(), set)?.1;
    let trained = model.couplings.fingerprint().to_string();
    // A computer without class codes is asked for nothing, as in the page.
    let asked = match place.asked {
        _ if model.class_codes.is_empty() => Asked::Nothing,
        Some(class) => Asked::All(class),
        None => Asked::InTurn,
    };
    let mut inputs = Inputs { first: place.first, asked, events: place.events.clone(), ..Inputs::default() };
    if let Some(held) = clamp {
        let shape = vec![model.couplings.network().visible()];
        let (mut mask, mut at) = (vec![0.0; shape[0]], vec![0.0; shape[0]]);
        for &(unit, value) in held {
            (mask[unit], at[unit]) = (1.0, f64::from(value));
        }
        for (name, values) in [("clamp-mask", mask), ("clamp-values", at)] {
            inputs.arrays.insert(name.into(), (name.into(), Array { shape: shape.clone(), values }));
        }
    }
    let batches = Plan::new(model, parameters, &inputs, None)?.batches()?;
    let heat = Statistics::new(&heats(&batches));
    report.add("heat_emitted_mean_kT", heat.mean).add("heat_emitted_standard_error_kT", heat.standard_error);
    Ok([trained, fingerprint(&batches).to_string()])
}
