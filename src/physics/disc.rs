//! A disc of an image: the part that a finger covers.

use crate::physics::network::Network;
use std::fmt;
use std::str::FromStr;

/// A disc in pixels, from the upper left corner of the image; the middle of the first pixel is at (½, ½).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its centre, from the left.
    pub x: f32,
    /// Its centre, from the top.
    pub y: f32,
    /// Its radius, above 0.
    pub radius: f32,
}

impl Disc {
    /// The visible units of all pixels whose middle lies in the disc, ascending.
    pub fn units(self, network: &Network) -> Vec<usize> {
        let (width, channels) = (network.width(), network.channels());
        let near = |pixel: usize, centre: f32| (pixel as f32 + 0.5 - centre).powi(2);
        let reach = self.radius * self.radius;
        let mut units = Vec::new();
        for y in 0..network.height() {
            let up = near(y, self.y);
            if up > reach {
                continue;
            }
            for x in (0..width).filter(|&x| near(x, self.x) + up <= reach) {
                units.extend((y * width + x) * channels..(y * width + x + 1) * channels);
            }
        }
        units
    }
}

impl fmt::Display for Disc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.x, self.y, self.radius)
    }
}

impl FromStr for Disc {
    /// The form that was wanted.
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let limit = "x,y,radius: three finite numbers in pixels, the radius above 0";
        let numbers: Option<Vec<f32>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[x, y, radius]) if [x, y, radius].iter().all(|n| n.is_finite()) && radius > 0.0 => {
                Ok(Disc { x, y, radius })
            }
            _ => Err(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Parameters;

    #[test]
    fn a_disc_covers_the_pixels_whose_middle_it_holds() {
        let p = Parameters::default();
        let grey = Network::new(7, 5, &p).unwrap();
        let colour = Network::of_channels([7, 5, 3], &p).unwrap();
        let units = |text: &str, network| text.parse::<Disc>().unwrap().units(network);
        assert_eq!(units("0.5,0.5,0.5", &grey), [0]);
        assert_eq!(units("0.5,0.5,1", &grey), [0, 1, 7]);
        assert_eq!(units("6.5,4.5,1", &colour), [81, 82, 83, 99, 100, 101, 102, 103, 104]);
        assert_eq!(units("1000,1e9,1", &grey), [0; 0]);
        assert_eq!(units("3,3,1e30", &grey).len(), 35);
        for (x, y, radius) in [(2.25_f32, 1.5_f32, 1.7_f32), (-0.5, 2.0, 2.0), (7.0, 5.0, 3.25)] {
            let naive: Vec<usize> = (0..35)
                .filter(|i| ((i % 7) as f32 + 0.5 - x).hypot((i / 7) as f32 + 0.5 - y) <= radius)
                .collect();
            assert_eq!(Disc { x, y, radius }.units(&grey), naive);
        }
    }
}
