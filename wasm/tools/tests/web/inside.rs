//! Runs looked into: work of events, the spectrum, single units, heats counted both ways.

use super::*;
use thermogen_tools::costs;

#[wasm_bindgen_test]
fn acts_do_work_and_the_first_law_holds() {
    let model = trained(&object(QUICK)).model();
    let mut generation = Generation::new(&model, &object("{}"), 0, 3).expect("a generation");
    generation.schedule(vec!["5:generate_kt:2".into(), "12:lesion:3".into()]).expect("events");
    generation.advance(10).expect("finite");
    let start = generation.energies();
    let (heat, work) = (generation.heat_emitted(), generation.work());
    generation.apply("clamp", "4=0.5").expect("an event");
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
    let balance =
        inspect::path_balance(&model, images(&pixels, &[0, 1, 2], SIZE, SIZE), 2, 0).expect("a balance");
    let residual = get(&balance, "exact_residual").as_f64().expect("a number");
    assert!(residual.abs() < 1e-9, "{balance:?}");
    assert!((costs::digital_energy(217_088.0, 10.0, 1e-12, 300.0) / 5.24e14 - 1.0).abs() < 0.01);
}

#[wasm_bindgen_test]
fn a_ledger_has_its_parts_and_refuses_a_total_without_a_price() {
    let model = trained(&object(QUICK)).model();
    let ledger = |prices: &str| {
        let needs = costs::sample_needs(&model, 100.0).expect("needs");
        let found = costs::priced_ledger(needs, Some(50.0), object(prices), 300.0).expect("a ledger");
        (get(&found, "total_kT").as_f64(), js_sys::Array::from(&get(&found, "unpriced")).length())
    };
    assert_eq!(ledger(r#"{"read": "z1"}"#), (None, 3));
    let all = r#"{"read": "0", "draw": "bath", "write": "0", "idle": "0", "time": "1", "duty": "1"}"#;
    assert_eq!(ledger(all), (Some(50.0), 0));
    let bad = object(r#"{"read": "sram"}"#);
    refusal(costs::priced_ledger(costs::sample_needs(&model, 1.0).expect("needs"), None, bad, 300.0));
    for table in [thermogen_tools::price_table(), thermogen_tools::landmark_table()] {
        assert!(js_sys::Array::from(&table.expect("a table")).length() > 5);
    }
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
