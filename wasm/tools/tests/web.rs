//! The WebAssembly boundary in a real browser: the whole path, the bits that native runs give, errors.
#![cfg(target_family = "wasm")]

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
    let all = object(include_str!("../../../tests/fingerprints.json"));
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
    for job in get(&object(include_str!("../../../tests/fingerprints.json")), "jobs")
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
    assert!(lead.work_units() == 3 && lead.work() > 1e6);
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

#[wasm_bindgen_test]
fn refusals_name_the_field_and_the_limit() {
    let train = |settings: &str| {
        let pixels = thermogen_tools::draw_glyphs(&[0], SIZE, 0, 0).expect("a glyph");
        Training::new(&object(settings), images(&pixels, &[], SIZE, SIZE))
    };
    let (field, message) = refusal(train(r#"{"dt": -1}"#));
    assert_eq!(field, "dt");
    assert!(message.contains("-1"), "{message}");
    assert_eq!(refusal(train(r#"{"trainer": "guess"}"#)).0, "trainer");
    assert_eq!(refusal(train(r#"{"temperature": 1}"#)).0, "temperature");
    refusal(train(r#"{"dt": null}"#));
    refusal(Training::new(&Object::new(), images(&[0; 80], &[], SIZE, SIZE)));
    refusal(Training::new(&Object::new(), images(&[], &[], 0, 0)));
    refusal(thermogen_tools::draw_glyphs(&[255], SIZE, 0, 0));
    refusal(thermogen_tools::draw_glyphs(&[0], 4000, 0, 0));
    refusal(thermogen_tools::read_model(b"not a model"));
    refusal(thermogen_tools::read_idx_images(&[0, 0, 8, 3, 255, 255, 255, 255]));
    refusal(thermogen_tools::read_idx_labels(&[]));
}

#[wasm_bindgen_test]
fn a_generator_refuses_what_it_cannot_do() {
    let model = trained(&object(QUICK)).model();
    refusal(Generation::new(&model, &object(r#"{"generate_dt": 0}"#), 0, 1));
    refusal(Generation::new(&model, &object("{}"), 0, 0));
    refusal(Generation::new(&model, &object("{}"), 0, usize::MAX));
    let generation = Generation::new(&model, &object("{}"), 0, 1).expect("a generation");
    refusal(generation.overlaps(&[0.0; 7]));
    refusal(model.coupling_map(16));
}

#[wasm_bindgen_test]
fn acts_do_work_and_the_first_law_holds() {
    let model = trained(&object(QUICK)).model();
    let mut generation = Generation::new(&model, &object("{}"), 0, 3).expect("a generation");
    generation.schedule(vec!["5:generate_kt:2".into(), "12:lesion:3".into()]).expect("events");
    generation.advance(10).expect("finite");
    let start = generation.energies();
    let (heat, work) = (generation.heat_emitted(), generation.work());
    generation.apply("clamp", "4=0.5").expect("an act");
    generation.advance(10).expect("finite");
    assert_eq!(generation.events(), ["5:generate_kt:2", "10:clamp:4=0.5", "12:lesion:3"]);
    for (sample, before) in start.iter().enumerate() {
        let risen = generation.energies()[sample] - before;
        let given =
            generation.work()[sample] - work[sample] - generation.heat_emitted()[sample] + heat[sample];
        assert!((risen - given).abs() < 1e-9 && generation.work()[sample] != 0.0);
        let parts: f64 = generation.heat_parts()[6 * sample..6 * sample + 6].iter().sum();
        assert!((parts - generation.heat_emitted()[sample]).abs() < 1e-9);
    }
    assert_eq!(refusal(generation.apply("lesion", "16")).0, "lesion");
    assert_eq!(refusal(generation.schedule(vec!["1:lesion".into()])).0, "event");
}

#[wasm_bindgen_test]
fn a_computer_can_be_looked_into() {
    let trainer = trained(&object(QUICK));
    let model = trainer.model();
    let spectrum = Spectrum::new(&model);
    let values = spectrum.values();
    assert_eq!((values.len(), spectrum.lowest().len()), (SIZE * SIZE + 16, SIZE * SIZE + 16));
    assert!(values.is_sorted() && spectrum.below(1e9) == 0 && spectrum.below(-1e9) == values.len());
    assert_eq!(spectrum.overlaps(&trainer.targets()).expect("patterns").len(), 3);
    assert!(model.largest_step(&object("{}")).expect("a step") > 0.01);
    let pattern = &trainer.targets()[..SIZE * SIZE];
    let along = |relaxed| {
        inspect::along_pattern(&model, &object("{}"), pattern, &[-1.0, 0.0, 1.0], relaxed).expect("energies")
    };
    assert!(along(true).iter().zip(along(false)).all(|(low, high)| *low <= high + 1e-9));
    let generation = Generation::new(&model, &object("{}"), 0, 1).expect("a generation");
    let unit = generation.unit_potential(0, 80, &[0.0, 1.0]).expect("a unit");
    let bias = generation.unit_biases(80).expect("a unit")[0] / generation.reference_kt();
    assert!(unit.len() == 2 && unit[0] == 0.0 && (unit[1] - (20.0 + bias)).abs() < 1e-9);
    refusal(generation.unit_values(97));
    refusal(generation.unit_potential(0, 97, &[]));
    let pixels = thermogen_tools::draw_glyphs(&[0, 1, 2], SIZE, 3, 0).expect("glyphs");
    let account =
        inspect::path_account(&model, images(&pixels, &[0, 1, 2], SIZE, SIZE), 2, 0).expect("an account");
    let residual = get(&account, "exact_residual").as_f64().expect("a number");
    assert!(residual.abs() < 1e-9, "{account:?}");
    assert!(
        (thermogen_tools::costs::digital_energy(217_088.0, 10.0, 1e-12, 300.0) / 5.24e14 - 1.0).abs() < 0.01
    );
}

#[wasm_bindgen_test]
fn heat_is_counted_both_ways_and_a_unit_alone_has_its_density() {
    let model = trained(&object(QUICK)).model();
    let mut generation = Generation::new(&model, &object("{}"), 0, 64).expect("a generation");
    let mut alone: Vec<f64> = Vec::new();
    (0..SIZE * SIZE).for_each(|unit| alone.extend(generation.unit_values(unit).expect("a unit")));
    let density = UnitDensity::new(1.0, 1.0, generation.reference_kt(), &[0.0]).expect("a density");
    let distance = density.distance(alone.clone()).expect("a distance");
    let [near, limit] = ["distance", "limit"].map(|name| get(&distance, name).as_f64().expect("a number"));
    assert!(near < limit, "{near} {limit}");
    let warmer = UnitDensity::new(1.0, 1.0, 0.13, &[0.0]).expect("a density").distance(alone);
    assert!(get(&warmer.expect("a distance"), "distance").as_f64().expect("a number") > limit);
    refusal(UnitDensity::new(1.0, 1.0, 0.0, &[0.0]));
    refusal(UnitDensity::new(1.0, 1.0, 0.1, &[]));
    generation.sum_midpoints();
    generation.advance(u32::MAX).expect("finite");
    let [heats, midpoints] = [generation.heat_emitted(), generation.midpoint_heats()];
    assert_eq!(midpoints.len(), 2 * heats.len());
    assert!(heats.iter().zip(midpoints.chunks(2)).all(|(heat, both)| (heat - both[0]).abs() < 1e-9));
    let published = thermogen_tools::published_values().expect("values");
    let published: String = JSON::stringify(&published).expect("JSON").into();
    assert!(published.contains("2900") && thermogen_tools::off_target() > 0.0);
}

#[wasm_bindgen_test]
fn a_receipt_is_written_and_read_again() {
    let run = r#"{"made_by": "a test", "preset": null, "settings": {"kt": 0.30000000000000004, "seed": 3}, "glyphs":
        {"ids": [0, 1], "size": 9, "seed": 3, "first": 12}, "fingerprint": "0", "loss_excess":
        null, "seconds": 1.5, "generation": {"settings": {"samples": 2}, "first": 4, "classes": [1, 0], "events":
        ["5:lesion:3"], "fingerprint": "1", "heats": [1, 3], "seconds": null}}"#;
    let pixels = thermogen_tools::draw_glyphs(&[0, 1], SIZE, 3, 12).expect("glyphs");
    let run = object(run);
    put_clamp(&run, &[1, 0, 1], &[0.5, 0.0, -0.25]);
    let write = |pixels: Vec<u8>| receipts::write_receipt(run.clone(), images(&pixels, &[0, 1], SIZE, SIZE));
    let text = write(pixels.clone()).expect("a receipt");
    let receipt = Receipt::new(&text).expect("its own text");
    let json = receipt.contents().expect("contents");
    assert_eq!(get(&get(&get(&json, "model"), "settings"), "kt").as_f64(), Some(0.1 + 0.2));
    assert_eq!(get(&get(&json, "generation"), "heat_emitted_mean_kt").as_f64(), Some(2.0));
    let given = receipt.images().expect("images");
    assert_eq!(Uint8Array::from(get(&given, "pixels")).to_vec(), pixels);
    let clamp = receipt.clamp().expect("a clamp");
    assert_eq!(Uint8Array::from(get(&clamp, "mask")).to_vec(), [1, 0, 1]);
    assert_eq!(Float32Array::from(get(&clamp, "values")).to_vec(), [0.5, 0.0, -0.25]);
    let mut other = pixels;
    other[0] ^= 1;
    assert_eq!(refusal(write(other)).0, "images");
    assert_eq!(refusal(Receipt::new("{}")).0, "receipt");
}

/// A receipt that the command line wrote runs here to its bits, and a receipt written here of that run says
/// the same; the command's own tests replay that receipt natively.
#[wasm_bindgen_test]
fn receipts_cross_between_the_command_and_the_page() {
    use serde_json::{Value, json};
    let native: Value =
        serde_json::from_str(include_str!("../../../tests/receipts/schema-2.json")).expect("JSON");
    let receipt = Receipt::new(&native.to_string()).expect("a receipt");
    let said = receipt.contents().expect("contents");
    let (model, generation) = (get(&said, "model"), get(&said, "generation"));
    let given = receipt.images().expect("images");
    let bytes = |name: &str| Uint8Array::from(get(&given, name)).to_vec();
    let size = get(&given, "width").as_f64().expect("a width") as usize;
    let (pixels, labels) = (bytes("pixels"), bytes("labels"));
    let mut trainer = Training::new(&get(&model, "settings"), images(&pixels, &labels, size, size));
    let trainer = trainer.as_mut().expect("a trainer");
    while !trainer.advance().expect("training") {}
    let trained = trainer.model();
    assert_eq!(trained.fingerprint(), text(&model, "fingerprint"));
    let first = get(&generation, "first").as_f64().expect("an index") as u32;
    let classes: Vec<u8> = serde_json::from_value(native["generation"]["classes"].clone()).expect("classes");
    let events: Vec<String> = serde_json::from_value(native["generation"]["events"].clone()).expect("events");
    let samples = classes.len();
    let mut run =
        Generation::new(&trained, &get(&generation, "settings"), first, samples).expect("a generation");
    run.ask_for(&classes).expect("classes");
    let clamp = receipt.clamp().expect("a clamp");
    let mask = Uint8Array::from(get(&clamp, "mask")).to_vec();
    let values = Float32Array::from(get(&clamp, "values")).to_vec();
    run.clamp(&mask, &values).expect("a clamp");
    run.schedule(events).expect("events");
    run.advance(u32::MAX).expect("finite");
    assert_eq!(run.fingerprint(), text(&generation, "fingerprint"));
    let source = &native["model"]["images"];
    let here = json!({
        "made_by": "a browser", "preset": null, "settings": native["model"]["settings"],
        "glyphs": {"ids": source["ids"], "size": source["size"], "seed": source["seed"], "first": source["first"]},
        "fingerprint": trained.fingerprint(), "loss_excess": trainer.loss_excess().last(), "seconds": null,
        "generation": {
            "settings": native["generation"]["settings"], "first": first, "classes": classes,
            "events": run.events(), "fingerprint": run.fingerprint(), "heats": run.heat_emitted(),
            "works": run.work(), "seconds": null,
        },
    });
    let here = object(&here.to_string());
    put_clamp(&here, &mask, &values);
    let written = receipts::write_receipt(here, images(&pixels, &labels, size, size)).expect("a receipt");
    let written: Value = serde_json::from_str(&written).expect("JSON");
    for field in ["settings", "images", "fingerprint", "loss_excess"] {
        assert_eq!(written["model"][field], native["model"][field], "{field}");
    }
    for field in ["settings", "first", "classes", "events", "fingerprint"] {
        assert_eq!(written["generation"][field], native["generation"][field], "{field}");
    }
    for field in ["heat_emitted_mean_kt", "heat_emitted_spread_kt", "work_mean_kt"] {
        let [ours, theirs] = [&written, &native].map(|of| of["generation"][field].as_f64().expect(field));
        assert!((ours - theirs).abs() < 1e-9, "{field}: {ours} {theirs}");
    }
    let arrays = Receipt::new(&written.to_string()).expect("its own").clamp().expect("a clamp");
    assert_eq!(Uint8Array::from(get(&arrays, "mask")).to_vec(), mask);
    assert_eq!(Float32Array::from(get(&arrays, "values")).to_vec(), values);
}
