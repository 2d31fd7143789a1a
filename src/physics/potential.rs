//! The potential V(x) = Σ J2 x² + J4 x⁴ + Σ b x + Σ_(i<j) J_ij x_i x_j, each pair once (paper, Eq. 1).

use super::couplings::Couplings;
use super::on_site::OnSite;

/// The terms of the energy of one state, E₀.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Energy {
    /// Σ J2 x² + J4 x⁴.
    pub on_site: f64,
    /// Σ b x.
    pub bias: f64,
    /// Visible–hidden pairs.
    pub visible_hidden: f64,
    /// Hidden–hidden pairs.
    pub hidden_hidden: f64,
    /// Visible–visible pairs.
    pub visible_visible: f64,
    /// −Σ f x of an outside drive f.
    pub drive: f64,
}

impl Energy {
    /// The terms with their names, in a fixed order.
    pub fn parts(&self) -> [(&'static str, f64); 6] {
        [
            ("on_site", self.on_site),
            ("bias", self.bias),
            ("visible_hidden", self.visible_hidden),
            ("hidden_hidden", self.hidden_hidden),
            ("visible_visible", self.visible_visible),
            ("drive", self.drive),
        ]
    }

    /// The potential V.
    pub fn total(&self) -> f64 {
        self.parts().iter().map(|part| part.1).sum()
    }

    fn combined(&self, other: &Energy, with: impl Fn(f64, f64) -> f64) -> Energy {
        Energy {
            on_site: with(self.on_site, other.on_site),
            bias: with(self.bias, other.bias),
            visible_hidden: with(self.visible_hidden, other.visible_hidden),
            hidden_hidden: with(self.hidden_hidden, other.hidden_hidden),
            visible_visible: with(self.visible_visible, other.visible_visible),
            drive: with(self.drive, other.drive),
        }
    }

    /// Part by part difference, self − other, times `scale`.
    pub fn difference(&self, other: &Energy, scale: f64) -> Energy {
        self.combined(other, |a, b| scale * (a - b))
    }

    /// Part by part sum.
    pub fn plus(&self, other: &Energy) -> Energy {
        self.combined(other, |a, b| a + b)
    }

    /// Every part times a number.
    pub fn times(&self, scale: f64) -> Energy {
        self.difference(&Energy::default(), scale)
    }
}

/// The energy of a state `x` (units) under an outside drive `drive` (units), summed in f64.
pub fn energy(on_site: OnSite, couplings: &Couplings, drive: &[f32], x: &[f32]) -> Energy {
    let (visible, hidden) = x.split_at(couplings.network().visible());
    let pairs = couplings.energy(x);
    let linear =
        |b: &[f32], x: &[f32]| b.iter().zip(x).map(|(&b, &x)| f64::from(b) * f64::from(x)).sum::<f64>();
    Energy {
        on_site: x.iter().map(|&x| on_site.energy(f64::from(x))).sum(),
        bias: linear(&couplings.bias_visible, visible) + linear(&couplings.bias_hidden, hidden),
        visible_hidden: pairs.visible_hidden,
        hidden_hidden: pairs.hidden_hidden,
        visible_visible: pairs.visible_visible,
        drive: -linear(drive, x),
    }
}

/// The potential of one unit while all others stay where they are: V(x) = J2 x² + J4 x⁴ + bias · x, up to a
/// constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitPotential {
    on_site: OnSite,
    /// b + Σ_j J_ij x_j − f: the conditional bias, E₀.
    pub bias: f64,
}

impl UnitPotential {
    /// Of a unit in a state (units) under a drive (units).
    pub fn new(on_site: OnSite, couplings: &Couplings, drive: &[f32], state: &[f32], unit: usize) -> Self {
        let row = couplings.row(unit);
        let others = row.iter().zip(state).map(|(&j, &x)| f64::from(j) * f64::from(x));
        let nv = couplings.network().visible();
        let own = if unit < nv { couplings.bias_visible[unit] } else { couplings.bias_hidden[unit - nv] };
        let bias = others.sum::<f64>() + f64::from(own) - f64::from(drive[unit]);
        UnitPotential { on_site, bias }
    }

    /// Its value, 0 at x = 0, E₀.
    pub fn at(&self, x: f64) -> f64 {
        self.on_site.energy(x) + self.bias * x
    }

    /// Where it is lowest.
    pub fn lowest(&self) -> f64 {
        self.on_site.minimum(-self.bias)
    }
}
