//! The WebAssembly boundary in a real browser: the whole path, the bits that native runs give, errors.
#![cfg(target_family = "wasm")]

mod exchange;
mod inside;
mod refusals;

use js_sys::{Float32Array, JSON, Object, Reflect, Uint8Array, Uint32Array};
use thermogen_tools::{self, Generation, Model, Training};
use thermogen_tools::{
    inspect::{self, Spectrum, UnitDensity},
    receipts::{self, Receipt},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Side of the test images in pixels.
const SIZE: usize = 9;

fn object(json: &str) -> JsValue {
    JSON::parse(json).expect("JSON")
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).expect("an object")
}

/// Images of `width` × `height` as the boundary takes them.
fn images(pixels: &[u8], labels: &[u8], width: usize, height: usize) -> JsValue {
    let object = Object::new();
    let put = |name: &str, value: JsValue| {
        Reflect::set(&object, &name.into(), &value).expect("a plain object");
    };
    put("pixels", Uint8Array::from(pixels).into());
    put("labels", Uint8Array::from(labels).into());
    put("width", (width as f64).into());
    put("height", (height as f64).into());
    object.into()
}

/// Adds held units to a run.
fn put_clamp(run: &JsValue, mask: &[u8], values: &[f32]) {
    let clamp = Object::new();
    let put = |object: &JsValue, name: &str, value: JsValue| {
        Reflect::set(object, &name.into(), &value).expect("a plain object");
    };
    put(&clamp, "mask", Uint8Array::from(mask).into());
    put(&clamp, "values", Float32Array::from(values).into());
    put(&get(run, "generation"), "clamp", clamp.into());
}

fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

/// A training of three glyphs, run to its end.
fn trained(settings: &JsValue) -> Training {
    let seed = get(settings, "seed").as_f64().unwrap_or(0.0) as u32;
    let pixels = thermogen_tools::draw_glyphs(&[0, 1, 2], SIZE, seed, 0).expect("glyphs");
    let mut trainer = Training::new(settings, images(&pixels, &[0, 1, 2], SIZE, SIZE)).expect("a trainer");
    while !trainer.advance().expect("training") {}
    trainer
}

const QUICK: &str = r#"{"seed": 3, "trainer": "sgd", "hidden": 16, "dt": 0.01, "time": 0.3, "iterations": 2,
                        "generate_dt": 0.01, "generate_time": 0.3}"#;

#[wasm_bindgen_test]
fn jobs_end_in_the_bits_of_native_runs() {
    let all = object(include_str!("../../../../tests/fingerprints.json"));
    let samples = get(&all, "samples").as_f64().expect("samples") as usize;
    assert_eq!(get(&all, "size").as_f64(), Some(SIZE as f64));
    for job in get(&all, "jobs").unchecked_into::<js_sys::Array>() {
        let settings = get(&job, "settings");
        let model = trained(&settings).model();
        assert_eq!(model.fingerprint(), text(&job, "model"), "model of {}", text(&job, "name"));
        let mut generation = Generation::new(&model, &settings, 0, samples).expect("a generation");
        while generation.advance(7).expect("finite") > 0 {}
        assert_eq!(generation.fingerprint(), text(&job, "units"), "units of {}", text(&job, "name"));
    }
}

#[wasm_bindgen_test]
fn a_training_that_goes_on_from_its_state_ends_in_the_same_bits() {
    for job in get(&object(include_str!("../../../../tests/fingerprints.json")), "jobs")
        .unchecked_into::<js_sys::Array>()
    {
        let settings = get(&job, "settings");
        let seed = get(&settings, "seed").as_f64().unwrap_or(0.0) as u32;
        let pixels = thermogen_tools::draw_glyphs(&[0, 1, 2], SIZE, seed, 0).expect("glyphs");
        let fresh = || Training::new(&settings, images(&pixels, &[0, 1, 2], SIZE, SIZE)).expect("a trainer");
        let (mut first, mut second) = (fresh(), fresh());
        while first.iteration() == 0 {
            first.advance().expect("training");
        }
        first.advance().expect("training");
        second.resume(&first.state()).expect("a state of the same training");
        assert_eq!(second.iteration(), first.iteration());
        while !second.advance().expect("training") {}
        assert_eq!(second.model().fingerprint(), text(&job, "model"), "model of {}", text(&job, "name"));
        assert!(fresh().resume(&[1.0, 2.0, 3.0]).is_err());
    }
}

