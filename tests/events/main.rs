//! Events during a run: their effect, their work, and the first law with both, at every
//! moment: E(now) − E(0) = work − heat, the heat being that of the midpoint sum.
#![cfg(not(target_family = "wasm"))]

mod discs;
mod limits;
#[path = "../reference/mod.rs"]
mod reference;

use proptest::prelude::*;
use reference::{Reference, wide};
use thermogen::data::glyphs;
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, VisibleCouplings};
use thermogen::physics::disc::Disc;
use thermogen::physics::events::{Action, Event, parse_events};
use thermogen::physics::generation::Generation;

const SAMPLES: usize = 5;
const SIDE: usize = 8;
const HIDDEN: usize = 9;

fn parameters() -> Parameters {
    Parameters {
        hidden: HIDDEN as u32,
        hidden_drive: HiddenDrive::Class,
        visible_couplings: VisibleCouplings::Nearest,
        visible_biases: true,
        trainer: Trainer::Sgd,
        iterations: 4,
        dt: 0.01,
        generate_time: 0.6,
        cool: 0.2,
        seed: 5,
        ..Parameters::default()
    }
}

/// Two glyphs with class codes, every kind of coupling.
fn model() -> Model {
    let images = glyphs::draw(&[0, 7], SIDE, 1, 0).unwrap();
    let mut training = Training::new(parameters(), &images).unwrap();
    while !training.advance() {}
    training.model()
}

fn run_of(model: &Model, p: &Parameters) -> Generation {
    Generation::new(model.clone(), p.clone(), 3, SAMPLES).unwrap()
}

fn action(text: &str) -> Action {
    format!("0:{text}").parse::<Event>().unwrap().action
}

/// The largest violation of the first law over the samples, kT, and of the heats by their two ways.
fn violation(run: &Generation, at_start: &[f64]) -> f64 {
    let of = |sample: usize| {
        let [hot, cooled] = run.midpoint_heats(sample).unwrap();
        let risen = run.energy(sample).total() - at_start[sample];
        let law = risen - (run.work(sample).total() - hot - cooled);
        let heats = [run.heat_emitted(sample).total() - hot, run.heat_of_cooling(sample).total() - cooled];
        heats.iter().fold(law.abs(), |worst, off| worst.max(off.abs()))
    };
    (0..SAMPLES).map(of).fold(0.0, f64::max)
}

fn energies(run: &Generation) -> Vec<f64> {
    (0..SAMPLES).map(|sample| run.energy(sample).total()).collect()
}

/// Runs to the end; the first law at every step.
fn audited(mut run: Generation) -> Generation {
    run.sum_midpoints();
    let at_start = energies(&run);
    loop {
        let made = run.advance(1).unwrap();
        let off = violation(&run, &at_start);
        assert!(off < 1e-9, "step {}: {off} kT, events {:?}", run.step(), run.events());
        if made == 0 {
            return run;
        }
    }
}

/// The reference in the state of a run: its potential without the part that an ablation removes, its drive.
fn reference(
    model: &Model,
    p: &Parameters,
    sample: usize,
    class: Option<u8>,
    lesion: Option<usize>,
) -> Reference {
    let mut c = Reference::new(p, &model.couplings);
    if let Some(unit) = lesion.map(|hidden| SIDE * SIDE + hidden) {
        c.j[unit].fill(0.0);
        c.j.iter_mut().for_each(|row| row[unit] = 0.0);
        c.b[unit] = 0.0;
    }
    if let Some(code) = class.and_then(|class| model.class_code(class, p.seed, 3 + sample as u32)) {
        for (f, s) in c.f[SIDE * SIDE..].iter_mut().zip(code) {
            *f = f64::from((p.drive * p.class_drive * f64::from(*s)) as f32);
        }
    }
    c
}

