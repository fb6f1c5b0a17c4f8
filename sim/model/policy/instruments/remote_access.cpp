// A know-your-customer duty of clouds, by where the data centre is, the seat of the cloud and the seat of the tenant
// (the Remote Access Security Act, passed by the House in January 2026, would let the authority write such a rule).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

/// By place: all of them, or those named.
Along<char, Axis::place> flags(const RuleContext& context, const std::vector<std::string>& named, bool all) {
  Along<char, Axis::place> table;
  table.assign(context.jurisdictions.size(), all ? 1 : 0);
  for_each_place(context, named, [&](JurisdictionId j) { table[j.row()] = 1; });
  return table;
}

struct RemoteAccess {
  double tenant_kyc;
  double licensed;
  std::vector<std::string> clouds;
  std::vector<std::string> seats;
  std::vector<std::string> tenants;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("tenant_kyc", &RemoteAccess::tenant_kyc, {.unit = "ratio", .min = 0, .max = 1, .meaning = "Minimum share of restricted tenants that these clouds reject."});
    row("licensed", &RemoteAccess::licensed, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0", .meaning = "Share of the tenants that would be rejected to whom the authority gives a licence to rent."});
    row("clouds", &RemoteAccess::clouds, {.optional = true, .refers_to = "places", .meaning = "Places of the data centres that it covers. Without clouds and seats, it covers all clouds; with both, either suffices."});
    row("seats", &RemoteAccess::seats, {.optional = true, .refers_to = "places", .meaning = "Seats of the clouds that it covers, wherever their data centres are."});
    row("tenants", &RemoteAccess::tenants, {.optional = true, .refers_to = "places", .meaning = "Seats of the tenants that it is about; all if omitted."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    const bool everywhere = clouds.empty() && seats.empty();
    contributions.levers.tenant_checks.push_back({.rule = context.self,
                                                  .clouds = flags(context, clouds, everywhere),
                                                  .seats = flags(context, seats, false),
                                                  .tenants = flags(context, tenants, tenants.empty()),
                                                  .share = tenant_kyc * (1.0 - licensed)});
  }

  /// Whether it covers a group of clouds.
  [[nodiscard]] bool covers(const RuleReach& reach, const scenario::BuyerGroup& group) const {
    if (clouds.empty() && seats.empty()) return true;
    return (reach.places(clouds) & reach.places_of(group.jurisdiction)).any() ||
           (reach.places(seats) & reach.seats_of(group)).any();
  }

  /// Groups of clouds that it covers and that reject less than a share of restricted tenants by themselves.
  [[nodiscard]] Names clouds_below(const RuleReach& reach, double share) const {
    return reach.buyers([&](const auto&, const auto& group) {
      return group.rental_share > 0 && covers(reach, group) && group.tenant_kyc < share;
    });
  }

  /// Seats of those who rent abroad.
  [[nodiscard]] static RuleReach::Places seats_of_tenants(const RuleReach& reach) {
    return reach.seats_of_buyers([](const auto&, const auto& group) { return group.rents_abroad; });
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const auto covered = clouds_below(reach, scenario::unbounded);
    if (covered.empty() && clouds.empty() && seats.empty()) return "no group of buyers offers compute";
    if (covered.empty())
      return fmt::format("no cloud has its seat or data centres in {}",
                         reach.in_words(reach.places(clouds) | reach.places(seats)));
    const auto from = seats_of_tenants(reach);
    if (from.none()) return "nobody rents compute abroad";
    if (!tenants.empty() && (from & reach.places(tenants)).none())
      return fmt::format("nobody with a seat in {} rents compute abroad", reach.in_words(reach.places(tenants)));
    if (!clouds_below(reach, tenant_kyc).empty()) return {};
    return fmt::format("the checks of {} reject a share of {} or more already (buyers.*.tenant_kyc)", in_words(covered),
                       tenant_kyc);
  }

  [[nodiscard]] Remark wide(const RuleReach& reach) const {
    const auto all = reach.buyers([](const auto&, const auto& group) { return group.rental_share > 0; });
    const bool all_clouds = clouds.empty() && seats.empty();
    const auto from = seats_of_tenants(reach);
    const bool all_tenants = tenants.empty() && from.count() > 1;
    if (!all_clouds && !all_tenants) return {};
    const auto covered = clouds_below(reach, scenario::unbounded);
    const std::string whose =
        covered.size() == all.size()
            ? fmt::format("reaches all {} groups of clouds ({})", all.size(), in_words(covered))
            : fmt::format("reaches {} of {} groups of clouds ({})", covered.size(), all.size(), in_words(covered));
    if (!all_tenants) return whose + "; 'clouds' and 'seats' limit it";
    return fmt::format("{}, for tenants with a seat in {}; {} it", whose, reach.in_words(from),
                       all_clouds ? "'clouds', 'seats' and 'tenants' limit" : "'tenants' limits");
  }
};

}  // namespace

Instrument remote_access() {
  return instrument<RemoteAccess>(
      {.name = "remote_access",
       .meaning = "Requires clouds to reject a minimum share of restricted tenants, or to ask for a licence.",
       .also = "Remote Access Security Act, rental, IaaS, know your customer, cloud security, hosting, "
               "compute as a service",
       .reach = "all clouds, in any place, unless clouds or seats are named"});
}

}  // namespace entrepot::policy
