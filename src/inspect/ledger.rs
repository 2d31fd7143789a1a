//! The energy of one sample as a ledger of priced parts. A part without a price has no energy, and where one has none
//! there is no total: a missing price never counts as 0. Estimates, and every place that shows them must say so.
//!
//! Parts: the heat of the run; the noise of every unit in every step; two reads of every unit; one writing of the
//! couplings, shared by the samples made with it; and the idle power, which flows at all times, so that a sample pays
//! power × its time / the share of time in which samples are made.

use super::costs;
use crate::physics::couplings::Couplings;
use crate::prices::{self, Price, Priced, Prices, in_kt, kt_of};
use serde::{Deserialize, Serialize};

/// How much a sample of a model needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Needs {
    /// N.
    pub units: f64,
    /// Couplers where every coupled pair has its own.
    pub pairs: f64,
    /// Connections of units to shared modes that have the same effect; `None` where the model has a coupling per pair.
    pub buses: Option<f64>,
    /// Steps of the run.
    pub steps: f64,
    /// Digital multiplications of the run, simulated.
    pub multiplications: f64,
}

impl Needs {
    /// Of a model that makes so many steps.
    pub fn of(couplings: &Couplings, steps: f64) -> Self {
        let network = couplings.network();
        let buses = couplings.factored().map(|factored| {
            let [visible, hidden] = factored.ranks();
            (network.visible() * visible + network.hidden() * hidden) as f64
        });
        Needs {
            units: network.units() as f64,
            pairs: network.pairs() as f64,
            buses,
            steps,
            multiplications: costs::multiplications_of_step(couplings) * steps,
        }
    }
}

/// A price as it stands in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Paid {
    /// The name of a published price, `own` for the reader's, `run` for what the run itself gave.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// One of what is bought for it.
    pub per: &'static str,
    /// By whom, and where.
    pub source: &'static str,
    /// When; `None` where nobody published it.
    pub year: Option<u32>,
}

impl Paid {
    fn published(price: &Price) -> Self {
        let Price { name, value, unit, per, source, year, .. } = *price;
        Paid { name, value, unit, per, source, year: Some(year) }
    }

    fn own(value: f64, unit: &'static str, per: &'static str) -> Self {
        Paid { name: "own", value, unit, per, source: "the reader", year: None }
    }
}

/// A part of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its name: `heat`, `draw`, `read`, `write`, `idle`; outside the total `pairs`, `buses`, `device`.
    pub part: &'static str,
    /// How many are bought for a sample, where that is known.
    pub count: Option<f64>,
    /// The price of one.
    pub price: Option<Paid>,
    /// The energy of a sample, kT; `None` where a price is missing.
    #[serde(rename = "kT")]
    pub kt: Option<f64>,
}

/// The energy of a sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ledger {
    /// What it is the energy of.
    pub needs: Needs,
    /// The parts.
    pub entries: Vec<Entry>,
    /// Their sum, kT; `None` where a part has no price.
    #[serde(rename = "total_kT")]
    pub total: Option<f64>,
    /// The parts without a price.
    pub unpriced: Vec<&'static str>,
    /// To compare with, in no total: writing a coupler per pair and writing shared modes at the same price, and the
    /// multiplications of a digital simulation of this run.
    pub beside: Vec<Entry>,
}

impl Ledger {
    /// The ledger of a sample whose heat is known or not, at a temperature in K.
    pub fn of(needs: Needs, heat: Option<f64>, prices: &Prices, kelvin: f64) -> Self {
        let run =
            |value| Paid { name: "run", value, unit: "kT", per: "sample", source: "this run", year: None };
        let samples = prices.number("samples").unwrap_or(1.0);
        let entry = |part, name, count: f64, per| {
            let price = paid(prices.get(name), per);
            let kt = price.map(|price| count * kt_of(price.value, price.unit, kelvin));
            Entry { part, count: Some(count), price, kt }
        };
        let written = |part, connections: f64| {
            let price = paid(prices.get("write"), "connection");
            let each_unit = price.is_some_and(|price| price.per == "unit");
            entry(part, "write", if each_unit { needs.units } else { connections } / samples, "connection")
        };
        let entries = vec![
            Entry { part: "heat", count: Some(1.0), price: heat.map(run), kt: heat },
            entry("draw", "draw", needs.units * needs.steps, "unit-step"),
            entry("read", "read", 2.0 * needs.units, "unit"),
            written("write", needs.buses.unwrap_or(needs.pairs)),
            idle(prices, kelvin),
        ];
        let unpriced: Vec<_> =
            entries.iter().filter(|entry| entry.kt.is_none()).map(|entry| entry.part).collect();
        let total = entries.iter().map(|entry| entry.kt).sum();
        let mut beside = vec![written("pairs", needs.pairs)];
        beside.extend(needs.buses.map(|buses| written("buses", buses)));
        beside.push(entry("device", "multiply", needs.multiplications, "multiplication"));
        Ledger { needs, entries, total, unpriced, beside }
    }
}

fn paid(priced: Option<Priced>, per: &'static str) -> Option<Paid> {
    match priced? {
        Priced::Published(of, name) => prices::find(of, name).map(Paid::published),
        Priced::Own(value) => Some(Paid::own(value, "J", per)),
    }
}

