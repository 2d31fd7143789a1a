//! The shared examples of links (tests/links.json), to which the page's reader is held too.
#![cfg(not(target_family = "wasm"))]

mod mutated;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::io::Write;
use thermogen::data::DataError;
use thermogen::data::link::{From, Packs, Patterns, Place, PlainPlace, SCENES, read, read_over, write};
use thermogen::parameters::{Parameters, Value, preset};
use thermogen::physics::events::Event;

fn shared() -> Json {
    serde_json::from_str(include_str!("../links.json")).unwrap()
}

fn patterns(p: &Patterns) -> Json {
    let source = match p.from {
        From::Glyphs => "glyphs",
        From::Mnist => "mnist",
        From::Pictures => "pictures",
        From::Drawn => "drawn",
    };
    let mut json = json!({"source": source, "names": p.names, "size": p.size, "first": p.first});
    if let Some(each) = p.each {
        json["each"] = each.into();
    }
    if p.from == From::Drawn {
        json["drawing"] = p.drawing.clone().into();
    }
    json
}

/// Numbers alike, whether written as whole or not.
fn plain(value: &Value) -> Json {
    match value {
        Value::Switch(on) => json!(on),
        Value::Number(x) => json!(x),
        Value::Text(text) => json!(text),
    }
}

fn differences(p: &Parameters, from: &Parameters) -> Map<String, Json> {
    let pairs = p.values().into_iter().zip(from.values()).filter(|(ours, theirs)| ours != theirs);
    pairs.map(|((name, value), _)| (name.into(), plain(&value))).collect()
}

fn as_floats(json: &Json) -> Json {
    match json {
        Json::Object(map) => map.iter().map(|(k, v)| (k.clone(), as_floats(v))).collect::<Map<_, _>>().into(),
        Json::Number(n) => json!(n.as_f64()),
        other => other.clone(),
    }
}

fn events(json: &Json) -> Vec<Event> {
    let text = |event: &Json| {
        format!("{}:{}:{}", event["step"], event["name"].as_str().unwrap(), event["value"].as_str().unwrap())
    };
    json.as_array().unwrap().iter().map(|event| text(event).parse().unwrap()).collect()
}

#[test]
fn the_shared_examples_mean_what_they_say() {
    let shared = shared();
    let vectors = shared["vectors"].as_array().unwrap();
    assert!(vectors.len() > 60);
    for vector in vectors {
        let link = vector["link"].as_str().unwrap();
        let (place, problems) = read(link);
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let want = &vector["place"];
        assert_eq!(json!(fields), vector["problems"], "{link}");
        assert_eq!(json!(place.scene.id), want["scene"], "{link}");
        assert_eq!(json!(place.scene.preset), want["preset"], "{link}");
        assert_eq!(patterns(&place.patterns), want["patterns"], "{link}");
        let asked = place.asked.map_or(json!("each"), |class| json!(class));
        assert_eq!(asked, want["asked"], "{link}");
        assert_eq!(
            json!([place.first, place.digit, place.erased]),
            json!([want["first"], want["digit"], want["erased"]])
        );
        let from = preset(place.scene.preset).unwrap();
        assert_eq!(Json::from(differences(&place.parameters, &from)), as_floats(&want["settings"]), "{link}");
        assert_eq!(place.events, events(&want["events"]), "{link}");
        let compare: Map<String, Json> = place.compare.iter().map(|(k, v)| ((*k).into(), plain(v))).collect();
        let compare = if compare.is_empty() { Json::Null } else { compare.into() };
        assert_eq!(compare, as_floats(&want["compare"]), "{link}");
        let prices: Map<String, Json> = place.prices.texts().map(|(k, v)| (k.into(), v.into())).collect();
        let prices = (!prices.is_empty()).then(|| Json::from(prices));
        assert_eq!(prices.as_ref(), want.get("prices"), "{link}");
        let lesson = place.lesson.as_ref();
        let lesson = lesson.map(|lesson| json!(lesson));
        assert_eq!(lesson.as_ref(), want.get("lesson"), "{link}");
        // In an address, and in the page's own words for the same place.
        for same in [
            format!("https://example.org/x?y=1#{link}"),
            format!("#{}", vector["canonical"].as_str().unwrap()),
        ] {
            assert_eq!(read(&same).0, place, "{same}");
        }
    }
}

