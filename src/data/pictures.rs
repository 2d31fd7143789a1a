//! Three colour pictures, drawn from formulas: a sunset, a fish, a balloon.
//!
//! Each is a function of the place alone, so a picture has any size, and only sums, products, quotients and
//! square roots occur, so it has the same bits everywhere. A pixel is the mean of four places within it.

use super::{DataError, images::ImageSet};

/// A colour, red, green and blue from 0 to 1.
type Colour = [f32; 3];
/// A place, x to the right and y down, from 0 to 1.
type Place = [f32; 2];

/// The colour at every place.
type Picture = fn(Place) -> Colour;

/// The pictures by name; a picture's id is its position.
const PICTURES: [(&str, Picture); 3] = [("sunset", sunset), ("fish", fish), ("balloon", balloon)];

/// Smallest and largest side, in pixels.
const SIDES: std::ops::RangeInclusive<usize> = 8..=256;

/// The names of the pictures.
pub fn names() -> [&'static str; 3] {
    PICTURES.map(|(name, _)| name)
}

/// The pictures of these ids, `size` × `size` pixels of three bytes (red, green, blue) each, one after the
/// other.
///
/// # Errors
/// An id or a size that there is not.
pub fn draw(ids: &[u8], size: usize) -> Result<Vec<u8>, DataError> {
    if !SIDES.contains(&size) {
        let limit = format_args!("{} to {} pixels", SIDES.start(), SIDES.end());
        return Err(DataError::refused("size", format_args!("is {size}"), limit));
    }
    let mut pixels = Vec::with_capacity(ids.len() * size * size * 3);
    for &id in ids {
        let (_, picture) = PICTURES.get(usize::from(id)).ok_or_else(|| {
            let limit = format_args!("0 to {}", PICTURES.len() - 1);
            DataError::refused("pictures", format_args!("ask for id {id}"), limit)
        })?;
        for y in 0..size {
            (0..size).for_each(|x| pixels.extend(pixel(*picture, x, y, size)));
        }
    }
    Ok(pixels)
}

/// The pictures of these names as a set, each a class of its own in this order.
///
/// # Errors
/// A name or a size that there is not.
pub fn set(names: &[String], size: usize) -> Result<ImageSet, DataError> {
    let ids = names.iter().map(|name| id(name)).collect::<Result<Vec<u8>, _>>()?;
    let labels = (0..ids.len() as u8).collect();
    ImageSet::of_channels([size, size, 3], draw(&ids, size)?, Some(labels))
}

/// The id of a picture.
fn id(name: &str) -> Result<u8, DataError> {
    let at = names().iter().position(|known| *known == name);
    let limit = format_args!("some of {}", names().join(", "));
    at.map(|at| at as u8).ok_or_else(|| DataError::refused("pictures", format_args!("name {name}"), limit))
}

/// The mean colour of four places within a pixel.
fn pixel(picture: Picture, x: usize, y: usize, size: usize) -> [u8; 3] {
    let at = |k: usize, part: f32| (k as f32 + part) / size as f32;
    let places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
    let mut sum = [0.0; 3];
    for (right, down) in places {
        let colour = picture([at(x, right), at(y, down)]);
        sum = [0, 1, 2].map(|c| sum[c] + colour[c].clamp(0.0, 1.0));
    }
    sum.map(|part| (part * (255.0 / 4.0) + 0.5) as u8)
}

/// A colour between two, t from 0 to 1.
fn mix(from: Colour, to: Colour, t: f32) -> Colour {
    let t = t.clamp(0.0, 1.0);
    [0, 1, 2].map(|c| from[c] + (to[c] - from[c]) * t)
}

/// How far a place is inside an ellipse: 1 at its centre, 0 on its border, below 0 outside.
fn within([x, y]: Place, centre: Place, [rx, ry]: [f32; 2]) -> f32 {
    let (dx, dy) = ((x - centre[0]) / rx, (y - centre[1]) / ry);
    1.0 - (dx * dx + dy * dy).sqrt()
}

/// Whether a place is inside a convex shape, whose corners turn to the right.
fn inside(place: Place, corners: &[Place]) -> bool {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .all(|(a, b)| (b[0] - a[0]) * (place[1] - a[1]) - (b[1] - a[1]) * (place[0] - a[0]) >= 0.0)
}

