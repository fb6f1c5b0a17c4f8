#pragma once
// Processing of licence applications (docs/reference/odd.md, section 7).

#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Applications that the officers can decide per week; fractions carry over.
double weekly_capacity(const scenario::Licensing& licensing);

/// Probability of approval under a review policy, including both kinds of error. Applicants know it from the policy's
/// text and from published statistics. Military end users are approved only by error.
double approval_probability(policy::Review review, bool military, const scenario::Licensing& licensing);

/// Expected weeks to a decision with `queue` applications ahead; infinite without officers.
double expected_weeks(std::size_t queue, const scenario::Licensing& licensing);

/// Units that a cap still allows: share x units sold in the home market - units licensed so far; never negative.
Units cap_left(double share_of_home_sales, Units home_sales, Units licensed);

}  // namespace entrepot::submodels
