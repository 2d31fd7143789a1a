//! Published numbers and the settings they belong to: a measurement is compared with one only at its settings.

use serde::Serialize;

/// A published number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Published {
    /// Which number: `heat` (kT), `online_difference` (of the mean heat from sgd's, %), `digital` (kT),
    /// `ratio` (of `digital` to `heat`, a lower bound), `trajectories` (of which the heat is the mean).
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// As it is printed there.
    pub text: &'static str,
    /// The unit, or "".
    pub unit: &'static str,
    /// On images of mean 0 and variance 1, the factor on the scaled pixels that it belongs to; `None` where it
    /// does not depend on one.
    pub scale_factor: Option<f64>,
    /// By whom.
    pub who: &'static str,
    /// Where in their text.
    pub place: &'static str,
    /// The text.
    pub link: &'static str,
    /// A remark that a reader of the number needs.
    pub about: &'static str,
}

/// The factor on pixels of mean 0 and variance 1 at which the paper's heat comes out: our inference.
pub const PAPER_SCALE: f64 = 1.6;
/// Wang & Deng's.
pub const WANG_DENG_SCALE: f64 = 1.0;

const PAPER: (&str, &str) =
    ("Whitelam, Phys. Rev. Lett. 136, 037101 (2026)", "https://arxiv.org/abs/2506.15121");
const WANG_DENG: (&str, &str) = ("Wang & Deng, arXiv:2609.15439", "https://arxiv.org/abs/2609.15439");

/// The mean heat that the paper gives, kT.
pub const PAPER_HEAT: Published = Published {
    name: "heat",
    value: 2.9e3,
    text: "2.9×10³",
    unit: "kT",
    scale_factor: Some(PAPER_SCALE),
    who: PAPER.0,
    place: "mean over 1,000 generation trajectories of three MNIST digits",
    link: PAPER.1,
    about: "The paper gives the mean alone, and not how its pixels were scaled: that unit × 1.6 is nearest to it is our inference.",
};

/// The mean heat that Wang & Deng give, kT.
pub const WANG_DENG_HEAT: Published = Published {
    name: "heat",
    value: 1.37e3,
    text: "1.37×10³",
    unit: "kT",
    scale_factor: Some(WANG_DENG_SCALE),
    who: WANG_DENG.0,
    place: "about 137 E₀, every image at mean 0 and variance 1",
    link: WANG_DENG.1,
    about: "Other digits give other heats.",
};

/// The difference of the online rule's heat from sgd's, %.
pub const ONLINE_DIFFERENCE: Published = Published {
    name: "online_difference",
    value: -5.6,
    text: "−5.6",
    unit: "%",
    scale_factor: Some(WANG_DENG_SCALE),
    who: WANG_DENG.0,
    place: "the rule that learns after every step compared with the paper's, five pairs of seeds",
    link: WANG_DENG.1,
    about: "It needs a training by each rule with the same seed; “thermogen paper” makes them.",
};

/// All of them.
pub const ALL: [Published; 6] = [
    PAPER_HEAT,
    WANG_DENG_HEAT,
    ONLINE_DIFFERENCE,
    Published {
        name: "trajectories",
        value: 1000.0,
        text: "1,000",
        unit: "",
        scale_factor: None,
        who: PAPER.0,
        place: "generation trajectories, of which the heat is the mean",
        link: PAPER.1,
        about: "",
    },
    Published {
        name: "digital",
        value: 5e14,
        text: "5×10¹⁴",
        unit: "kT",
        scale_factor: None,
        who: PAPER.0,
        place: "estimate for a digital network: 217,088 multiplications × 10 steps × 1 pJ",
        link: PAPER.1,
        about: "An estimate, theirs.",
    },
    Published {
        name: "ratio",
        value: 1e11,
        text: "more than 10¹¹",
        unit: "",
        scale_factor: None,
        who: PAPER.0,
        place: "the digital estimate over the heat",
        link: PAPER.1,
        about: "Without switching couplings on, reading out and control.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::costs;

    #[test]
    fn the_papers_estimate_is_what_its_parts_make_and_its_ratio_follows() {
        let value = |name: &str| ALL.iter().find(|one| one.name == name).map(|one| one.value).unwrap();
        let (multiplications, steps, joule) = costs::DIGITAL;
        let digital = costs::digital(multiplications, steps, joule, 300.0);
        assert!((digital / value("digital") - 1.0).abs() < 0.05);
        assert!(value("digital") / PAPER_HEAT.value > value("ratio"));
    }
}