#[test]
fn the_scenes_are_those_of_the_page() {
    let listed = shared();
    let ours: Map<String, Json> = SCENES
        .iter()
        .map(|scene| {
            let settings = differences(&scene.parameters(), &preset(scene.preset).unwrap());
            let rest = json!({"preset": scene.preset, "patterns": patterns(&scene.patterns()), "settings": settings});
            (scene.id.into(), as_floats(&rest))
        })
        .collect();
    assert_eq!(Json::from(ours), as_floats(&listed["scenes"]));
}

fn packs() -> Result<Packs, DataError> {
    Packs::read(
        include_bytes!("../../www/data/digits-first.bin"),
        include_bytes!("../../www/data/digits-more.bin"),
    )
}

fn labels(link: &str) -> Vec<u8> {
    let place: Place = read(link).0;
    place.images(&packs).unwrap().labels().unwrap().to_vec()
}

#[test]
fn a_links_images_are_chosen_as_the_page_chooses_them() {
    assert_eq!(labels("scene=digits&names=3,2,1"), [3, 2, 1]);
    let first = read("scene=digits").0.images(&packs).unwrap();
    let again = read("scene=digits&example=150").0.images(&packs).unwrap();
    let third = read("scene=digits&example=2").0.images(&packs).unwrap();
    assert!(first == again, "150 of each in the large pack, the small one's first");
    assert!(first != third);
    let many = labels("scene=classes&names=5,0&each=2");
    assert_eq!(many.len(), 4);
    assert_eq!(many.iter().filter(|&&label| label == 5).count(), 2);
    assert_eq!(labels("names=star,0&each=2").len(), 4);
    let drawn = read("scene=own").0.images(&packs).unwrap();
    assert_eq!((drawn.count(), drawn.width()), (2, 14));
    assert!(drawn.pixels().iter().all(|pixel| pixel % 85 == 0) && drawn.pixels().contains(&255));
}

#[test]
fn what_is_left_of_an_erased_digit_is_held() {
    let held = |link: &str| read(link).0.clamp(&packs).unwrap();
    assert_eq!(held("scene=digits"), None);
    let upper = held("scene=complete").unwrap();
    assert!(upper.len() == 392 && upper.iter().all(|(unit, value)| *unit < 392 && value.abs() <= 0.5));
    assert!(held("scene=complete&erase=left").unwrap().iter().all(|(unit, _)| unit % 28 >= 14));
    assert_eq!(held("scene=complete&erase=none").unwrap().len(), 784);
    let mask = "D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8P_w__D_8";
    let rubbed = held(&format!("scene=complete&erase={mask}")).unwrap();
    assert!(rubbed.iter().any(|(unit, _)| *unit < 4) && rubbed.len() < 784);
    assert_ne!(held("scene=complete&digit=1"), held("scene=complete"));
}