/// What a sample pays of the power that flows at all times: its time over the share of time in which samples are made.
fn idle(prices: &Prices, kelvin: f64) -> Entry {
    let price = prices.number("idle").map(|watt| Paid::own(watt, "W", "second"));
    let count = prices.number("time").zip(prices.number("duty")).map(|(time, duty)| time / duty);
    let kt = price.zip(count).map(|(price, seconds)| in_kt(price.value * seconds, kelvin));
    Entry { part: "idle", count, price, kt }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Parameters;
    use crate::physics::network::Network;
    use crate::prices::ROOM;

    const KT: f64 = 1.380_649e-23 * 300.0;

    /// The paper's computer: 532,224 pairs of 1,296 units, 2,500 steps.
    fn paper() -> Needs {
        let network = Network::new(28, 28, &Parameters::default()).unwrap();
        Needs::of(&Couplings::zero(network), 2500.0)
    }

    fn ledger(heat: Option<f64>, text: &str) -> Ledger {
        let (prices, all) = Prices::read(text);
        assert!(all);
        Ledger::of(paper(), heat, &prices, ROOM)
    }

    fn energy(entries: &[Entry], part: &str) -> Option<f64> {
        entries.iter().find(|entry| entry.part == part).unwrap().kt
    }

    fn near(found: Option<f64>, joule: f64) {
        let found = found.unwrap() * KT;
        assert!((found / joule - 1.0).abs() < 1e-12, "{found} {joule}");
    }

    #[test]
    fn a_missing_price_refuses_the_total_and_counts_as_nothing() {
        let nothing = Ledger::of(paper(), None, &Prices::default(), ROOM);
        assert_eq!(nothing.total, None);
        assert_eq!(nothing.unpriced, ["heat", "draw", "read", "write", "idle"]);
        let all = "draw:bath,read:z1,write:z1,idle:0,time:1,duty:1";
        for (k, part) in ["draw", "read", "write", "idle", "time", "duty"].iter().enumerate() {
            let pairs = all.split(',').enumerate().filter(|(i, _)| *i != k).map(|(_, pair)| pair);
            let without = ledger(Some(2.9e3), &pairs.collect::<Vec<_>>().join(","));
            assert_eq!(without.total, None);
            assert_eq!(without.unpriced, [if k > 2 { "idle" } else { part }]);
        }
        assert!(ledger(None, all).total.is_none() && ledger(Some(2.9e3), all).total.is_some());
    }

    #[test]
    fn every_part_is_its_count_times_its_price() {
        let known =
            ledger(Some(2.9e3), "draw:z1,read:z1,write:z1,idle:0.01,time:1e-6,duty:0.25,multiply:paper");
        assert_eq!(energy(&known.entries, "heat"), Some(2.9e3));
        near(energy(&known.entries, "draw"), 1296.0 * 2500.0 * 7.09e-15);
        near(energy(&known.entries, "read"), 2.0 * 1296.0 * 1.692e-12);
        near(energy(&known.entries, "write"), 1296.0 * 153.6e-12);
        near(energy(&known.entries, "idle"), 0.01 * 4e-6);
        near(energy(&known.beside, "device"), (2.0 * 532_224.0 + 6.0 * 1296.0) * 2500.0 * 1e-12);
        let sum = 22.9716e-9 + 4.385_664e-9 + 199.0656e-9 + 40e-9;
        near(known.total.map(|total| total - 2.9e3), sum);
        let bound = ledger(None, "read:landauer,write:landauer");
        let ln2 = std::f64::consts::LN_2;
        assert_eq!(energy(&bound.entries, "read"), Some(2592.0 * ln2));
        assert_eq!(energy(&bound.entries, "write"), Some(532_224.0 * ln2));
        near(energy(&ledger(None, "write:sram").entries, "write"), 532_224.0 * 1.25e-12);
        near(energy(&ledger(None, "read:elzakker").entries, "read"), 2592.0 * 1.9e-12);
        near(energy(&ledger(None, "write:2e-12,samples:100").entries, "write"), 532_224.0 * 2e-14);
        assert_eq!(energy(&ledger(None, "draw:bath").entries, "draw"), Some(0.0));
    }

    #[test]
    fn the_idle_power_is_paid_for_the_time_between_samples_too() {
        let at = |duty: &str| energy(&ledger(None, &format!("idle:1,time:1e-6,duty:{duty}")).entries, "idle");
        near(at("1"), 1e-6);
        near(at("0.001"), 1e-3);
        assert_eq!(energy(&ledger(None, "idle:0,time:1,duty:0.1").entries, "idle"), Some(0.0));
    }

    #[test]
    fn shared_modes_are_written_in_place_of_pairs() {
        // Three images leave two modes each: 1,296 units at 6 modes, against 1,296²/2 pairs.
        let needs = Needs { pairs: 839_160.0, buses: Some(7776.0), ..paper() };
        let (prices, _) = Prices::read("write:1e-12");
        let ledger = Ledger::of(needs, None, &prices, ROOM);
        near(energy(&ledger.entries, "write"), 7776e-12);
        near(energy(&ledger.beside, "buses"), 7776e-12);
        near(energy(&ledger.beside, "pairs"), 839_160e-12);
    }
}
