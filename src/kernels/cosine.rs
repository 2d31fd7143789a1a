//! The cosine of parts of a half turn, with the bits of `libm::cos`.
//!
//! Method: the argument minus the nearest quarter turns, in two parts, and the polynomials for small arguments, as in
//! FreeBSD's msun (s_cos.c, k_cos.c, k_sin.c; © 1993 Sun Microsystems, freely granted), from which libm has them too.
//! Without the reduction of large arguments it is a tenth of `libm::cos`, which was 2 kB of the page's first module.
//! Limit: π j/n with n a power of two and j at most 2n.

use std::f64::consts::PI;

/// The first 33 bits of π/2, and the rest.
const QUARTER: f64 = f64::from_bits(0x3ff9_21fb_5440_0000);
const QUARTER_REST: f64 = f64::from_bits(0x3dd0_b461_1a62_6331);
/// π/2 minus its nearest double.
const QUARTER_ERROR: f64 = 6.123_233_995_736_766e-17;

const COS: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];
const SIN: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];

/// cos(π j/n).
pub(crate) fn cos_of_part(j: usize, n: usize) -> f64 {
    let x = PI * j as f64 / n as f64;
    // The nearest number of quarter turns, the lower one of two.
    let turns = (4 * j + n - 1) / (2 * n);
    let k = turns as f64;
    let whole = x - k * QUARTER;
    let rest = k * QUARTER_REST;
    let y = whole - rest;
    let tail = (whole - y) - rest;
    match (turns % 4, 2 * j == turns * n) {
        (1, true) => QUARTER_ERROR,
        (3, true) => -3.0 * QUARTER_ERROR,
        (0, _) => near_cos(y, tail),
        (1, _) => -near_sin(y, tail),
        (2, _) => -near_cos(y, tail),
        _ => near_sin(y, tail),
    }
}

/// cos(x + tail) within π/4.
fn near_cos(x: f64, tail: f64) -> f64 {
    let [c1, c2, c3, c4, c5, c6] = COS;
    let z = x * x;
    let w = z * z;
    let r = z * (c1 + z * (c2 + z * c3)) + w * w * (c4 + z * (c5 + z * c6));
    let half = 0.5 * z;
    let w = 1.0 - half;
    w + (((1.0 - w) - half) + (z * r - x * tail))
}

/// sin(x + tail) within π/4.
fn near_sin(x: f64, tail: f64) -> f64 {
    let [s1, s2, s3, s4, s5, s6] = SIN;
    let z = x * x;
    let w = z * z;
    let r = s2 + z * (s3 + z * s4) + z * w * (s5 + z * s6);
    let v = z * x;
    x - ((z * (0.5 * tail - v * r) - tail) - v * s1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_bits_of_libm_at_all_parts() {
        for n in (0..=12).map(|k| 1 << k) {
            for j in 0..=2 * n {
                let (got, want) = (cos_of_part(j, n), libm::cos(PI * j as f64 / n as f64));
                assert_eq!(got.to_bits(), want.to_bits(), "{j}/{n}: {got:e} {want:e}");
            }
        }
    }
}
