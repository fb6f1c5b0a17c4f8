#pragma once
// Elementary functions for all simulated, sampled and stored values. Those of the C library differ in the last place
// between libraries, and with glibc between processors, because it selects variants with fused multiply-add at run
// time. These are musl's (sim/core/musl); their results depend only on IEEE 754 arithmetic. Errors are at most 1 unit
// in the last place, 3 for erfc. std::sqrt, std::floor, std::round and the like are exact by the standards and are used
// directly.

extern "C" {
double entrepot_exp(double);
double entrepot_exp2(double);
double entrepot_expm1(double);
double entrepot_log(double);
double entrepot_log1p(double);
double entrepot_pow(double, double);
double entrepot_erfc(double);
double entrepot_sin(double);
double entrepot_cos(double);
double entrepot_asin(double);
}

namespace entrepot::core {

inline double exp(double x) { return entrepot_exp(x); }
inline double exp2(double x) { return entrepot_exp2(x); }    ///< 2^x
inline double expm1(double x) { return entrepot_expm1(x); }  ///< e^x - 1
inline double log(double x) { return entrepot_log(x); }
inline double log1p(double x) { return entrepot_log1p(x); }  ///< log(1 + x)
inline double pow(double x, double y) { return entrepot_pow(x, y); }
inline double erfc(double x) { return entrepot_erfc(x); }
inline double sin(double x) { return entrepot_sin(x); }  ///< x in radians
inline double cos(double x) { return entrepot_cos(x); }  ///< x in radians
inline double asin(double x) { return entrepot_asin(x); }

}  // namespace entrepot::core