#[test]
fn the_work_of_each_event_is_the_change_of_the_naive_energy() {
    let (model, p) = (model(), parameters());
    for (text, changes) in [
        ("j2:0.7", true),
        ("j4:1.9", true),
        ("class_drive:2.5", true),
        ("class:7", true),
        ("class:-1", true),
        ("lesion:4", true),
        ("clamp:8=0.75", true),
        ("melt:3,4,2.5", true),
        ("hold:3,4,2.5", false),
        ("hold:-1", false),
        ("generate_kt:3", false),
        ("release:8", false),
        ("restore:4", false),
    ] {
        let mut run = run_of(&model, &p);
        run.ask_for(0).unwrap();
        run.advance(20).unwrap();
        let before: Vec<Vec<f64>> = (0..SAMPLES).map(|sample| wide(&run.units(sample))).collect();
        run.apply(action(text)).unwrap();
        let mut changed = p.clone();
        let (mut class, mut lesion) = (Some(0), None);
        match action(text) {
            Action::Set("j2", value) => changed.j2 = value,
            Action::Set("j4", value) => changed.j4 = value,
            Action::Set("class_drive", value) => changed.class_drive = value,
            Action::Class(asked) => class = asked,
            Action::Ablate(unit) => lesion = Some(unit),
            _ => {}
        }
        for (sample, before) in before.iter().enumerate() {
            let after = wide(&run.units(sample));
            let v0 = reference(&model, &p, sample, Some(0), None).potential(before);
            let v1 = reference(&model, &changed, sample, class, lesion).potential(&after);
            let work = run.work(sample).total();
            assert!((work - (v1 - v0) / p.kt).abs() < 1e-9, "{text}: {work} {}", (v1 - v0) / p.kt);
            assert_eq!(work != 0.0, changes, "{text}");
        }
    }
}

#[test]
fn the_first_law_holds_with_each_event_at_every_step() {
    let (model, p) = (model(), parameters());
    for events in [
        "",
        "20:generate_kt:2;40:generate_kt:0",
        "0:j2:0.5;31:j2:-0.4",
        "30:j4:3;30:j4:0.5",
        "10:class_drive:3;50:class_drive:0",
        "0:class:0;25:class:7;45:class:-1;70:class:7",
        "7:clamp:8=0.75;20:clamp:8=-0.5;33:release:8;65:clamp:1=1",
        "5:lesion:4;9:lesion:0;30:restore:4;61:restore:0",
        "60:j2:2;60:generate_kt:3;80:lesion:1",
        "5:melt:3,4,2;5:melt:4,4,2;30:melt:0,0,20;70:melt:7,7,1.5",
        "5:hold:3,4,2;15:hold:4,4,2;40:hold:-1;50:hold:1,1,3;70:melt:2,2,3",
    ] {
        let mut run = run_of(&model, &p);
        run.ask_for(7).unwrap();
        run.clamp(&[(2, 0.4), (30, -0.3)]);
        let events = parse_events(events).unwrap();
        run.schedule(&events).unwrap();
        let run = audited(run);
        assert_eq!(run.events(), events);
    }
}

fn any_disc() -> impl Strategy<Value = Disc> {
    let side = SIDE as f32;
    (0.0..side, 0.0..side, 1.0..side).prop_map(|(x, y, radius)| Disc { x, y, radius })
}

