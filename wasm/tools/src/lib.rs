//! The WebAssembly module of all that no first view needs: files, the self-check, receipts, and looking
//! into a computer. It has the classes of the engine too, on which it works.
#![cfg(target_family = "wasm")]

mod checks;
pub mod costs;
mod files;
pub mod inspect;
mod noising;
pub mod receipts;
mod tables;

pub use checks::{check, check_row, check_rows};
pub use files::{IdxImages, model_file, read_idx_images, read_idx_labels, read_model, states_file};
pub use noising::Noising;
pub use tables::{
    glyph_names, landmark_table, link_grammar, link_words, off_target, parameter_table, preset_table,
    price_table, published_values,
};
pub use thermogen_engine::{
    Generation, Model, Outcome, Refusal, Training, data, draw_glyphs, fresh_seed, join_fingerprints, refuse,
    training_work,
};
