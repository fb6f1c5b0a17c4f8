// No parts and no service for chips where they may not be used: shops there repair less. (The export rules already bar
// the maker itself.)

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct ServiceBan {
  double repairs_prevented;

  template <class Rows>
  static void rows(Rows& row) {
    row("repairs_prevented", &ServiceBan::repairs_prevented,
        {.unit = "ratio",
         .min = 0,
         .max = 1,
         .meaning = "Share of the repair capacity of shops that is lost for want of parts and tools."});
  }

  void contribute(const RuleContext&, Contributions& contributions) const {
    contributions.levers.repairs *= 1.0 - repairs_prevented;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (repairs_prevented <= 0) return "it prevents nothing, because 'repairs_prevented' is 0";
    const auto& resale = reach.scenario().resale;
    const auto shops = [&](Date day) { return resale.repair_capacity.at(day) > 0; };
    if (resale.failure_rate > 0 && reach.on_any_day(shops)) return {};
    return "shops repair nothing (resale.failure_rate, resale.repair_capacity)";
  }
};

}  // namespace

Instrument service_ban() {
  return instrument<ServiceBan>(
      {.name = "service_ban",
       .meaning = "Cuts off parts and tools for the repair of chips that their maker may not serve.",
       .also = "repair, spare parts, withdrawal of support, servicing",
       .reach = "all chips whose owner would need a licence for them"});
}

}  // namespace entrepot::policy
