//! Conjugate gradients on the loss, a quadratic function of θ that the moments alone give.
//!
//! Operator (dJ, db) → (mask∘(H + Hᵀ), dJ m + db), H = dJ C + db mᵀ; right-hand side −mask∘(G + Gᵀ) and
//! −⟨g⟩; symmetric in the inner product ½⟨J, J⟩_F + ⟨b, b⟩. Plain iterations from θ = 0 without a
//! preconditioner: stopping early regularises, and how depends on the path.

use super::moments::Averages;
use super::products::Products;
use super::theta::Theta;

/// Conjugate gradients in progress.
#[derive(Clone, Debug)]
pub struct ConjugateGradients {
    averages: Averages,
    ridge: f64,
    products: Products,
    right: Theta,
    theta: Theta,
    residual: Theta,
    direction: Theta,
    /// The operator's image of the direction.
    image: Theta,
    right_square: f64,
    residual_square: f64,
    /// Chunks of the running iteration's product that are done.
    chunk: usize,
}

impl ConjugateGradients {
    /// Begins at θ = 0.
    pub fn new(averages: Averages, ridge: f64) -> Self {
        let network = averages.network.clone();
        let slots = network.slots();
        let theta = Theta::zero(&network);
        let mut right = theta.clone();
        let pairs = |i: usize, j: usize, _: &[f64], out: &mut [f64]| {
            out.copy_from_slice(&averages.right[i * slots + j..][..out.len()]);
        };
        right.fill(&theta, pairs, |i, _| averages.right_bias[i]);
        let mut products = Products::new(&averages);
        products.begin(&right);
        let right_square = right.dot(&right);
        ConjugateGradients {
            products,
            image: theta.clone(),
            theta,
            residual: right.clone(),
            direction: right.clone(),
            right_square,
            residual_square: right_square,
            right,
            averages,
            ridge,
            chunk: 0,
        }
    }

    /// Does one slice of an iteration; returns whether the iteration is complete.
    pub fn advance(&mut self) -> bool {
        self.products.multiply(self.chunk);
        self.chunk += 1;
        let complete = self.chunk == self.products.chunks();
        if complete {
            self.conclude();
        }
        complete
    }

    /// Ends an iteration whose product is done in all chunks, and begins the next.
    pub(crate) fn conclude(&mut self) {
        self.chunk = 0;
        self.products.finish(&self.averages, self.ridge, &self.direction, &mut self.image);
        let curvature = self.direction.dot(&self.image);
        // Beyond rounding nothing is left to gain.
        if curvature > 0.0 && self.relative_residual() > 1e-14 {
            let step = self.residual_square / curvature;
            self.theta.add_scaled(step, &self.direction);
            self.residual.add_scaled(-step, &self.image);
            let square = self.residual.dot(&self.residual);
            self.direction.combine(square / self.residual_square, 1.0, &self.residual);
            self.residual_square = square;
        }
        self.products.begin(&self.direction);
    }

    /// Does one slice of the running iteration's product: a chunk that stands alone, or the next one.
    pub fn slice(&mut self, chunk: usize) -> bool {
        if self.products.shared().is_some() {
            self.products.multiply(chunk);
            return true;
        }
        self.products.multiply(self.chunk);
        self.chunk += 1;
        self.chunk == self.products.chunks()
    }

    /// The operator's products of the running iteration.
    pub fn products(&self) -> &Products {
        &self.products
    }

    /// The same, to be added to.
    pub(crate) fn products_mut(&mut self) -> &mut Products {
        &mut self.products
    }

    /// Chunks of the running iteration's product that are done, where they are done in order.
    pub(crate) fn chunk(&self) -> usize {
        self.chunk
    }

    /// The share of them that is done.
    pub fn fraction(&self) -> f64 {
        self.chunk as f64 / self.products.chunks() as f64
    }

    /// θ after the last whole iteration.
    pub fn theta(&self) -> &Theta {
        &self.theta
    }

    /// θ, residual and direction after the last whole iteration: with the averages, all there is to know.
    pub fn vectors(&self) -> [&Theta; 3] {
        [&self.theta, &self.residual, &self.direction]
    }

    /// Goes on from such vectors.
    pub fn resume(&mut self, [theta, residual, direction]: [Theta; 3]) {
        self.residual_square = residual.dot(&residual);
        (self.theta, self.residual, self.direction) = (theta, residual, direction);
        self.products.begin(&self.direction);
    }

    /// The change of ½⟨‖g + b + Jx′‖²⟩ by θ: −½ (right + residual)·θ minus the ridge's ½ ridge ‖θ‖².
    pub fn objective(&self) -> f64 {
        let [right, residual] = Theta::dots([&self.right, &self.residual], &self.theta);
        let square = if self.ridge > 0.0 { self.theta.dot(&self.theta) } else { 0.0 };
        -0.5 * (right + residual) - 0.5 * self.ridge * square
    }

    /// Length of the residual compared with that of the right-hand side.
    pub fn relative_residual(&self) -> f64 {
        let right = self.right_square;
        if right > 0.0 { (self.residual_square / right).sqrt() } else { 0.0 }
    }
}
