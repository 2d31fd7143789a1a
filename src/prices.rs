//! Published prices of what a computation needs, each with its value, unit, source and year. The page that explains, the
//! panel of energies, links and `thermogen inspect` take them from this one table.
//!
//! A price is here only where its source states it, or states a power and a rate whose quotient it is. Nobody has
//! published an idle power of a computer of this kind, so there is none. A price that stands nowhere is missing; it is
//! never 0. The prices of Extropic's Z1 are of a circuit simulation, as its source says.

mod chosen;

pub use chosen::{NAMES, Priced, Prices};

use crate::published::{PAPER_HEAT, Published, WANG_DENG_HEAT};
use serde::Serialize;
use std::f64::consts::LN_2;

/// Boltzmann's constant, J/K (exact since 2019).
pub(crate) const BOLTZMANN: f64 = 1.380_649e-23;
/// The temperature at which joules are counted in kT, K.
pub const ROOM: f64 = 300.0;
/// The hydrolysis of one ATP in a cell, about 50 kJ/mol, J.
const ATP: f64 = 50e3 / 6.022_140_76e23;
/// A photon of 530 nm, J: hc/λ.
const PHOTON: f64 = 6.626_070_15e-34 * 299_792_458.0 / 530e-9;
/// A conversion of van Elzakker et al., J.
const CONVERSION: f64 = 1.9e-12;
/// Bits of a stored coupling, where a memory is priced by its bits.
const BITS: f64 = 8.0;

/// An energy in kT at a temperature, K.
pub(crate) fn in_kt(joule: f64, kelvin: f64) -> f64 {
    joule / (BOLTZMANN * kelvin)
}

/// A value in kT at a temperature, K, from its unit: `kT`, or else joules.
pub(crate) fn kt_of(value: f64, unit: &str, kelvin: f64) -> f64 {
    if unit == "kT" { value } else { in_kt(value, kelvin) }
}

/// What a price is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// The heat of a whole sample.
    Heat,
    /// The noise of a unit in a step.
    Draw,
    /// Reading a unit.
    Read,
    /// Setting what couples units.
    Write,
    /// A digital multiplication.
    Multiply,
}

/// A published price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Price {
    /// Its name, as a link has it; each name once for each thing that is paid for.
    pub name: &'static str,
    /// What it is paid for.
    pub of: Of,
    /// Its value.
    pub value: f64,
    /// Its unit, `J` or `kT`.
    pub unit: &'static str,
    /// One of what is bought for it.
    pub per: &'static str,
    /// By whom, and where.
    pub source: &'static str,
    /// When.
    pub year: u32,
    /// The text, or "".
    pub link: &'static str,
}

impl Price {
    /// Its value in kT at a temperature, K.
    pub fn kt(&self, kelvin: f64) -> f64 {
        kt_of(self.value, self.unit, kelvin)
    }
}

/// A source: by whom and where, when, and the text.
type Source = (&'static str, u32, &'static str);

const PAPER: Source = ("Whitelam, Phys. Rev. Lett. 136, 037101", 2026, PAPER_HEAT.link);
const WANG_DENG: Source = ("Wang & Deng, arXiv:2609.15439", 2026, WANG_DENG_HEAT.link);
const LANDAUER: Source =
    ("Landauer, IBM J. Res. Dev. 5, 183: a lower bound", 1961, "https://doi.org/10.1147/rd.53.0183");
const Z1: Source = (
    "Extropic, arXiv:2608.01615, Table IV: Z1, circuit simulation at 50 MHz",
    2026,
    "https://arxiv.org/abs/2608.01615",
);
const RNG: Source =
    ("Jelinčič et al., arXiv:2510.23972, App. J: a random bit", 2025, "https://arxiv.org/abs/2510.23972");
const ELZAKKER: Source = (
    "van Elzakker et al., IEEE J. Solid-State Circuits 45, 1007: 10 bits, 1.9 µW at 1 MS/s",
    2010,
    "https://doi.org/10.1109/JSSC.2010.2043893",
);
const KULL: Source = ("Kull et al., ISSCC 2014: 8 bits, 667 mW at 90 GS/s", 2014, "");
const HOROWITZ: Source = (
    "Horowitz, ISSCC 2014, 45 nm: 64 bits of a cache of 8 kB, one coupling of 8 bits",
    2014,
    "https://doi.org/10.1109/ISSCC.2014.6757323",
);
const DRAM: Source =
    ("Horowitz, ISSCC 2014, 45 nm: 64 bits of DRAM, at least, one coupling of 8 bits", 2014, HOROWITZ.2);

