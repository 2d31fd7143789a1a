//! Exact replay: short jobs end in the same bits on every machine. The values in fingerprints.json are
//! asserted here natively, in wasm/tools/tests/web in browsers, and in tests/builds.test.mjs for what is shipped.
//! A change of any value is a change of results: say so in the changelog.
#![cfg(not(target_family = "wasm"))]

use serde_json::Value as Json;
use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::learn::training::Training;
use thermogen::parameters::{Parameters, Value};
use thermogen::physics::generation::Generation;
use thermogen::simd::portable_only;

fn number(json: &Json, name: &str) -> usize {
    json[name].as_u64().expect(name) as usize
}

fn parameters(job: &Json) -> Parameters {
    let mut parameters = Parameters::default();
    for (name, value) in job["settings"].as_object().expect("settings") {
        let value: Value = serde_json::from_value(value.clone()).expect(name);
        parameters.set(name, &value).expect(name);
    }
    parameters
}

/// The fingerprints of θ and of all units.
fn run(parameters: &Parameters, images: &ImageSet, samples: usize) -> [String; 2] {
    let mut training = Training::new(parameters.clone(), images).expect("training");
    while !training.advance() {}
    let model = training.model();
    let mut batch = Generation::new(model.clone(), parameters.clone(), 0, samples).expect("batch");
    while batch.advance(7).expect("finite") > 0 {}
    // A sample's bits depend on its index alone, not on the company it is computed in.
    for index in 0..samples {
        let alone = Generation::new(model.clone(), parameters.clone(), index as u32, 1);
        let mut alone = alone.expect("one sample");
        while alone.advance(1000).expect("finite") > 0 {}
        assert_eq!(alone.units(0), batch.units(index), "sample {index}");
    }
    [model.couplings.fingerprint().to_string(), batch.fingerprint().to_string()]
}

#[test]
fn jobs_end_in_the_recorded_bits() {
    let all: Json = serde_json::from_str(include_str!("fingerprints.json")).expect("JSON");
    let ids: Vec<u8> = serde_json::from_value(all["glyphs"].clone()).expect("glyphs");
    let samples = number(&all, "samples");
    let mut wrong = Vec::new();
    for job in all["jobs"].as_array().expect("jobs") {
        let parameters = parameters(job);
        let images = glyphs::draw(&ids, number(&all, "size"), parameters.seed, 0).expect("glyphs");
        let wanted = ["model", "units"].map(|name| job[name].as_str().expect(name).to_string());
        let found = run(&parameters, &images, samples);
        let portable = portable_only(|| run(&parameters, &images, samples));
        assert_eq!(found, portable, "{}: the portable backend gives the same bits", job["name"]);
        if found != wanted {
            wrong.push(format!("{}: {found:?}", job["name"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
