#pragma once
// What becomes of a licence application (docs/odd.md, section 7).

#include "entrepot/core/random.hpp"
#include "entrepot/model/policy/rule_table.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::submodels {

/// Applications that the officers can close in a week; fractions carry over.
double weekly_capacity(const scenario::Licensing& licensing);

/// Probability that an application is approved under a review policy, both kinds of error included. Applicants know it
/// from the policy's text and from published statistics. Military-linked end users are approved by error only.
double approval_probability(policy::Review review, bool military, const scenario::Licensing& licensing);

/// Weeks an applicant must expect, with `queue` applications ahead of its own; infinite without officers.
double expected_weeks(std::size_t queue, const scenario::Licensing& licensing);

/// Units that a cap still lets pass: share x units sold at home - units licensed so far; never negative.
Units cap_left(double share_of_home_sales, Units home_sales, Units licensed);

}  // namespace entrepot::submodels
