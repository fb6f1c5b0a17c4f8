// In place of musl's own libm.h: what the sources in this folder take from it, for any C library. CMake includes this
// file ahead of each of them (-include), for the sources of tables name no other header. The sources are unmodified.
#ifndef ENTREPOT_MUSL_LIBM_H
#define ENTREPOT_MUSL_LIBM_H

// Ahead of the new names below, which must not reach the declarations of the C library.
#include <float.h>
#include <math.h>
#include <stdint.h>

#if FLT_EVAL_METHOD != 0
#error "double arithmetic must round to double: on 32-bit x86, compile with -msse2 -mfpmath=sse"
#endif
#ifdef __FAST_MATH__
#error "-ffast-math changes results"
#endif

// log and pow use fused multiply-add where the processor is known to have it: always on arm64, on x86-64 with
// -march=native. Both forms are accurate, but they round differently.
#undef __FP_FAST_FMA

// Own names, so that neither a C library nor another copy of musl (WebAssembly has one) clashes.
#define acos entrepot_acos
#define asin entrepot_asin
#define cos entrepot_cos
#define erf entrepot_erf
#define erfc entrepot_erfc
#define exp entrepot_exp
#define exp2 entrepot_exp2
#define expm1 entrepot_expm1
#define log entrepot_log
#define log1p entrepot_log1p
#define pow entrepot_pow
#define sin entrepot_sin
#define __cos entrepot_kernel_cos
#define __exp_data entrepot_exp_data
#define __log_data entrepot_log_data
#define __math_divzero entrepot_math_divzero
#define __math_invalid entrepot_math_invalid
#define __math_oflow entrepot_math_oflow
#define __math_uflow entrepot_math_uflow
#define __math_xflow entrepot_math_xflow
#define __pow_log_data entrepot_pow_log_data
#define __rem_pio2 entrepot_rem_pio2
#define __rem_pio2_large entrepot_rem_pio2_large
#define __sin entrepot_kernel_sin

#define hidden __attribute__((__visibility__("hidden")))

hidden double acos(double);
hidden double asin(double);
hidden double cos(double);
hidden double erf(double);
hidden double erfc(double);
hidden double exp(double);
hidden double exp2(double);
hidden double expm1(double);
hidden double log(double);
hidden double log1p(double);
hidden double pow(double, double);
hidden double sin(double);
hidden double __cos(double, double);
hidden double __math_divzero(uint32_t);
hidden double __math_invalid(double);
hidden double __math_oflow(uint32_t);
hidden double __math_uflow(uint32_t);
hidden double __math_xflow(uint32_t, double);
hidden int __rem_pio2(double, double *);
hidden int __rem_pio2_large(double *, double *, int, int, int);
hidden double __sin(double, double, int);

// The result depends on none of these: they serve rounding modes, signalling NaNs and exception flags.
#define WANT_ROUNDING 1
#define WANT_SNAN 0
#define TOINT_INTRINSICS 0
#define issignaling_inline(x) 0
#define eval_as_double(x) ((double)(x))
#define fp_barrier(x) (x)
#define fp_force_eval(x) ((void)(x))
#define FORCE_EVAL(x) ((void)(x))

#define predict_true(x) __builtin_expect(!!(x), 1)
#define predict_false(x) __builtin_expect(!!(x), 0)

#define asuint64(f) (((union { double value; uint64_t bits; }){f}).bits)
#define asdouble(i) (((union { uint64_t bits; double value; }){i}).value)

#define GET_HIGH_WORD(high, x) ((high) = (uint32_t)(asuint64(x) >> 32))
#define GET_LOW_WORD(low, x) ((low) = (uint32_t)asuint64(x))
#define INSERT_WORDS(x, high, low) ((x) = asdouble((uint64_t)(high) << 32 | (uint32_t)(low)))
#define SET_LOW_WORD(x, low) INSERT_WORDS(x, asuint64(x) >> 32, low)

#endif
