//! Whether pictures keep their colour.

use thermogen::data::raster::Pixels;

/// Whether images keep their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Three channels where there is any colour.
    Kept,
    /// One channel.
    Grey,
}

impl Colour {
    /// The pixels with the channels that are wanted.
    pub fn of(self, pixels: Pixels) -> Pixels {
        match self {
            Colour::Kept => pixels.colour(),
            Colour::Grey => pixels.grey().into(),
        }
    }
}