#[test]
fn packs_that_are_none_are_refused() {
    let good = include_bytes!("../../www/data/digits-first.bin");
    for bytes in [&b""[..], b"DIG1", &good[..good.len() / 2], include_bytes!("../links.json")] {
        assert_eq!(Packs::read(bytes, good).unwrap_err().field(), "digits");
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_every_place_is_valid(text in "([a-z_]{0,12}(=|:|;|,|&|%[0-9a-f]{2}|[0-9.e-]{1,8}|é)){0,12}") {
        let (place, _) = read(&text);
        let mut again = Parameters::default();
        for (name, value) in place.parameters.values() {
            prop_assert!(again.set(name, &value).is_ok());
        }
    }

    #[test]
    fn one_changed_character_never_panics(which in 0usize..80, at in 0usize..200, c in any::<char>()) {
        let shared = shared();
        let vectors = shared["vectors"].as_array().unwrap();
        let link = vectors[which % vectors.len()]["link"].as_str().unwrap();
        let at = at % (link.chars().count() + 1);
        let changed: String = link.chars().take(at).chain([c]).chain(link.chars().skip(at + 1)).collect();
        let (place, _) = read(&changed);
        prop_assert!(place.images(&packs).is_ok());
    }
}

/// A link as it is, and as programs and keyboards leave it.
const LEFT_BY_OTHERS: [(&str, &[&str]); 4] = [
    (
        "v=1&seed=7&generate_kt=2&samples=4",
        &[
            "#v=1&amp;seed=7&amp;samples=4&amp;generate_kt=2",
            "#v=1&#38;seed=7&amp;amp;samples=4&generate_kt=2&gt;",
            "#v%3D1%26seed%3D7%26samples%3D4%26generate_kt%3D2",
            "#v%253D1%2526seed%253D7%2526samples%253D4%2526generate_kt%253D2",
            "https://example.org/%23v=1&seed=7&samples=4&generate_kt=2",
            "https%3A%2F%2Fexample.org%2F%23v%3D1%26seed%3D7%26samples%3D4%26generate_kt%3D2",
            "%23v=1&seed=7&samples=4&generate_kt=2",
            "?v=1&seed=7&samples=4&generate_kt=2",
            "https://example.org/?lang=de&v=1&seed=7&samples=4&generate_kt=2&fbclid=abc",
            "https://example.org/?fbclid=abc#v=1&seed=7&samples=4&generate_kt=2",
            "https://example.org/?v=1&seed=7&samples=4&generate_kt=2#figure",
            "<https://example.org/#v=1&seed=7&samples=4&generate_kt=2>.",
            "#v=1&seed=7&samples=4&generate_kt=2.",
            "#v=1&seed=7&samples=4&generate_kt=2)",
            "#v=1&seed=7&samples=4&generate_kt=2%3E",
            "#v=1&seed=7&samples=4&generate_kt=2%20",
            " #v=1&seed=7&samples=4&generate_kt=2\u{a0}\n",
            "#v=1&seed=7&samp%0Ales=4&generate_kt=2",
            "#v=1&seed=7&\r\nsamples=4&generate_kt=2\u{200b}",
            "#v=1&seed=7&samples=4&generate_kt=2%E2%80%8B",
            "#V=1&SEED=7&SAMPLES=4&GENERATE_KT=2",
            "#v=1&Seed=7&samples=4&generate\\_kt=2",
            "##v=1&seed=7&samples=4&generate_kt=2",
            "#v=1&seed=7&samples=4&generate_kt=2&utm_source=newsletter&UTM_medium=mail",
            "#v=1&seed=7&samples=4&generate_kt=2:~:text=heat",
            "#v=1%26seed%3D7&samples%3D4&generate_kt=2",
        ],
    ),
    (
        "v=1&scene=digits&j2=-1&trainer=sgd",
        &["#v=1&scene=Digits&j2=−1&trainer=SGD", "#V=1&SCENE=DIGITS&J2=–1&TRAINER=SGD,"],
    ),
    ("v=1&events=120:generate_kt:2;200:lesion:1", &["#v=1&events=120%3Agenerate_kt%3A2%3B200%3Alesion%3A1;"]),
    (
        "v=1&ask=What%20happens%20(here)%3F",
        &["#v=1&ask=What+happens+(here)%3F", "#v=1&Ask=What%20happens%20(here)?%E2%80%8B"],
    ),
];

#[test]
fn a_link_that_others_have_changed_is_the_same_link() {
    for (link, same) in LEFT_BY_OTHERS {
        let (place, problems) = read(link);
        assert!(problems.is_empty(), "{link}");
        assert_eq!(write(&place).fragment, link);
        for text in same {
            assert_eq!(read(text), (place.clone(), Vec::new()), "{text}");
        }
    }
}

#[test]
fn damage_is_said_and_what_others_add_is_not() {
    for quiet in
        ["https://example.org/?utm_source=x&ref=y", "https://example.org/", "#:~:text=heat", "?lang=de"]
    {
        assert_eq!(read(quiet), read(""), "{quiet}");
    }
    let said = [
        ("#v=1&kt=0,2", "kt: is “0,2”; it must be a number from 0 to 10"),
        (
            "#v=1&seed=9007199254740993",
            "seed: is “9007199254740993”; it must be a whole number from 0 to 4294967295",
        ),
        ("#v=1&seed=4)&kt=0.2", "seed: is “4)”; it must be a whole number from 0 to 4294967295"),
        ("#v=1&seed=%E2%80", "seed: cannot be decoded"),
        ("#v=1&samples=4&Samples=9", "samples: was given twice; the first one counts"),
        ("#v=1&colour=red", "colour: is no field of a link"),
        ("?v=1&seed=x", "seed: is “x”; it must be a whole number from 0 to 4294967295"),
        ("#v=7&seed=x.", "v: is “7”; this page reads versions 1, 3, 4, 5, and takes it for 1"),
    ];
    for (link, words) in said {
        assert_eq!(read(link).1[0].to_string(), words, "{link}");
    }
}

#[test]
fn fields_over_a_link_replace_its_own() {
    let (place, problems) = read_over("https://example.org/#v=1&seed=7&kt=0.3", "seed=9&samples=4");
    assert!(problems.is_empty());
    assert_eq!(write(&place).fragment, "v=1&kt=0.3&seed=9&samples=4");
}
