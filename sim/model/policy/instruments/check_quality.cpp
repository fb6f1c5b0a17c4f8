// More thorough end-use checks: export control officers abroad who know the firms, unannounced visits, comparison of
// serial numbers with the vendor's.

#include "enforcement_remarks.hpp"

namespace entrepot::policy {
namespace {

struct CheckQuality {
  double detection;

  template <class Rows>
  static void rows(Rows& row) {
    row("detection", &CheckQuality::detection,
        {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum probability that a check detects a diverter."});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.check_detection, detection);
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const double already = reach.scenario().enforcement.check_detection;
    if (detection > already) return no_consignees(reach);
    return fmt::format("a check detects a diverter with probability {} already (enforcement.check_detection)", already);
  }
};

}  // namespace

Instrument check_quality() {
  return instrument<CheckQuality>({.name = "check_quality",
                                   .meaning = "Raises the probability that an end-use check detects a diverter.",
                                   .also = "export control officers abroad, unannounced visits, serial numbers"});
}

}  // namespace entrepot::policy
