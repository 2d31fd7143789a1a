//! The vocabulary on WebAssembly's fixed-width 128-bit SIMD; eight lanes are two registers.

use super::{Bits8, Block, Float8, LANES, Simd};
use core::arch::wasm32::*;
use std::ops::{Add, Mul, Sub};

/// WebAssembly simd128 (no relaxed operation, so the bits are fixed).
#[derive(Clone, Copy)]
pub(super) struct Wasm128;

impl Simd for Wasm128 {
    type F8 = F8;
    type U8 = U8;
    const WIDE: bool = false;
}

/// Eight f32 in two registers.
#[derive(Clone, Copy)]
pub(super) struct F8(v128, v128);
/// Eight u32 in two registers.
#[derive(Clone, Copy)]
pub(super) struct U8(v128, v128);

macro_rules! operator {
    ($trait:ident, $method:ident, $instruction:ident) => {
        impl $trait for F8 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                F8($instruction(self.0, other.0), $instruction(self.1, other.1))
            }
        }
    };
}
operator!(Add, add, f32x4_add);
operator!(Sub, sub, f32x4_sub);
operator!(Mul, mul, f32x4_mul);

impl Float8 for F8 {
    type Bits = U8;
    #[inline(always)]
    fn load(from: &Block) -> Self {
        let [low, high]: [v128; 2] = bytemuck::cast(from.0);
        F8(low, high)
    }
    #[inline(always)]
    fn store(self, to: &mut Block) {
        to.0 = bytemuck::cast([self.0, self.1]);
    }
    #[inline(always)]
    fn splat(value: f32) -> Self {
        let x = f32x4_splat(value);
        F8(x, x)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        F8(f32x4_sqrt(self.0), f32x4_sqrt(self.1))
    }
    #[inline(always)]
    fn to_bits(self) -> U8 {
        U8(self.0, self.1)
    }
}

macro_rules! both {
    ($self:ident, $other:ident, $instruction:ident) => {
        U8($instruction($self.0, $other.0), $instruction($self.1, $other.1))
    };
}

#[inline(always)]
fn mul_wide(x: v128, constant: v128) -> (v128, v128) {
    let low = u64x2_extmul_low_u32x4(x, constant);
    let high = u64x2_extmul_high_u32x4(x, constant);
    (u32x4_shuffle::<1, 3, 5, 7>(low, high), u32x4_shuffle::<0, 2, 4, 6>(low, high))
}

impl Bits8 for U8 {
    type Float = F8;
    #[inline(always)]
    fn load(from: &[u32; LANES]) -> Self {
        let [low, high]: [v128; 2] = bytemuck::cast(*from);
        U8(low, high)
    }
    #[inline(always)]
    fn splat(value: u32) -> Self {
        let x = u32x4_splat(value);
        U8(x, x)
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        both!(self, other, u32x4_add)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        both!(self, other, u32x4_sub)
    }
    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        both!(self, other, v128_xor)
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        both!(self, other, v128_and)
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        both!(self, other, v128_or)
    }
    #[inline(always)]
    fn shl<const N: u32>(self) -> Self {
        U8(u32x4_shl(self.0, N), u32x4_shl(self.1, N))
    }
    #[inline(always)]
    fn shr_signed<const N: u32>(self) -> Self {
        U8(i32x4_shr(self.0, N), i32x4_shr(self.1, N))
    }
    #[inline(always)]
    fn mul_wide(self, constant: u32) -> (Self, Self) {
        let c = u32x4_splat(constant);
        let (h0, l0) = mul_wide(self.0, c);
        let (h1, l1) = mul_wide(self.1, c);
        (U8(h0, h1), U8(l0, l1))
    }
    #[inline(always)]
    fn signed_to_float(self) -> F8 {
        F8(f32x4_convert_i32x4(self.0), f32x4_convert_i32x4(self.1))
    }
    #[inline(always)]
    fn bits_to_float(self) -> F8 {
        F8(self.0, self.1)
    }
}
