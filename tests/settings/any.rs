//! Any setting that the parameter table allows ends in finite numbers or in one clear line.

use super::*;

/// A value for one row of the table: its ends, its default, or anything between, also on a
/// logarithmic scale.
fn value(kind: Kind, default: Value) -> BoxedStrategy<Value> {
    match kind {
        Kind::Number { min, max, .. } => {
            let small = (-12.0..0.0).prop_map(move |power: f64| (max * 10f64.powf(power)).max(min));
            prop_oneof![4 => Just(default), 1 => Just(Value::Number(min)), 1 => Just(Value::Number(max)),
                2 => (min..=max).prop_map(Value::Number), 2 => small.prop_map(Value::Number)]
            .boxed()
        }
        Kind::Integer { min, max } => {
            (min..=max.min(min.saturating_add(8))).prop_map(|x| Value::Number(f64::from(x))).boxed()
        }
        Kind::Choice { choices } => {
            proptest::sample::select(choices).prop_map(|name| Value::Text(name.into())).boxed()
        }
        Kind::Switch => any::<bool>().prop_map(Value::Switch).boxed(),
    }
}

/// Any settings that the table allows, in numbers of steps and units that a test can afford.
fn settings() -> impl Strategy<Value = Parameters> {
    let rows: Vec<_> = table().into_iter().map(|row| value(row.kind, row.default)).collect();
    (rows, 0.0..80.0, 0.0..80.0, 0.0..30.0).prop_map(|(values, steps, generate, cool)| {
        let mut p = Parameters::default();
        for (row, value) in table().iter().zip(&values) {
            p.set(row.name, value).unwrap();
        }
        (p.time, p.generate_time, p.cool) = (p.dt * steps, p.generate_dt * generate, p.generate_dt * cool);
        p.iterations %= 4;
        p
    })
}

/// A run of any settings on some images: width, height, count, and samples.
fn check_ending(p: &Parameters, [width, height, count, samples]: [usize; 4]) -> Result<(), TestCaseError> {
    match run(p, &images(width, height, count), samples) {
        Ok((model, generation)) => {
            prop_assert!(model.couplings.blocks().iter().all(|b| b.iter().all(|x| x.is_finite())));
            prop_assert!(finite(&generation));
            prop_assert_eq!(generation.pixels().len(), samples * width * height);
        }
        Err((field, line)) => {
            prop_assert!(!line.contains('\n') && !line.is_empty());
            prop_assert!(table().iter().any(|row| row.name == field), "{}: {}", field, line);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Other settings in every run.
    #[test]
    #[ignore = "slow statistics"]
    fn any_settings_at_all_end_in_finite_numbers_or_one_line(
        p in settings(), size in [1usize..6, 1..6, 1..4, 1..10]
    ) {
        check_ending(&p, size)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 250, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
    })]

    /// The same settings in every run.
    #[test]
    fn any_settings_end_in_finite_numbers_or_one_line(
        p in settings(), size in [1usize..4, 1..4, 1..3, 1..10]
    ) {
        check_ending(&p, size)?;
    }

    #[test]
    fn the_table_takes_what_it_allows_and_refuses_the_rest(
        index in 0usize..64, number in prop_oneof![any::<f64>(), -20.0..20.0], text in ".{0,12}"
    ) {
        let rows = table();
        let row = &rows[index % rows.len()];
        for value in [Value::Number(number), Value::Text(text.clone()), Value::Switch(true), row.kind.parse(&text)] {
            let mut p = Parameters::default();
            match p.set(row.name, &value) {
                Ok(()) => prop_assert!(p.values().contains(&(row.name, value))),
                Err(error) => {
                    prop_assert_eq!(error.name(), row.name);
                    prop_assert_eq!(&p, &Parameters::default());
                }
            }
        }
    }
}

/// Generation's rows do not change a training, so that the page need not train again.
#[test]
fn what_restarts_generation_only_leaves_the_training_alone() {
    let images = images(3, 2, 2);
    let trained = |p: &Parameters| run(p, &images, 1).unwrap().0.couplings;
    let before = trained(&quick());
    for row in table().into_iter().filter(|row| row.restarts == Restarts::Generation) {
        let mut p = quick();
        let value = match row.kind {
            Kind::Number { min, max, .. } => Value::Number((0.3 * min + 0.05f64).min(max)),
            Kind::Integer { min, .. } => Value::Number(f64::from(min)),
            _ => continue,
        };
        p.set(row.name, &value).unwrap();
        assert_eq!(trained(&p), before, "{}", row.name);
    }
}