fn any_action() -> impl Strategy<Value = Action> {
    let value = || -2.0f64..2.0;
    prop_oneof![
        (0.0..3.0f64).prop_map(|x| Action::Set("generate_kt", x)),
        value().prop_map(|x| Action::Set("j2", x)),
        (0.01..2.0f64).prop_map(|x| Action::Set("j4", x)),
        (0.0..3.0f64).prop_map(|x| Action::Set("class_drive", x)),
        prop_oneof![Just(None), Just(Some(0)), Just(Some(7))].prop_map(Action::Class),
        (0..SIDE * SIDE, value()).prop_map(|(unit, x)| Action::Clamp(unit, x as f32)),
        (0..SIDE * SIDE).prop_map(Action::Release),
        (0..HIDDEN).prop_map(Action::Ablate),
        (0..HIDDEN).prop_map(Action::Restore),
        any_disc().prop_map(Action::Melt),
        prop_oneof![Just(None), any_disc().prop_map(Some)].prop_map(Action::Hold),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_first_law_holds_with_any_acts_and_they_replay(
        mut events in proptest::collection::vec((0u32..=80, any_action()).prop_map(|(step, action)| Event { step, action }), 0..12),
    ) {
        let (model, p) = (model(), parameters());
        let mut planned = run_of(&model, &p);
        planned.schedule(&events).unwrap();
        let planned = audited(planned);
        events.sort_by_key(|event| event.step);
        prop_assert_eq!(planned.events(), &events[..]);
        // The same events done live, and the record of that read again.
        let mut live = run_of(&model, &p);
        for event in &events {
            live.advance(event.step - live.step()).unwrap();
            live.apply(event.action.clone()).unwrap();
        }
        live.advance(u32::MAX).unwrap();
        prop_assert_eq!(live.fingerprint(), planned.fingerprint());
        let text: Vec<String> = live.events().iter().map(Event::to_string).collect();
        let mut again = run_of(&model, &p);
        again.schedule(&parse_events(&text.join(";")).unwrap()).unwrap();
        again.advance(u32::MAX).unwrap();
        prop_assert_eq!(again.fingerprint(), planned.fingerprint());
        for sample in 0..SAMPLES {
            prop_assert_eq!(again.work(sample), live.work(sample));
        }
    }
}

/// An event, the same as a change of the model and the settings, or as a preparation of the run.
type Setting<'a> = (&'a str, &'a dyn Fn(&mut Model, &mut Parameters), &'a dyn Fn(&mut Generation));

/// An event at the first step has the same effect as a run that begins so.
#[test]
fn an_event_at_the_first_step_is_a_setting() {
    let (model, p) = (model(), parameters());
    let drawn = run_of(&model, &p);
    let start: Vec<f32> = (0..SAMPLES).flat_map(|sample| drawn.units(sample)).collect();
    let set_up: [Setting; 6] = [
        ("generate_kt:2", &|_, p| p.generate_kt = 2.0, &|_| ()),
        ("j2:0.5", &|_, p| p.j2 = 0.5, &|_| ()),
        ("j4:2", &|_, p| p.j4 = 2.0, &|_| ()),
        ("class:7", &|_, _| (), &|run| run.ask_for(7).unwrap()),
        ("clamp:5=0.25", &|_, _| (), &|run| run.clamp(&[(5, 0.25)])),
        ("lesion:3", &|model, _| model.couplings.cut(3), &|_| ()),
    ];
    for (text, change, prepare) in set_up {
        let (mut changed, mut settings) = (model.clone(), p.clone());
        change(&mut changed, &mut settings);
        let mut set = run_of(&changed, &settings);
        set.start_from(&start);
        prepare(&mut set);
        set.advance(u32::MAX).unwrap();
        let mut acted = run_of(&model, &p);
        acted.apply(action(text)).unwrap();
        acted.advance(u32::MAX).unwrap();
        assert_eq!(acted.fingerprint(), set.fingerprint(), "{text}");
        // Together, switching on and acting are the same work.
        for sample in 0..SAMPLES {
            let scale = acted.reference_kt() / set.reference_kt();
            let work = (acted.work_of_switching_on(sample) + acted.work(sample).total()) * scale;
            let on_site: f64 = wide(&drawn.units(sample))
                .iter()
                .map(|x| settings.j2 * x * x + settings.j4 * x.powi(4))
                .sum();
            let other: f64 = wide(&drawn.units(sample)).iter().map(|x| p.j2 * x * x + p.j4 * x.powi(4)).sum();
            let want = set.work_of_switching_on(sample) + (on_site - other) / set.reference_kt();
            assert!((work - want).abs() < 1e-9, "{text}: {work} {want}");
        }
    }
}
