//! A plane through the space of pictures, and the energy over it.
//!
//! The plane goes through 0 and along the two directions in which the training images are largest: the first two
//! principal directions of their second moments, found as eigenvectors of the images' Gram matrix by power
//! iteration. A picture and its negative lie opposite each other. A place is told in units in which an image of
//! mean square 1 that lies in the plane is at a distance of 1. Over a place V is that of the picture there, with
//! the hidden units relaxed. Limit: a state outside of the plane has another energy than the place it falls on.

use super::potential::relax;
use crate::physics::couplings::Couplings;
use crate::physics::on_site::OnSite;
use crate::physics::potential::energy;

/// Rounds of power iteration; the directions of a few images need far fewer.
const ROUNDS: usize = 400;

/// Two directions of length 1, orthogonal to each other, over pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// The directions.
    pub axes: [Vec<f64>; 2],
}

impl Plane {
    /// The first two principal directions of images (count × `nv`). The first image lies on the positive side of
    /// both. One image alone has no second direction: it is 0.
    pub fn of(images: &[f32], nv: usize) -> Self {
        let mut rest: Vec<Vec<f64>> =
            images.chunks(nv).map(|image| image.iter().map(|&x| f64::from(x)).collect()).collect();
        let axes = [(); 2].map(|()| {
            let axis = principal(&rest, nv);
            for image in &mut rest {
                let along = dot(image, &axis);
                image.iter_mut().zip(&axis).for_each(|(x, a)| *x -= along * a);
            }
            axis
        });
        Plane { axes }
    }

    /// Where a picture falls on the plane.
    pub fn place(&self, picture: &[f32]) -> [f64; 2] {
        let root = (picture.len() as f64).sqrt();
        let along = |axis: &Vec<f64>| axis.iter().zip(picture).map(|(a, &x)| a * f64::from(x)).sum::<f64>();
        self.axes.each_ref().map(|axis| along(axis) / root)
    }

    /// The picture at a place.
    pub fn picture(&self, [u, v]: [f64; 2]) -> Vec<f64> {
        let root = (self.axes[0].len() as f64).sqrt();
        self.axes[0].iter().zip(&self.axes[1]).map(|(a, b)| root * (u * a + v * b)).collect()
    }

    /// V over places in a row, E₀: each begins its relaxation where the one before ended. `couplings` in
    /// dense form are faster.
    pub fn energies(&self, on_site: OnSite, couplings: &Couplings, places: &[[f64; 2]]) -> Vec<f64> {
        let (nv, units) = (self.axes[0].len(), couplings.network().units());
        let (mut state, still) = (vec![0.0; units], vec![0.0; units]);
        let over = |&place: &[f64; 2]| {
            state[..nv].copy_from_slice(&self.picture(place));
            relax(on_site, couplings, &mut state, nv);
            let narrow: Vec<f32> = state.iter().map(|&x| x as f32).collect();
            energy(on_site, couplings, &still, &narrow).total()
        };
        places.iter().map(over).collect()
    }
}

