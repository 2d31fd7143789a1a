//! The shared examples of links (tests/links.json), to which the page's reader is held too.
#![cfg(not(target_family = "wasm"))]

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use thermogen::data::DataError;
use thermogen::data::link::{From, Packs, Patterns, Place, SCENES, read};
use thermogen::parameters::{Parameters, Value, preset};
use thermogen::physics::events::Event;

fn shared() -> Json {
    serde_json::from_str(include_str!("links.json")).unwrap()
}

fn patterns(p: &Patterns) -> Json {
    let source = match p.from {
        From::Glyphs => "glyphs",
        From::Mnist => "mnist",
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
        let fields: Vec<&str> = problems.iter().map(DataError::field).collect();
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
        let lesson = place.lesson.as_ref();
        let lesson = lesson.map(|l| json!({"ask": l.ask, "fix": l.fix, "hide": l.hide, "free": l.free}));
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
    Packs::read(include_bytes!("../www/data/digits-first.bin"), include_bytes!("../www/data/digits-more.bin"))
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
    let good = include_bytes!("../www/data/digits-first.bin");
    for bytes in [&b""[..], b"DIG1", &good[..good.len() / 2], include_bytes!("links.json")] {
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
