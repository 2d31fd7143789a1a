//! `thermogen inspect --prices`: the ledger of priced parts, its refusals, and the table that docs/energy.md repeats.

use super::Folder;
use thermogen::prices::{ALL, Of};

/// kT at 300 K, J.
const KT: f64 = 1.380_649e-23 * 300.0;

#[test]
fn the_ledger_adds_up_and_is_refused_without_a_price() {
    let folder = Folder::with_model();
    let bare = folder.json("inspect --model m");
    assert!(bare["total_kT"].is_null());
    assert_eq!(bare["total_refused_for_want_of"], "heat, draw, read, write, idle");
    // 64 + 12 units.
    let units = 76.0;
    let prices = "draw:bath,read:z1,write:1e-12,idle:0.01,time:1e-6,duty:0.5,samples:10";
    let said = folder.json(&format!("inspect --model m --heat 50 --prices {prices}"));
    let pairs = said["couplings"].as_f64().unwrap();
    let joule = 2.0 * units * 1.692e-12 + pairs * 1e-13 + 0.01 * 2e-6;
    let total = said["total_kT"].as_f64().unwrap();
    assert!(((total - 50.0) * KT / joule - 1.0).abs() < 1e-9, "{total}");
    let read = &said["priced_parts"][2];
    assert_eq!((read["part"].as_str(), read["price"]["year"].as_u64()), (Some("read"), Some(2026)));
    assert!(said["total_refused_for_want_of"].is_null());
    let lines = folder.good("inspect --model m --heat 50");
    let heat = lines.lines().find(|line| line.starts_with("priced_parts")).unwrap();
    assert!(heat.contains("part heat") && heat.contains("kT 50") && !heat.contains(['{', '"']), "{heat}");
    assert!(folder.bad("inspect --model m --prices read:sram").contains("--prices list"));
    assert!(folder.bad("inspect --model m --heat NaN").contains("--heat"));
}

#[test]
fn every_published_price_is_listed_and_documented() {
    let listed = Folder::new().good("inspect --prices list");
    assert_eq!(listed.lines().count(), ALL.len());
    let docs = include_str!("../../../docs/energy.md");
    for price in ALL {
        let (kind, year) = (format!("{:?}", price.of).to_lowercase(), price.year.to_string());
        assert!(listed.lines().any(|line| line.starts_with(&kind) && line.contains(price.source)), "{kind}");
        let row = docs.lines().find(|row| {
            row.contains(&format!("`{kind}:{}`", price.name))
                || (price.of == Of::Multiply && row.contains("`multiply:int8`") && row.contains(price.name))
        });
        assert!(row.is_some_and(|row| row.contains(&year)), "{kind}:{}", price.name);
    }
}
