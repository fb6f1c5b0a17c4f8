// Conditions on the licences of one rule: a longer review, a veto, closer scrutiny, a seller's duty to know the
// customer, a cap for each end user.

#include <optional>

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct LicenceConditions {
  std::string licence;
  double added_weeks;
  double veto;
  double scrutiny;
  double diligence;
  std::optional<double> buyer_cap;

  template <class Rows>
  static void rows(Rows& row) {
    using L = LicenceConditions;
    // clang-format off
    row("licence", &L::licence, {.refers_to = "rules", .meaning = "Licence requirement whose licences bear the conditions."});
    row("added_weeks", &L::added_weeks, {.unit = "weeks", .min = 0, .max = 520, .fallback = "0", .meaning = "Time that a decision takes beyond licensing.base_weeks: tests, notice to a legislature, review by others."});
    row("veto", &L::veto, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of approved applications that are stopped after all."});
    row("scrutiny", &L::scrutiny, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Least probability that officers detect a cover story with all red flags."});
    row("diligence", &L::diligence, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Least share of red-flagged orders under these licences that the seller refuses."});
    row("buyer_cap", &L::buyer_cap, {.unit = "H100e/year", .min = 0, .meaning = "Most compute licensed to one declared end user in a year; none if omitted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    LicenceTerms& terms = contributions.levers.licences[context.rule(licence)];
    at_least(terms.added_weeks, added_weeks);
    at_least(terms.veto, veto);
    at_least(terms.scrutiny, scrutiny);
    at_least(terms.diligence, diligence);
    if (buyer_cap) at_most(terms.buyer_cap, *buyer_cap);
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (added_weeks <= 0 && veto <= 0 && scrutiny <= 0 && diligence <= 0 && !buyer_cap) return "it names no condition";
    return reach.no_licence(licence);
  }
};

}  // namespace

Instrument licence_conditions() {
  return instrument<LicenceConditions>(
      {.name = "licence_conditions",
       .meaning = "Attaches conditions to the licences of one rule: delay, veto, scrutiny, diligence, a cap per buyer.",
       .also = "AI OVERWATCH Act, congressional review, third-party testing, per-buyer cap, security conditions"});
}

}  // namespace entrepot::policy
