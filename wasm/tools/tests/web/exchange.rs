//! Receipts across the boundary.

use super::*;

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
        serde_json::from_str(include_str!("../../../../tests/receipts/schema-2.json")).expect("JSON");
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