/// A triangle wave between −1 and 1 of period 1.
fn wave(t: f32) -> f32 {
    let t = t - t.floor();
    4.0 * (t - 0.5).abs() - 1.0
}

/// A sun that sets behind the sea, and a boat.
fn sunset([x, y]: Place) -> Colour {
    const NIGHT: Colour = [0.16, 0.10, 0.38];
    const GLOW: Colour = [1.0, 0.50, 0.20];
    const SUN: Colour = [1.0, 0.93, 0.55];
    const SEA: Colour = [0.05, 0.14, 0.34];
    const HORIZON: f32 = 0.62;
    let sun = [0.64, 0.55];
    if inside([x, y], &[[0.20, 0.72], [0.46, 0.72], [0.41, 0.79], [0.25, 0.79]]) {
        return [0.22, 0.07, 0.08];
    }
    if inside([x, y], &[[0.33, 0.28], [0.48, 0.69], [0.33, 0.69]]) {
        return [0.98, 0.95, 0.90];
    }
    if inside([x, y], &[[0.31, 0.36], [0.31, 0.69], [0.19, 0.69]]) {
        return [0.93, 0.72, 0.62];
    }
    if y > HORIZON {
        let depth = (y - HORIZON) / (1.0 - HORIZON);
        let width = 0.10 + 0.16 * depth + 0.05 * wave(13.0 * depth * (1.6 - depth));
        let lit = 1.0 - (x - sun[0]).abs() / width;
        let water = mix([0.55, 0.26, 0.32], SEA, 1.6 * depth);
        return if lit > 0.0 { mix(water, SUN, 0.25 + 0.9 * lit) } else { water };
    }
    if within([x, y], sun, [0.17, 0.17]) > 0.0 {
        return mix(SUN, [1.0, 0.72, 0.30], 2.6 * (y - 0.42));
    }
    let haze = (1.0 + within([x, y], sun, [0.9, 0.62])).max(0.0);
    mix(NIGHT, GLOW, haze * haze * 0.55 + 0.25 * y)
}

/// An orange fish with white bands, and its bubbles.
fn fish([x, y]: Place) -> Colour {
    const ORANGE: Colour = [0.98, 0.48, 0.08];
    const WHITE: Colour = [0.97, 0.97, 0.93];
    const DARK: Colour = [0.10, 0.07, 0.10];
    let place = [x, y];
    let water = mix([0.35, 0.86, 0.83], [0.02, 0.28, 0.47], 0.15 + 0.95 * y + 0.05 * wave(3.0 * x + 2.0 * y));
    for (centre, r) in [([0.83, 0.20], 0.060), ([0.90, 0.35], 0.035), ([0.78, 0.36], 0.025)] {
        let depth = within(place, centre, [r, r]);
        if depth > 0.0 {
            return mix(WHITE, water, 2.5 * depth);
        }
    }
    let eye = within(place, [0.69, 0.46], [0.052, 0.052]);
    if eye > 0.0 {
        return if eye > 0.45 { DARK } else { WHITE };
    }
    let body = within(place, [0.52, 0.52], [0.33, 0.22]);
    if body > 0.0 {
        let bend = 0.35 * (y - 0.52) * (y - 0.52) * 4.0;
        let across = x + bend;
        let band = [0.575, 0.375].iter().map(|middle| (across - middle).abs()).fold(1.0, f32::min);
        if band < 0.042 {
            return mix(WHITE, [0.75, 0.80, 0.84], 1.3 * (y - 0.45));
        }
        if band < 0.058 || body < 0.035 {
            return DARK;
        }
        return mix([1.0, 0.66, 0.16], ORANGE, 0.4 + 2.2 * (y - 0.42));
    }
    let tail = inside(place, &[[0.25, 0.52], [0.06, 0.70], [0.06, 0.34]])
        && within(place, [0.02, 0.52], [0.09, 0.10]) < 0.0;
    let fins = inside(place, &[[0.38, 0.34], [0.50, 0.19], [0.62, 0.34]])
        || inside(place, &[[0.42, 0.72], [0.58, 0.72], [0.46, 0.85]]);
    if tail || fins {
        return mix([0.99, 0.60, 0.15], [0.85, 0.30, 0.05], 1.4 * (y - 0.25));
    }
    let sand = y - 0.90 - 0.025 * wave(1.4 * x + 0.2);
    if sand > 0.0 { mix([0.86, 0.76, 0.52], [0.70, 0.57, 0.36], 9.0 * sand) } else { water }
}

