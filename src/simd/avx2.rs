//! The vocabulary on x86-64 with AVX2, without fused multiply-add (the bits stay those of the
//! portable backend).
//!
//! The only unsafe code of the crate. One contract covers it all: a value of [`Avx2`] exists only
//! where the processor has AVX2, kernels reach the other types here only through [`Avx2::run`],
//! and so no intrinsic below runs where it is missing.
#![allow(unsafe_code)]

use super::{Bits8, Block, Float8, Kernel, LANES, Simd};
use core::arch::x86_64::*;
use std::ops::{Add, Mul, Sub};

/// Proof that this processor has AVX2.
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

impl Avx2 {
    /// The proof, where the processor has AVX2.
    #[inline]
    pub(crate) fn detect() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Avx2(()))
    }

    /// Runs a kernel compiled for AVX2.
    #[inline]
    pub(super) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx2")]
        fn with_avx2<K: Kernel>(kernel: K) -> K::Output {
            kernel.run::<Avx2>()
        }
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { with_avx2(kernel) }
    }
}

impl Simd for Avx2 {
    type F8 = F8;
    type U8 = U8;
    const WIDE: bool = true;
}

/// Eight f32 in one register.
#[derive(Clone, Copy)]
pub(super) struct F8(__m256);
/// Eight u32 in one register.
#[derive(Clone, Copy)]
pub(super) struct U8(__m256i);

macro_rules! operator {
    ($type:ident, $trait:ident, $method:ident, $instruction:ident) => {
        impl $trait for $type {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: the module's contract.
                $type(unsafe { $instruction(self.0, other.0) })
            }
        }
    };
}
operator!(F8, Add, add, _mm256_add_ps);
operator!(F8, Sub, sub, _mm256_sub_ps);
operator!(F8, Mul, mul, _mm256_mul_ps);

impl Float8 for F8 {
    type Bits = U8;
    #[inline(always)]
    fn load(from: &Block) -> Self {
        // SAFETY: the module's contract; the reference holds eight f32.
        F8(unsafe { _mm256_loadu_ps(from.0.as_ptr()) })
    }
    #[inline(always)]
    fn store(self, to: &mut Block) {
        // SAFETY: as for `load`.
        unsafe { _mm256_storeu_ps(to.0.as_mut_ptr(), self.0) }
    }
    #[inline(always)]
    fn splat(value: f32) -> Self {
        // SAFETY: the module's contract.
        F8(unsafe { _mm256_set1_ps(value) })
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: the module's contract.
        F8(unsafe { _mm256_sqrt_ps(self.0) })
    }
    #[inline(always)]
    fn to_bits(self) -> U8 {
        // SAFETY: the module's contract.
        U8(unsafe { _mm256_castps_si256(self.0) })
    }
}

macro_rules! binary {
    ($method:ident, $instruction:ident) => {
        #[inline(always)]
        fn $method(self, other: Self) -> Self {
            // SAFETY: the module's contract.
            U8(unsafe { $instruction(self.0, other.0) })
        }
    };
}

impl Bits8 for U8 {
    type Float = F8;
    #[inline(always)]
    fn load(from: &[u32; LANES]) -> Self {
        // SAFETY: the module's contract; the reference holds eight u32.
        U8(unsafe { _mm256_loadu_si256(from.as_ptr().cast()) })
    }
    #[inline(always)]
    fn splat(value: u32) -> Self {
        // SAFETY: the module's contract.
        U8(unsafe { _mm256_set1_epi32(value.cast_signed()) })
    }
    binary!(add, _mm256_add_epi32);
    binary!(sub, _mm256_sub_epi32);
    binary!(xor, _mm256_xor_si256);
    binary!(and, _mm256_and_si256);
    binary!(or, _mm256_or_si256);
    #[inline(always)]
    fn shl<const N: u32>(self) -> Self {
        // SAFETY: the module's contract.
        U8(unsafe { _mm256_sll_epi32(self.0, _mm_cvtsi32_si128(N.cast_signed())) })
    }
    #[inline(always)]
    fn shr_signed<const N: u32>(self) -> Self {
        // SAFETY: the module's contract.
        U8(unsafe { _mm256_sra_epi32(self.0, _mm_cvtsi32_si128(N.cast_signed())) })
    }
    #[inline(always)]
    fn mul_wide(self, constant: u32) -> (Self, Self) {
        // SAFETY: the module's contract. Even and odd lanes multiply apart, then interleave.
        unsafe {
            let c = _mm256_set1_epi32(constant.cast_signed());
            let even = _mm256_mul_epu32(self.0, c);
            let odd = _mm256_mul_epu32(_mm256_srli_epi64::<32>(self.0), c);
            let high = _mm256_blend_epi32::<0b1010_1010>(_mm256_srli_epi64::<32>(even), odd);
            let low = _mm256_blend_epi32::<0b1010_1010>(even, _mm256_slli_epi64::<32>(odd));
            (U8(high), U8(low))
        }
    }
    #[inline(always)]
    fn signed_to_float(self) -> F8 {
        // SAFETY: the module's contract.
        F8(unsafe { _mm256_cvtepi32_ps(self.0) })
    }
    #[inline(always)]
    fn bits_to_float(self) -> F8 {
        // SAFETY: the module's contract.
        F8(unsafe { _mm256_castsi256_ps(self.0) })
    }
}
