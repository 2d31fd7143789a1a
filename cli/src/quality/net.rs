//! The feature net of `bench/quality/net.py`, which measures digits and makes none: a plain forward pass.
//!
//! 5 × 5 × 16, ReLU, largest of 2 × 2; 5 × 5 × 32, ReLU, largest of 2 × 2; dense 64, ReLU: the features; dense
//! 10: the class. Kernels are rows × columns × in × out, in float32.

use rayon::prelude::*;

use crate::{Outcome, Refusal};
use thermogen::data::tensors::{self, Tensors};

/// Side of an image, pixels.
pub const SIDE: usize = 28;
const KERNEL: usize = 5;
const FEATURES: usize = 64;
const CLASSES: usize = 10;
/// Channels from the image to the last convolution.
const CHANNELS: [usize; 3] = [1, 16, 32];

/// A layer's weights and biases.
struct Layer {
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// The net.
pub struct Net {
    convolutions: [Layer; 2],
    dense: [Layer; 2],
}

/// An image as the net sees it: its features, and the class that it reads.
pub struct Seen {
    /// 64 numbers.
    pub features: Vec<f64>,
    /// The class.
    pub class: u8,
}

impl Net {
    /// From the bytes of its file.
    pub fn read(bytes: &[u8]) -> Outcome<Self> {
        let (mut tensors, _) = tensors::read(bytes)?;
        let [a, b, c] = CHANNELS;
        Ok(Net {
            convolutions: [
                layer(&mut tensors, "conv1", &[KERNEL, KERNEL, a, b])?,
                layer(&mut tensors, "conv2", &[KERNEL, KERNEL, b, c])?,
            ],
            dense: [
                layer(&mut tensors, "dense1", &[4 * 4 * c, FEATURES])?,
                layer(&mut tensors, "dense2", &[FEATURES, CLASSES])?,
            ],
        })
    }

    /// Looks at images of brightness from 0 to 1.
    pub fn see(&self, images: &[f32]) -> Vec<Seen> {
        images.par_chunks(SIDE * SIDE).map(|image| self.see_one(image)).collect()
    }

    fn see_one(&self, image: &[f32]) -> Seen {
        let (mut map, mut side) = (image.to_vec(), SIDE);
        for (layer, channels) in self.convolutions.iter().zip(CHANNELS) {
            map = halved(&convolved(&map, side, channels, layer), side + 1 - KERNEL, layer.bias.len());
            side = (side + 1 - KERNEL) / 2;
        }
        let features: Vec<f32> = dense(&map, &self.dense[0]).into_iter().map(|x| x.max(0.0)).collect();
        let scores = dense(&features, &self.dense[1]);
        let best = (0..CLASSES).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
        Seen { features: features.into_iter().map(f64::from).collect(), class: best as u8 }
    }
}

fn layer(tensors: &mut Tensors, name: &str, shape: &[usize]) -> Outcome<Layer> {
    let out = shape[shape.len() - 1];
    let mut take = |name: String, shape: &[usize]| {
        let fits = tensors.remove(&name).filter(|tensor| tensor.shape == shape);
        let limit = || Refusal(format!("net: {name}: is missing or of another shape; {shape:?}"));
        fits.map(|tensor| tensor.values).ok_or_else(limit)
    };
    Ok(Layer { weights: take(name.into(), shape)?, bias: take(format!("{name}_bias"), &[out])? })
}

/// Convolution without edges, then ReLU; maps are rows × columns × channels.
fn convolved(map: &[f32], side: usize, channels: usize, layer: &Layer) -> Vec<f32> {
    let (out, to) = (layer.bias.len(), side + 1 - KERNEL);
    let mut sums = Vec::with_capacity(to * to * out);
    for at in 0..to * to {
        let (y, x) = (at / to, at % to);
        let mut sum = layer.bias.clone();
        for row in 0..KERNEL {
            // A row of the kernel sees neighbouring pixels, all channels of each.
            let seen = &map[((y + row) * side + x) * channels..][..KERNEL * channels];
            let weights = &layer.weights[row * KERNEL * channels * out..];
            add_products(&mut sum, seen, weights);
        }
        sums.extend(sum.into_iter().map(|x| x.max(0.0)));
    }
    sums
}

/// sum ← sum + Σ x · row of weights.
fn add_products(sum: &mut [f32], x: &[f32], weights: &[f32]) {
    for (&x, row) in x.iter().zip(weights.chunks(sum.len())) {
        sum.iter_mut().zip(row).for_each(|(sum, w)| *sum += x * w);
    }
}

/// The largest of every 2 × 2 places.
fn halved(map: &[f32], side: usize, channels: usize) -> Vec<f32> {
    let to = side / 2;
    let value = |y: usize, x: usize, c: usize| map[(y * side + x) * channels + c];
    let largest = |at: usize| {
        let (place, c) = (at / channels, at % channels);
        let (y, x) = (2 * (place / to), 2 * (place % to));
        value(y, x, c).max(value(y, x + 1, c)).max(value(y + 1, x, c)).max(value(y + 1, x + 1, c))
    };
    (0..to * to * channels).map(largest).collect()
}

fn dense(x: &[f32], layer: &Layer) -> Vec<f32> {
    let mut sum = layer.bias.clone();
    add_products(&mut sum, x, &layer.weights);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use thermogen::data::tensors::{Metadata, Tensor};

    #[test]
    fn a_convolution_and_the_largest_are_those_of_the_textbook() {
        // One channel to two: the sum of the window, and minus its middle plus 3.
        let mut weights = vec![0.0; KERNEL * KERNEL * 2];
        weights.chunks_mut(2).for_each(|w| w[0] = 1.0);
        weights[12 * 2 + 1] = -1.0;
        let layer = Layer { weights, bias: vec![0.0, 3.0] };
        let map: Vec<f32> = (0..36).map(|i| i as f32 / 10.0).collect();
        let out = convolved(&map, 6, 1, &layer);
        let sum = |y: usize, x: usize| -> f32 {
            (0..25).map(|k| ((y + k / 5) * 6 + x + k % 5) as f32 / 10.0).sum()
        };
        assert!((out[0] - sum(0, 0)).abs() < 1e-4 && (out[6] - sum(1, 1)).abs() < 1e-4);
        assert!((out[1] - (3.0 - 1.4)).abs() < 1e-6);
        assert_eq!(out[7], 3.0 - 2.1);
        let largest = halved(&out, 2, 2);
        assert_eq!(largest, [out[6], out[1]]);
    }

    #[test]
    fn a_net_of_another_shape_is_refused() {
        let mut tensors = Tensors::new();
        tensors.insert("conv1".into(), Tensor { shape: vec![5, 5, 1, 8], values: vec![0.0; 200] });
        let refused = Net::read(&tensors::write(&tensors, &Metadata::new())).err().unwrap();
        assert!(refused.0.starts_with("net: conv1: is missing or of another shape"), "{}", refused.0);
    }
}