/// A striped balloon above hills.
fn balloon([x, y]: Place) -> Colour {
    const STRIPES: [Colour; 4] =
        [[0.86, 0.11, 0.20], [0.99, 0.80, 0.16], [0.13, 0.48, 0.80], [0.97, 0.95, 0.90]];
    let place = [x, y];
    let centre = [0.47, 0.36];
    let radius = if y < centre[1] { [0.27, 0.27] } else { [0.27, 0.36] };
    let depth = within(place, centre, radius);
    if depth > 0.0 && y < 0.665 {
        let dy = (y - centre[1]) / radius[1];
        let across = (x - centre[0]) / (radius[0] * (1.0 - dy * dy).max(1e-4).sqrt());
        // Meridians crowd towards the border: x of a sphere as an angle, to third order.
        let angle = across * (1.0 + 0.45 * across * across * across * across);
        let stripe = STRIPES[((angle * 3.0 + 16.5) as usize) % STRIPES.len()];
        return mix(stripe, [0.10, 0.05, 0.15], 0.42 * (across + 0.35).max(0.0) * (across + 0.35).max(0.0));
    }
    if inside(place, &[[0.425, 0.755], [0.515, 0.755], [0.505, 0.835], [0.435, 0.835]]) {
        return mix([0.62, 0.38, 0.16], [0.33, 0.18, 0.08], 9.0 * (y - 0.75));
    }
    let rope = |x0: f32, x1: f32| (x - (x0 + (x1 - x0) * (y - 0.66) / 0.10)).abs() < 0.006;
    if (0.66..0.76).contains(&y) && (rope(0.405, 0.430) || rope(0.535, 0.510)) {
        return [0.25, 0.17, 0.12];
    }
    let near = 0.86 + 0.07 * (x - 0.25) * (x - 0.25) * 4.0 - 0.06 * x;
    let far = 0.76 + 0.26 * (x - 0.80) * (x - 0.80);
    if y > near {
        return mix([0.40, 0.67, 0.22], [0.12, 0.36, 0.15], 5.0 * (y - near));
    }
    if y > far {
        return mix([0.36, 0.60, 0.46], [0.20, 0.45, 0.33], 4.0 * (y - far));
    }
    let clouds = [([0.85, 0.22], [0.14, 0.055]), ([0.78, 0.19], [0.08, 0.06]), ([0.11, 0.56], [0.12, 0.045])];
    let cloud = clouds.iter().map(|&(at, size)| within(place, at, size)).fold(-1.0, f32::max);
    let sky = mix([0.25, 0.56, 0.93], [0.80, 0.92, 0.98], 1.25 * y);
    if cloud > 0.0 { mix(sky, [1.0, 1.0, 1.0], 0.55 + 2.0 * cloud) } else { sky }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Fingerprint;

    #[test]
    fn pictures_have_the_same_bits_everywhere() {
        let all = draw(&[0, 1, 2], 24).unwrap();
        assert_eq!(all.len(), 3 * 24 * 24 * 3);
        let numbers: Vec<f32> = all.iter().map(|&byte| f32::from(byte)).collect();
        assert_eq!(Fingerprint::of(&numbers).to_string(), "612d43b1e3c5c283");
    }

    /// A picture twice as large, averaged over squares of two by two pixels, is nearly the same picture.
    #[test]
    fn a_picture_does_not_depend_on_its_size() {
        let (small, large) = (draw(&[1], 32).unwrap(), draw(&[1], 64).unwrap());
        let mean = |x: usize, y: usize, c: usize| {
            let at = |x: usize, y: usize| f32::from(large[(y * 64 + x) * 3 + c]);
            0.25 * (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1))
        };
        let apart = |k: usize| (f32::from(small[k]) - mean(k / 3 % 32, k / 96, k % 3)).abs();
        let mean_apart = (0..small.len()).map(apart).sum::<f32>() / small.len() as f32;
        assert!(mean_apart < 4.0, "{mean_apart}");
    }

    #[test]
    fn unknown_pictures_and_sizes_are_refused() {
        assert_eq!(draw(&[3], 32).unwrap_err().field(), "pictures");
        assert_eq!(draw(&[0], 4).unwrap_err().field(), "size");
    }
}
