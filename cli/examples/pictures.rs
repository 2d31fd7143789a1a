//! Writes our own three pictures as PNG files: a sunset, a fish, a balloon, `size` × `size` pixels in colour.
//!
//!     cargo run --release -p thermogen-cli --example pictures -- 128 pictures
//!
//! The names begin with the number of the class that each picture becomes.

use std::path::Path;

use image::RgbImage;
use thermogen::data::pictures;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(size), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("a size in pixels and a folder are needed".into());
    };
    let size: usize = size.parse()?;
    std::fs::create_dir_all(&folder)?;
    for (id, name) in pictures::names().into_iter().enumerate() {
        let pixels = pictures::draw(&[id as u8], size)?;
        let picture =
            RgbImage::from_raw(size as u32, size as u32, pixels).ok_or("a picture is incomplete")?;
        picture.save(Path::new(&folder).join(format!("{id}-{name}.png")))?;
    }
    Ok(())
}
