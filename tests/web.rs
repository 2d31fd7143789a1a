//! The WebAssembly boundary in a real browser: the whole path, the bits that native runs give, errors.
#![cfg(target_family = "wasm")]

use js_sys::{JSON, Object, Reflect};
use thermogen::web::{self, Generator, Model, Trainer};
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

fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

/// A training of three glyphs, run to its end.
fn trained(settings: &JsValue) -> Trainer {
    let seed = get(settings, "seed").as_f64().unwrap_or(0.0) as u32;
    let pixels = web::draw_glyphs(&[0, 1, 2], SIZE, seed, 0).expect("glyphs");
    let mut trainer = Trainer::new(settings.clone(), pixels, vec![0, 1, 2], SIZE, SIZE).expect("a trainer");
    while !trainer.advance().expect("training") {}
    trainer
}

const QUICK: &str = r#"{"seed": 3, "trainer": "sgd", "hidden": 16, "dt": 0.01, "time": 0.3, "iterations": 2,
                        "generate_dt": 0.01, "generate_time": 0.3}"#;

#[wasm_bindgen_test]
fn jobs_end_in_the_bits_of_native_runs() {
    let all = object(include_str!("fingerprints.json"));
    let samples = get(&all, "samples").as_f64().expect("samples") as usize;
    assert_eq!(get(&all, "size").as_f64(), Some(SIZE as f64));
    for job in get(&all, "jobs").unchecked_into::<js_sys::Array>() {
        let settings = get(&job, "settings");
        let model = trained(&settings).model();
        assert_eq!(model.fingerprint(), text(&job, "model"), "model of {}", text(&job, "name"));
        let mut generator = Generator::new(&model, settings, 0, samples).expect("a generator");
        while generator.advance(7).expect("finite") > 0 {}
        assert_eq!(generator.fingerprint(), text(&job, "units"), "units of {}", text(&job, "name"));
    }
}

#[wasm_bindgen_test]
fn the_self_check_passes() {
    let report = object(&web::check());
    assert_eq!(get(&report, "pass").as_bool(), Some(true), "{}", web::check());
    let rows = object(&web::check_rows()).unchecked_into::<js_sys::Array>();
    let row = rows.get(0).unchecked_into::<js_sys::Array>();
    let (name, text) = (row.get(0).as_string().unwrap(), row.get(1).as_string().unwrap());
    let row = object(&web::check_row(&name).unwrap());
    assert_eq!(get(&row, "name").as_string().as_deref(), Some(name.as_str()));
    assert!(text.contains("gradient"), "{text}");
    assert!(web::check_row("nosuch").is_err());
}

#[wasm_bindgen_test]
fn the_tables_are_json() {
    let table = object(&web::parameter_table()).unchecked_into::<js_sys::Array>();
    assert!(table.iter().any(|row| text(&row, "name") == "kt"));
    let presets = object(&web::preset_table());
    assert!(get(&presets, "paper").is_object() && get(&presets, "quick").is_object());
    assert_eq!(
        object(&web::glyph_names()).unchecked_into::<js_sys::Array>().get(0).as_string().as_deref(),
        Some("0")
    );
}

#[wasm_bindgen_test]
fn seeds_are_fresh() {
    let seeds: Vec<u32> = (0..4).map(|_| web::fresh_seed().expect("randomness")).collect();
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

#[wasm_bindgen_test]
fn a_model_survives_its_file() {
    let model = trained(&object(QUICK)).model();
    let again = Model::load(&model.save()).expect("its own file");
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
    let mut generator = Generator::new(&trainer.model(), object("{}"), 0, 3).expect("a generator");
    assert_eq!((generator.step(), generator.steps(), generator.time()), (0, 30, 0.0));
    assert!(generator.heat_emitted().iter().all(|heat| *heat == 0.0));
    assert_eq!(generator.advance(20).expect("finite"), 20);
    assert_eq!(generator.advance(20).expect("finite"), 10);
    assert!((generator.time() - 0.3).abs() < 1e-9);
    assert_eq!((generator.pixels().len(), generator.visible().len()), (3 * SIZE * SIZE, 3 * SIZE * SIZE));
    assert!(generator.heat_emitted().iter().all(|heat| heat.is_finite() && *heat != 0.0));
    let overlaps = generator.overlaps(&trainer.targets()).expect("whole images");
    assert_eq!(overlaps.len(), 9);
    assert!(overlaps.iter().all(|overlap| overlap.abs() <= 1.0));
}

/// What a refusal says: its name, field and message.
fn refusal<T>(outcome: Result<T, JsValue>) -> (String, String) {
    let Err(error) = outcome else { panic!("accepted") };
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "name"), "ThermogenError");
    let message = text(&error, "message");
    assert!(!message.is_empty() && !message.contains('\n'), "{message}");
    (text(&error, "field"), message)
}

#[wasm_bindgen_test]
fn refusals_name_the_field_and_the_limit() {
    let train = |settings: &str| {
        let pixels = web::draw_glyphs(&[0], SIZE, 0, 0).expect("a glyph");
        Trainer::new(object(settings), pixels, vec![], SIZE, SIZE)
    };
    let (field, message) = refusal(train(r#"{"dt": -1}"#));
    assert_eq!(field, "dt");
    assert!(message.contains("-1"), "{message}");
    assert_eq!(refusal(train(r#"{"trainer": "guess"}"#)).0, "trainer");
    assert_eq!(refusal(train(r#"{"temperature": 1}"#)).0, "temperature");
    refusal(train(r#"{"dt": null}"#));
    refusal(Trainer::new(Object::new().into(), vec![0; 80], vec![], SIZE, SIZE));
    refusal(Trainer::new(Object::new().into(), vec![], vec![], 0, 0));
    refusal(web::draw_glyphs(&[255], SIZE, 0, 0));
    refusal(web::draw_glyphs(&[0], 4000, 0, 0));
    refusal(Model::load(b"not a model"));
    refusal(web::read_idx_images(&[0, 0, 8, 3, 255, 255, 255, 255]));
    refusal(web::read_idx_labels(&[]));
}

#[wasm_bindgen_test]
fn a_generator_refuses_what_it_cannot_do() {
    let model = trained(&object(QUICK)).model();
    refusal(Generator::new(&model, object(r#"{"generate_dt": 0}"#), 0, 1));
    refusal(Generator::new(&model, object("{}"), 0, 0));
    refusal(Generator::new(&model, object("{}"), 0, usize::MAX));
    let generator = Generator::new(&model, object("{}"), 0, 1).expect("a generator");
    refusal(generator.overlaps(&[0.0; 7]));
    refusal(model.coupling_map(16));
}