#[wasm_bindgen_test]
fn the_self_check_passes() {
    let report = thermogen_tools::check().expect("an object");
    assert_eq!(get(&report, "pass").as_bool(), Some(true), "{report:?}");
    let rows = thermogen_tools::check_rows().expect("an object").unchecked_into::<js_sys::Array>();
    let row = rows.get(0).unchecked_into::<js_sys::Array>();
    let (name, text) = (row.get(0).as_string().unwrap(), row.get(1).as_string().unwrap());
    let row = thermogen_tools::check_row(&name).unwrap();
    assert_eq!(get(&row, "name").as_string().as_deref(), Some(name.as_str()));
    assert!(text.contains("gradient"), "{text}");
    assert!(thermogen_tools::check_row("nosuch").is_err());
}

#[wasm_bindgen_test]
fn the_tables_are_objects() {
    let table = thermogen_tools::parameter_table().expect("an object").unchecked_into::<js_sys::Array>();
    assert!(table.iter().any(|row| text(&row, "name") == "kt"));
    let presets = thermogen_tools::preset_table().expect("an object");
    assert!(get(&presets, "paper").is_object() && get(&presets, "quick").is_object());
    assert_eq!(
        thermogen_tools::glyph_names()
            .expect("an object")
            .unchecked_into::<js_sys::Array>()
            .get(0)
            .as_string()
            .as_deref(),
        Some("0")
    );
}

#[wasm_bindgen_test]
fn seeds_are_fresh() {
    let seeds: Vec<u32> = (0..4).map(|_| thermogen_tools::fresh_seed().expect("randomness")).collect();
    assert!(seeds.iter().any(|seed| *seed != seeds[0]), "{seeds:?}");
}

#[wasm_bindgen_test]
fn training_reports_its_progress() {
    let trainer = trained(&object(QUICK));
    assert_eq!((trainer.iteration(), trainer.iterations()), (2, 2));
    assert_eq!(trainer.fraction(), 1.0);
    assert_eq!(trainer.loss_excess().len(), 2);
    assert!(trainer.loss_excess().iter().all(|loss| loss.is_finite()));
    assert_eq!(trainer.targets().len(), 3 * SIZE * SIZE);
}

