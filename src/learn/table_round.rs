//! The first rounds of the exact trainers: the drive table, one level a work unit.

use super::levels::TableBuilder;
use super::table::DriveTable;
use super::training_set::TrainingSet;
use crate::parameters::Parameters;
use crate::payload::Payload;
use crate::physics::fokker_planck::{Resolution, UnitMoments};

/// The table in the making.
#[derive(Clone, Debug)]
pub(super) struct TableRound {
    builder: TableBuilder,
    levels: Vec<usize>,
    solved: Vec<UnitMoments>,
}

impl TableRound {
    /// For all drives of a set.
    pub(super) fn new(p: &Parameters, set: &TrainingSet) -> Self {
        let drives = (0..set.count()).flat_map(|image| set.drive(image));
        let largest = drives.fold(0.0f32, |most, s| most.max(s.abs()));
        let builder = TableBuilder::new(p, f64::from(largest), Resolution::default());
        TableRound { levels: builder.new_levels().collect(), builder, solved: Vec::new() }
    }

    /// Levels of this round.
    pub(super) fn work_units(&self) -> usize {
        self.levels.len()
    }

    /// Solves a level.
    pub(super) fn solve(&mut self, work_unit: usize) {
        self.solved = self.builder.solve(self.levels[work_unit]);
    }

    /// The level just solved.
    pub(super) fn result(&self) -> Payload {
        let numbers = |m: &UnitMoments| [m.mean, m.variance, m.reverse_force, m.reverse_square];
        Payload { singles: Vec::new(), doubles: self.solved.iter().flat_map(numbers).collect() }
    }

    /// Takes a level; returns whether it is one.
    pub(super) fn add(&mut self, work_unit: usize, result: &Payload) -> bool {
        let moments = |&[mean, variance, reverse_force, reverse_square]: &[f64; 4]| UnitMoments {
            mean,
            variance,
            reverse_force,
            reverse_square,
        };
        let (numbers, over) = result.doubles.as_chunks::<4>();
        over.is_empty() && self.builder.put(self.levels[work_unit], numbers.iter().map(moments).collect())
    }

    /// All levels are there: the table, or another round with more of them.
    pub(crate) fn conclude(&mut self) -> Option<DriveTable> {
        let table = self.builder.conclude();
        if table.is_none() {
            self.levels = self.builder.new_levels().collect();
        }
        table
    }

    /// The input that a copy needs for this round.
    pub(super) fn round_input(&self) -> Payload {
        Payload { singles: Vec::new(), doubles: vec![0.0, self.builder.levels() as f64] }
    }

    /// Turns a copy to a round with so many levels; returns whether there is one.
    pub(super) fn follow(&mut self, levels: f64) -> bool {
        let fits = self.builder.set_levels(levels as usize);
        self.levels = self.builder.new_levels().collect();
        fits
    }
}
