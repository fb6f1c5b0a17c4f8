#pragma once
// Boost's special functions in double throughout. By default they work in long double, whose arithmetic takes several
// times as long; what a draw of 52 bits is turned into has no more to tell.

#include <boost/math/policies/policy.hpp>

namespace entrepot {

using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace entrepot
