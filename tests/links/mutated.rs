//! Links at random: a mutated link that is read and written again is read as the same.

use super::*;

/// Numbers below n, the same in every run.
fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |n| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    }
}

/// Texts that mean something to a reader of links, or nearly.
const PIECES: [&str; 40] = [
    "&",
    "=",
    ";",
    ":",
    ",",
    "#",
    "?",
    "%23",
    "%3D",
    "%26",
    "&amp;",
    "%",
    "%zz",
    "%41",
    "%0A",
    " ",
    "+",
    "−",
    ".",
    ")",
    "\u{200b}",
    "é",
    "v",
    "scene",
    "own",
    "Seed",
    "kt",
    "events",
    "compare",
    "ask",
    "utm_x",
    "none",
    "off",
    "1e-7",
    "-1",
    "0.25",
    "120:generate_kt:2",
    "__proto__",
    ":~:",
    "draw",
];

/// A link at random: an example with some of its characters changed, cut, doubled or put elsewhere.
fn mutated(links: &[String], roll: &mut impl FnMut(usize) -> usize) -> String {
    let mut signs: Vec<String> = links[roll(links.len())].chars().map(String::from).collect();
    for _ in 0..roll(5) {
        let at = roll(signs.len() + 1);
        let piece = PIECES[roll(PIECES.len())].to_owned();
        match roll(4) {
            0 => signs.insert(at, piece),
            1 => signs.truncate(at),
            2 if at < signs.len() => signs[at] = piece,
            _ => signs.extend(links[roll(links.len())].chars().skip(at).map(String::from)),
        }
    }
    signs.concat()
}

/// Mutated links (10⁵ where `LINKS` asks for them), with what is read of each and what is written of that, a line each: for the test that
/// compares the WebAssembly reader with this one (tests/page/slow/grammar.test.mjs).
#[test]
fn what_is_written_of_a_mutated_link_is_read_as_the_same() {
    let shared = shared();
    let vectors = shared["vectors"].as_array().unwrap();
    let links: Vec<String> = vectors.iter().map(|v| v["link"].as_str().unwrap().to_owned()).collect();
    let mut roll = dice(20);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("links.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let count = std::env::var("LINKS").map_or(10_000, |count| count.parse().unwrap());
    for _ in 0..count {
        let link = mutated(&links, &mut roll);
        let (place, problems) = read(&link);
        let written = write(&place);
        let (mut again, none) = read(&written.fragment);
        assert!(none.is_empty(), "{link}: {none:?}");
        if written.fragment.is_empty() {
            // No link: the page as it opens, whose couplings no version of the grammar chooses.
            again.parameters.couplings = place.parameters.couplings;
        }
        if written.omitted.is_empty() {
            assert_eq!(again.parameters, place.parameters, "{link}");
            assert_eq!(again.patterns.names, place.patterns.names, "{link}");
            assert_eq!((again.asked, again.first, again.digit), (place.asked, place.first, place.digit));
            assert_eq!((&again.events, &again.erased), (&place.events, &place.erased), "{link}");
            assert_eq!(again.lesson, place.lesson, "{link}");
        }
        assert_eq!(write(&again).fragment, written.fragment, "{link}");
        let plain = PlainPlace::of(&place);
        assert_eq!(plain.place().unwrap(), place, "{link}");
        let line = json!({"link": link, "place": plain, "problems": problems, "written": written});
        writeln!(file, "{line}").unwrap();
    }
}