/// A price of the table.
const fn price(
    name: &'static str,
    of: Of,
    (value, unit): (f64, &'static str),
    per: &'static str,
    source: Source,
) -> Price {
    let (source, year, link) = source;
    Price { name, of, value, unit, per, source, year, link }
}

const fn heat(name: &'static str, published: &Published, source: Source) -> Price {
    price(name, Of::Heat, (published.value, "kT"), "sample", source)
}

const fn multiply(name: &'static str, joule: f64, source: Source) -> Price {
    price(name, Of::Multiply, (joule, "J"), "multiplication", source)
}

/// All of them.
pub const ALL: [Price; 17] = [
    heat("paper", &PAPER_HEAT, PAPER),
    heat("wang-deng", &WANG_DENG_HEAT, WANG_DENG),
    price("bath", Of::Draw, (0.0, "J"), "unit-step", PAPER),
    price("rng", Of::Draw, (350e-18, "J"), "unit-step", RNG),
    price("z1", Of::Draw, (7.09e-15, "J"), "unit-step", Z1),
    price("landauer", Of::Read, (LN_2, "kT"), "unit", LANDAUER),
    price("z1", Of::Read, (1.692e-12, "J"), "unit", Z1),
    price("elzakker", Of::Read, (CONVERSION, "J"), "unit", ELZAKKER),
    price("kull", Of::Read, (0.667 / 90e9, "J"), "unit", KULL),
    price("landauer", Of::Write, (LN_2, "kT"), "connection", LANDAUER),
    price("sram", Of::Write, (10e-12 * BITS / 64.0, "J"), "connection", HOROWITZ),
    price("dram", Of::Write, (1.3e-9 * BITS / 64.0, "J"), "connection", DRAM),
    price("z1", Of::Write, (153.6e-12, "J"), "unit", Z1),
    multiply("paper", 1e-12, PAPER),
    multiply("int8", 0.2e-12, ("Horowitz, ISSCC 2014, 45 nm: 8-bit integers", 2014, HOROWITZ.2)),
    multiply("fp16", 1.1e-12, ("Horowitz, ISSCC 2014, 45 nm: 16-bit floats", 2014, HOROWITZ.2)),
    multiply("fp32", 3.7e-12, ("Horowitz, ISSCC 2014, 45 nm: 32-bit floats", 2014, HOROWITZ.2)),
];

/// What is paid for and the names of the prices: all that a link needs, so that a module that reads links alone has no sources.
const NAMED: [(Of, &str); ALL.len()] = {
    let mut named = [(Of::Heat, ""); ALL.len()];
    let mut at = 0;
    while at < ALL.len() {
        named[at] = (ALL[at].of, ALL[at].name);
        at += 1;
    }
    named
};

/// A known energy to compare with; nothing is paid for it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Landmark {
    /// Its name.
    pub name: &'static str,
    /// The energy, J.
    pub joule: f64,
    /// How it is known.
    pub about: &'static str,
}

/// Known energies, ascending.
pub const LANDMARKS: [Landmark; 8] = [
    Landmark { name: "landauer", joule: BOLTZMANN * ROOM * LN_2, about: "kT ln 2 at 300 K" },
    Landmark { name: "atp", joule: ATP, about: "the hydrolysis of one ATP in a cell, about 50 kJ/mol" },
    Landmark { name: "photon", joule: PHOTON, about: "hc/λ at 530 nm" },
    Landmark {
        name: "synapse",
        joule: 1e4 * ATP,
        about: "Laughlin et al., Nat. Neurosci. 1, 36 (1998): 10⁴ ATP for a bit",
    },
    Landmark {
        name: "reading",
        joule: 784.0 * CONVERSION,
        about: "784 pixels, each once by a converter of van Elzakker et al. (2010)",
    },
    Landmark { name: "milligram", joule: 1e-6 * 9.81 * 1e-3, about: "a milligram lifted by a millimetre" },
    Landmark { name: "cell", joule: 10e3, about: "the charge of an AA cell, about 10 kJ" },
    Landmark { name: "battery", joule: 15.0 * 3600.0, about: "the battery of a phone, about 15 Wh" },
];

/// The price of that name for what is paid.
pub fn find(of: Of, name: &str) -> Option<&'static Price> {
    ALL.iter().find(|price| price.of == of && price.name == name)
}
