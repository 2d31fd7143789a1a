//! Refusals name the field and the limit.

use super::*;

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
