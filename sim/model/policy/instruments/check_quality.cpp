// More thorough end-use checks: officers posted abroad who know the firms, unannounced visits, serial numbers compared
// with the vendor's.

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct CheckQuality {
  double detection;

  template <class Rows>
  static void rows(Rows& row) {
    row("detection", &CheckQuality::detection,
        {.unit = "ratio", .min = 0, .max = 1, .meaning = "Probability, at least, that a check finds a diverter."});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    at_least(contributions.levers.check_detection, detection);
  }
};

}  // namespace

Instrument check_quality() {
  return instrument<CheckQuality>({.name = "check_quality",
                                   .meaning = "Raises the probability that an end-use check finds a diverter.",
                                   .also = "export control officers abroad, unannounced visits, serial numbers"});
}

}  // namespace entrepot::policy
