//! Events that undo each other, that are refused, and that break a run.

use super::*;

#[test]
fn what_is_undone_at_once_leaves_no_trace() {
    let (model, p) = (model(), parameters());
    let mut plain = run_of(&model, &p);
    plain.advance(u32::MAX).unwrap();
    for events in [
        "20:lesion:3;20:restore:3",
        "20:class:7;20:class:-1",
        "20:generate_kt:5;20:generate_kt:1",
        "20:j2:5;20:j2:1",
    ] {
        let mut run = run_of(&model, &p);
        run.schedule(&parse_events(events).unwrap()).unwrap();
        run.advance(u32::MAX).unwrap();
        assert_eq!(run.fingerprint(), plain.fingerprint(), "{events}");
        let work = (0..SAMPLES).map(|sample| run.work(sample).total().abs()).fold(0.0, f64::max);
        assert!(work < 1e-9, "{events}: {work}");
    }
}

#[test]
fn a_held_unit_gives_the_bath_no_heat_and_its_clamp_works_only_when_it_moves() {
    let (model, p) = (model(), parameters());
    let mut run = run_of(&model, &p);
    run.clamp(&(0..SIDE * SIDE + HIDDEN).map(|unit| (unit, 0.1 * (unit % 7) as f32)).collect::<Vec<_>>());
    run.advance(30).unwrap();
    let c = reference(&model, &p, 0, None, None);
    let before = wide(&run.units(0));
    assert_eq!((run.heat_emitted(0).total(), run.work(0).total()), (0.0, 0.0));
    run.apply(action("clamp:8=-0.5")).unwrap();
    let mut after = before.clone();
    after[8] = -0.5;
    run.advance(20).unwrap();
    assert_eq!(wide(&run.units(0)), after);
    let moved = (c.potential(&after) - c.potential(&before)) / p.kt;
    assert!((run.work(0).total() - moved).abs() < 1e-9 && moved.abs() > 0.1, "{moved}");
    assert!(run.heat_emitted(0).total().abs() < 1e-12);
}

#[test]
fn switching_on_is_work_too() {
    let (model, p) = (model(), parameters());
    let mut run = run_of(&model, &p);
    let drawn = wide(&run.units(1));
    run.ask_for(7).unwrap();
    run.clamp(&[(2, 0.4)]);
    let c = reference(&model, &p, 1, Some(7), None);
    let mut held = drawn.clone();
    held[2] = f64::from(0.4f32);
    let want = (c.potential(&held) - Reference::uncoupled(&p, drawn.len()).potential(&drawn)) / p.kt;
    assert!((run.work_of_switching_on(1) - want).abs() < 1e-9);
    run.advance(10).unwrap();
    assert!((run.work_of_switching_on(1) - want).abs() < 1e-9);
    assert_eq!(run.work(1).total(), 0.0);
}

#[test]
fn events_that_cannot_be_are_refused_and_change_nothing() {
    let (model, p) = (model(), parameters());
    let mut run = run_of(&model, &p);
    run.advance(10).unwrap();
    for (text, field) in [
        ("j4:-1", "j4"),
        ("generate_kt:1000", "generate_kt"),
        ("class:3", "class"),
        ("clamp:64=0", "clamp"),
        ("release:64", "release"),
        ("lesion:9", "lesion"),
        ("restore:9", "restore"),
    ] {
        assert_eq!(run.apply(action(text)).unwrap_err().name(), field);
    }
    run.apply(action("j2:-1")).unwrap();
    assert_eq!(run.apply(action("j4:0")).unwrap_err().name(), "j2", "a unit would escape");
    for (text, field) in [
        ("9:lesion:0", "event"),
        ("81:lesion:0", "event"),
        ("20:j4:0", "j2"),
        ("20:lesion:1;30:lesion:9", "lesion"),
    ] {
        assert_eq!(run.schedule(&parse_events(text).unwrap()).unwrap_err().name(), field, "{text}");
    }
    run.advance(u32::MAX).unwrap();
    assert_eq!(run.events().iter().map(Event::to_string).collect::<Vec<_>>(), ["10:j2:-1"]);
}

#[test]
fn a_run_that_breaks_keeps_its_last_good_state() {
    let (model, p) = (model(), Parameters { generate_dt: 0.1, generate_time: 10.0, ..parameters() });
    let broken = || {
        let mut run = run_of(&model, &p);
        run.schedule(&parse_events("40:j4:10;40:clamp:0=9;42:release:0").unwrap()).unwrap();
        run
    };
    let mut run = broken();
    let error = run.advance(u32::MAX).unwrap_err();
    let good = run.step();
    assert_eq!(error.step, good + 1);
    assert!(good >= 40);
    let mut again = broken();
    again.advance(good).unwrap();
    for sample in 0..SAMPLES {
        assert!(run.units(sample).iter().all(|x| x.is_finite()));
        assert_eq!(run.units(sample), again.units(sample));
    }
    assert_eq!(again.advance(1).unwrap_err(), error);
}
