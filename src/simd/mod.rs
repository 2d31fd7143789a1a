//! The SIMD vocabulary: the dozen operations that the kernels use, and nothing else.
//!
//! A kernel is written once, generic over [`Simd`], and run through `dispatch`, which picks
//! `wasm128` (builds with simd128), `avx2` (x86-64 that has it) or `portable` (the oracle).
//! Every operation is a single correctly rounded IEEE operation or an exact integer one, and no
//! backend fuses a multiply with an add, so all backends give the same bits.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(any(test, not(all(target_arch = "wasm32", target_feature = "simd128"))))]
mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm128;

use bytemuck::{Pod, Zeroable};
use std::cell::Cell;
use std::ops::{Add, Mul, Sub};

/// Lanes of a [`Block`].
pub const LANES: usize = 8;

/// Eight consecutive f32 in memory: eight samples of one unit, or eight units of one sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pod, Zeroable)]
#[repr(C, align(32))]
pub struct Block(pub [f32; LANES]);

/// Eight f32 in registers.
pub trait Float8: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// The same lanes seen as integers.
    type Bits: Bits8<Float = Self>;
    /// Reads eight values.
    fn load(from: &Block) -> Self;
    /// Writes eight values.
    fn store(self, to: &mut Block);
    /// Eight copies of one value.
    fn splat(value: f32) -> Self;
    /// Square root, lane by lane.
    fn sqrt(self) -> Self;
    /// The bits of every lane.
    fn to_bits(self) -> Self::Bits;
}

/// Eight 32-bit integers in registers.
pub trait Bits8: Copy {
    /// The same lanes seen as f32.
    type Float: Float8<Bits = Self>;
    /// Reads eight values.
    fn load(from: &[u32; LANES]) -> Self;
    /// Eight copies of one value.
    fn splat(value: u32) -> Self;
    /// Wrapping sum.
    fn add(self, other: Self) -> Self;
    /// Wrapping difference.
    fn sub(self, other: Self) -> Self;
    /// Bitwise exclusive or.
    fn xor(self, other: Self) -> Self;
    /// Bitwise and.
    fn and(self, other: Self) -> Self;
    /// Bitwise or.
    fn or(self, other: Self) -> Self;
    /// Shift to the left by a constant.
    fn shl<const N: u32>(self) -> Self;
    /// Arithmetic shift to the right by a constant.
    fn shr_signed<const N: u32>(self) -> Self;
    /// High and low halves of the 64-bit product with one constant.
    fn mul_wide(self, constant: u32) -> (Self, Self);
    /// The nearest f32 of each lane read as a signed integer.
    fn signed_to_float(self) -> Self::Float;
    /// The lanes' bits read as f32.
    fn bits_to_float(self) -> Self::Float;
}

/// One implementation of the vocabulary.
pub trait Simd: Copy + 'static {
    /// Eight lanes.
    type F8: Float8<Bits = Self::U8>;
    /// Eight integer lanes.
    type U8: Bits8<Float = Self::F8>;
    /// Whether eight lanes are one register, so that a tile can be twice as large.
    const WIDE: bool;
}

/// A piece of code written once for every backend. `run` must be `#[inline(always)]`, with all it
/// calls, so that it is compiled with the backend's instructions.
pub trait Kernel {
    /// The result of the kernel.
    type Output;
    /// The work.
    fn run<S: Simd>(self) -> Self::Output;
}

/// Runs a kernel on the best backend of this machine. Not inlined: JavaScript engines replace
/// slow first-tier code only at a call, so a call should last milliseconds at most.
#[inline(never)]
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    return kernel.run::<wasm128::Wasm128>();
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = avx2::Avx2::detect().filter(|_| !PORTABLE_ONLY.get()) {
        return avx2.run(kernel);
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    kernel.run::<portable::Portable>()
}

thread_local! {
    static PORTABLE_ONLY: Cell<bool> = const { Cell::new(false) };
}

/// Does some work with the portable backend wherever this thread can choose one: it takes longer and
/// gives the same bits, which is what it is for. Other threads that the work starts choose as ever,
/// and a build for simd128 has no choice.
pub fn portable_only<T>(work: impl FnOnce() -> T) -> T {
    let before = PORTABLE_ONLY.replace(true);
    let result = work();
    PORTABLE_ONLY.set(before);
    result
}

/// Runs a kernel on the portable backend.
#[cfg(test)]
#[inline(never)]
pub(crate) fn run_portable<K: Kernel>(kernel: K) -> K::Output {
    kernel.run::<portable::Portable>()
}
