//! The vocabulary in plain Rust: the oracle of the other backends, and the fallback build.

use super::{Bits8, Block, Float8, LANES, Simd};
use std::array::from_fn;
use std::ops::{Add, Mul, Sub};

/// Plain Rust on arrays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portable;

impl Simd for Portable {
    type F8 = F8;
    type U8 = U8;
    const WIDE: bool = false;
}

/// Eight f32.
#[derive(Clone, Copy, Debug)]
pub(super) struct F8([f32; LANES]);
/// Eight u32.
#[derive(Clone, Copy, Debug)]
pub(super) struct U8([u32; LANES]);

macro_rules! operator {
    ($type:ident, $trait:ident, $method:ident, $op:tt) => {
        impl $trait for $type {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                $type(from_fn(|l| self.0[l] $op other.0[l]))
            }
        }
    };
}
operator!(F8, Add, add, +);
operator!(F8, Sub, sub, -);
operator!(F8, Mul, mul, *);

impl Float8 for F8 {
    type Bits = U8;
    #[inline(always)]
    fn load(from: &Block) -> Self {
        F8(from.0)
    }
    #[inline(always)]
    fn store(self, to: &mut Block) {
        to.0 = self.0;
    }
    #[inline(always)]
    fn splat(value: f32) -> Self {
        F8([value; LANES])
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        F8(self.0.map(f32::sqrt))
    }
    #[inline(always)]
    fn to_bits(self) -> U8 {
        U8(self.0.map(f32::to_bits))
    }
}

impl Bits8 for U8 {
    type Float = F8;
    #[inline(always)]
    fn load(from: &[u32; LANES]) -> Self {
        U8(*from)
    }
    #[inline(always)]
    fn splat(value: u32) -> Self {
        U8([value; LANES])
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        U8(from_fn(|l| self.0[l].wrapping_add(other.0[l])))
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        U8(from_fn(|l| self.0[l].wrapping_sub(other.0[l])))
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        U8(from_fn(|l| self.0[l] ^ other.0[l]))
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        U8(from_fn(|l| self.0[l] & other.0[l]))
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        U8(from_fn(|l| self.0[l] | other.0[l]))
    }
    #[inline(always)]
    fn shl<const N: u32>(self) -> Self {
        U8(self.0.map(|x| x << N))
    }
    #[inline(always)]
    fn shr_signed<const N: u32>(self) -> Self {
        U8(self.0.map(|x| ((x as i32) >> N) as u32))
    }
    #[inline(always)]
    fn mul_wide(self, constant: u32) -> (Self, Self) {
        let wide = self.0.map(|x| u64::from(x) * u64::from(constant));
        (U8(wide.map(|x| (x >> 32) as u32)), U8(wide.map(|x| x as u32)))
    }
    #[inline(always)]
    fn signed_to_float(self) -> F8 {
        F8(self.0.map(|x| x as i32 as f32))
    }
    #[inline(always)]
    fn bits_to_float(self) -> F8 {
        F8(self.0.map(f32::from_bits))
    }
}