/// The direction in which images are largest, turned such that the first image is on its positive side.
fn principal(images: &[Vec<f64>], nv: usize) -> Vec<f64> {
    let gram: Vec<Vec<f64>> = images.iter().map(|a| images.iter().map(|b| dot(a, b)).collect()).collect();
    let mut weights: Vec<f64> = (0..images.len()).map(|k| 1.0 + 0.1 * k as f64).collect();
    for _ in 0..ROUNDS {
        let next: Vec<f64> = gram.iter().map(|row| dot(row, &weights)).collect();
        let length = dot(&next, &next).sqrt().max(f64::MIN_POSITIVE);
        weights = next.iter().map(|x| x / length).collect();
    }
    let mut axis = vec![0.0; nv];
    for (image, weight) in images.iter().zip(&weights) {
        axis.iter_mut().zip(image).for_each(|(a, x)| *a += weight * x);
    }
    let length = dot(&axis, &axis).sqrt();
    let turned = if images.first().is_some_and(|first| dot(first, &axis) < 0.0) { -1.0 } else { 1.0 };
    let scale = if length > 1e-9 { turned / length } else { 0.0 };
    axis.iter().map(|a| scale * a).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reference::{Reference, random_couplings};
    use crate::data::glyphs;
    use crate::parameters::{Parameters, Scale};
    use crate::physics::network::Network;

    fn three(size: usize) -> Vec<f32> {
        glyphs::draw(&[0, 1, 2], size, 1, 0).unwrap().scaled(Scale::Pm1, 1.0).unwrap()
    }

    /// The oracle: no pair of orthogonal directions holds more of the images' squares, by turning each axis a
    /// little towards each image; and both are eigenvectors of Σ s sᵀ.
    #[test]
    fn its_axes_are_the_images_principal_directions() {
        let images = three(10);
        let plane = Plane::of(&images, 100);
        let [a, b] = &plane.axes;
        assert!((dot(a, a) - 1.0).abs() < 1e-12 && (dot(b, b) - 1.0).abs() < 1e-12 && dot(a, b).abs() < 1e-9);
        let wide: Vec<Vec<f64>> =
            images.chunks(100).map(|s| s.iter().map(|&x| f64::from(x)).collect()).collect();
        let mut values = Vec::new();
        for axis in &plane.axes {
            let mut image = vec![0.0; 100];
            for s in &wide {
                let along = dot(s, axis);
                image.iter_mut().zip(s).for_each(|(x, s)| *x += along * s);
            }
            let value = dot(&image, axis);
            let off: f64 = image.iter().zip(axis).map(|(x, a)| (x - value * a).powi(2)).sum();
            assert!(off.sqrt() < 1e-6 * value, "{off} {value}");
            values.push(value);
        }
        let all: f64 = wide.iter().map(|s| dot(s, s)).sum();
        let third = all - values[0] - values[1];
        assert!(values[0] >= values[1] && values[1] >= third - 1e-9, "{values:?} {third}");
    }

    #[test]
    fn a_picture_of_the_plane_is_at_its_place_and_its_negative_opposite() {
        let plane = Plane::of(&three(10), 100);
        let picture: Vec<f32> = plane.picture([0.7, -0.3]).iter().map(|&x| x as f32).collect();
        let [u, v] = plane.place(&picture);
        assert!((u - 0.7).abs() < 1e-6 && (v + 0.3).abs() < 1e-6);
        let negative: Vec<f32> = picture.iter().map(|x| -x).collect();
        let [p, q] = plane.place(&negative);
        assert!((u + p).abs() < 1e-12 && (v + q).abs() < 1e-12);
    }

    #[test]
    fn the_energy_over_it_is_the_naive_one_and_a_minimum_over_the_hidden_units() {
        let p = Parameters { hidden: 6, ..Parameters::default() };
        let theta = random_couplings(&p, &Network::new(8, 8, &p).unwrap(), 0.3, 2);
        let plane = Plane::of(&three(8), 64);
        let places = [[-0.8, 0.1], [0.0, 0.4], [0.9, 0.2]];
        let found = plane.energies(OnSite::new(&p), &theta, &places);
        let naive = Reference::new(&p, &theta);
        for (place, found) in places.iter().zip(found) {
            let at = |hidden: &[f64]| naive.potential(&[plane.picture(*place), hidden.to_vec()].concat());
            let mut hidden = vec![0.0; 6];
            // Coordinate descent on a grid that narrows.
            for width in [0.4, 0.1, 0.02, 0.004, 0.0008] {
                for _ in 0..40 {
                    for unit in 0..6 {
                        let own = hidden[unit];
                        let by = |k: i32| own + width * f64::from(k);
                        let of = |x: f64| {
                            let mut moved = hidden.clone();
                            moved[unit] = x;
                            at(&moved)
                        };
                        let best = (-5..=5).map(by).min_by(|a, b| of(*a).total_cmp(&of(*b)));
                        hidden[unit] = best.unwrap_or(own);
                    }
                }
            }
            assert!((at(&hidden) - found).abs() < 1e-3, "{} {found}", at(&hidden));
        }
    }
}