/// Work units that a second training does, passed on as bytes, do not change the bits.
#[wasm_bindgen_test]
fn a_training_is_shared() {
    let settings =
        object(r#"{"seed": 3, "trainer": "sgd", "hidden": 16, "dt": 0.001, "time": 0.7, "iterations": 2}"#);
    let begun = || {
        let pixels = thermogen_tools::draw_glyphs(&[0, 1, 2], SIZE, 3, 0).expect("glyphs");
        Training::new(&settings, images(&pixels, &[0, 1, 2], SIZE, SIZE)).expect("a trainer")
    };
    let (mut lead, mut helper) = (begun(), begun());
    let work = thermogen_tools::training_work(&settings, SIZE, SIZE, 1, 3).expect("a size");
    assert!(lead.work_units() == 3 && work > 1e6);
    for _ in 0..2 {
        lead.give(1, 3, true);
        helper.follow(&lead.round_input(true)).expect("a round_input");
        while !lead.waits() {
            lead.advance().expect("training");
        }
        let round = lead.round();
        for work_unit in [2, 1] {
            lead.take(round, work_unit, &helper.work_unit(work_unit).expect("a work_unit"))
                .expect("its parts");
        }
    }
    assert!(lead.advance().expect("complete") && lead.iteration() == 2);
    assert_eq!(lead.model().fingerprint(), trained(&settings).model().fingerprint());
    assert!(helper.follow(&[1, 2, 3]).is_err() && helper.work_unit(99).is_err());
    assert!(begun().take(0, 0, &[0; 16]).is_err());
}

#[wasm_bindgen_test]
fn parts_that_are_no_models_are_refused_by_name() {
    let model = trained(&object(QUICK)).model();
    let nan = Float32Array::from([f32::NAN; SIZE * SIZE * 16].as_slice());
    for (name, value, field) in [
        ("settings", JsValue::NULL, "settings"),
        ("width", JsValue::from(1e9), "size"),
        ("height", JsValue::from("9"), "height"),
        ("couplings_vh", nan.into(), "couplings_vh"),
        ("couplings_vh", JsValue::from(1), "couplings_vh"),
        ("couplings_hh", Float32Array::new_with_length(3).into(), "couplings_hh"),
        ("couplings_hh", Float32Array::from([1.0; 16 * 16].as_slice()).into(), "couplings_hh"),
        ("class_shares", Float32Array::new_with_length(1).into(), "class_shares"),
        ("copied_pixels", Uint32Array::from([u32::MAX].as_slice()).into(), "copied_pixels"),
    ] {
        let parts = model.data().expect("data");
        Reflect::set(&parts, &name.into(), &value).expect("a plain object");
        assert_eq!(refusal(Model::from_data(parts.clone())).0, field);
    }
    refusal(Model::from_data(JsValue::UNDEFINED));
    assert!(Model::from_data(model.data().expect("data")).is_ok());
}

#[wasm_bindgen_test]
fn a_model_survives_its_file() {
    let model = trained(&object(QUICK)).model();
    let parts = thermogen_tools::read_model(
        &thermogen_tools::model_file(model.data().expect("data")).expect("its own data"),
    );
    let again = Model::from_data(parts.expect("its own file")).expect("a file's data");
    assert_eq!(get(&receipts::settings_of(&again).expect("settings"), "hidden").as_f64(), Some(16.0));
    assert_eq!(again.fingerprint(), model.fingerprint());
    assert_eq!(
        (again.visible(), again.hidden(), again.width(), again.height()),
        (SIZE * SIZE, 16, SIZE, SIZE)
    );
    assert_eq!(
        again.coupling_map(15).expect("a hidden unit"),
        model.coupling_map(15).expect("a hidden unit")
    );
}

#[wasm_bindgen_test]
fn generation_reports_its_state() {
    let trainer = trained(&object(QUICK));
    let mut generation = Generation::new(&trainer.model(), &object("{}"), 0, 3).expect("a generation");
    assert_eq!((generation.step(), generation.steps(), generation.time()), (0, 30, 0.0));
    assert!(generation.heat_emitted().iter().all(|heat| *heat == 0.0));
    assert_eq!(generation.advance(20).expect("finite"), 20);
    assert_eq!(generation.advance(20).expect("finite"), 10);
    assert!((generation.time() - 0.3).abs() < 1e-9);
    assert_eq!((generation.pixels().len(), generation.visible().len()), (3 * SIZE * SIZE, 3 * SIZE * SIZE));
    assert!(generation.heat_emitted().iter().all(|heat| heat.is_finite() && *heat != 0.0));
    let overlaps = generation.overlaps(&trainer.targets()).expect("whole images");
    assert_eq!(overlaps.len(), 9);
    assert!(overlaps.iter().all(|overlap| overlap.abs() <= 1.0));
}

/// A refusal's name, field and message.
fn refusal<T>(outcome: Result<T, impl Into<JsValue>>) -> (String, String) {
    let Err(error) = outcome else { panic!("accepted") };
    let error: JsValue = error.into();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "name"), "ThermogenError");
    let message = text(&error, "message");
    assert!(!message.is_empty() && !message.contains('\n'), "{message}");
    (text(&error, "field"), message)
}
