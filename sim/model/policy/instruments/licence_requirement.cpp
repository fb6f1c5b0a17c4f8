// A licence requirement for products above technical thresholds, for destinations and for parents in country groups.
// All thresholds of a rule must be met; alternatives are separate rules. A rule that relaxes others replaces their
// review policy where both apply (the "case by case instead of presumption of denial" of January 2026).

#include <algorithm>
#include <optional>

#include "entrepot/scenario/reading.hpp"
#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

bool within(double value, const std::optional<double>& from, const std::optional<double>& below) {
  return (!from || value >= *from) && (!below || value < *below);
}

/// A period in which a part of a rule is law but is not obeyed.
struct Lapse {
  std::optional<Date> from;
  std::optional<Date> until;

  template <class Rows>
  static void rows(Rows& row) {
    row("from", &Lapse::from, {.meaning = "First day on which it is not obeyed; none if omitted."});
    row("until", &Lapse::until, {.meaning = "First day on which it is obeyed again; never if omitted."});
  }

  [[nodiscard]] bool holds(Date day) const { return from && *from <= day && (!until || day < *until); }
};

struct LicenceRequirement {
  std::vector<std::string> destinations;
  std::vector<std::string> headquarters;
  Lapse headquarters_lapse;
  std::vector<std::string> products;
  std::optional<double> tpp;
  std::optional<double> tpp_below;
  std::optional<double> performance_density;
  std::optional<double> memory_bandwidth;
  std::optional<double> memory_bandwidth_below;
  std::optional<double> link_speed;
  Review review;
  std::vector<std::string> relaxes;

  template <class Rows>
  static void rows(Rows& row) {
    // clang-format off
    row("destinations", &LicenceRequirement::destinations, {.optional = true, .refers_to = "places", .meaning = "Places of end use for which a licence is required, by code or country group."});
    row("headquarters", &LicenceRequirement::headquarters, {.optional = true, .refers_to = "places", .meaning = "Places whose firms need the licence wherever they use the goods; the headquarters of the ultimate parent decide."});
    row("headquarters_lapse", &LicenceRequirement::headquarters_lapse, {.meaning = "Period in which `headquarters` is law but not obeyed: it binds no sale."});
    row("products", &LicenceRequirement::products, {.optional = true, .refers_to = "products", .meaning = "Products to which the requirement is limited; all that meet the thresholds if omitted."});
    row("tpp", &LicenceRequirement::tpp, {.unit = "TPP", .min = 0, .meaning = "Applies at or above this total processing performance."});
    row("tpp_below", &LicenceRequirement::tpp_below, {.unit = "TPP", .min = 0, .meaning = "Applies below this total processing performance."});
    row("performance_density", &LicenceRequirement::performance_density, {.unit = "TPP/mm2", .min = 0, .meaning = "Applies at or above this performance density."});
    row("memory_bandwidth", &LicenceRequirement::memory_bandwidth, {.unit = "GB/s", .min = 0, .meaning = "Applies at or above this memory bandwidth."});
    row("memory_bandwidth_below", &LicenceRequirement::memory_bandwidth_below, {.unit = "GB/s", .min = 0, .meaning = "Applies below this memory bandwidth."});
    row("link_speed", &LicenceRequirement::link_speed, {.unit = "GB/s", .min = 0, .meaning = "Applies at or above this chip-to-chip transfer rate."});
    row("review", &LicenceRequirement::review, {.choices = {"none", "approve", "case_by_case", "presumption_of_denial", "deny"}, .meaning = "Review policy for applications."});
    row("relaxes", &LicenceRequirement::relaxes, {.optional = true, .refers_to = "rules", .meaning = "Rules whose review policy this one replaces where both apply."});
    // clang-format on
  }

  [[nodiscard]] bool names(const std::string& product) const {
    return products.empty() || std::find(products.begin(), products.end(), product) != products.end();
  }

  [[nodiscard]] bool reaches(const scenario::Product& product) const {
    return within(product.tpp, tpp, tpp_below) && within(product.performance_density, performance_density, {}) &&
           within(product.memory_bandwidth, memory_bandwidth, memory_bandwidth_below) &&
           within(product.link_speed, link_speed, {});
  }

  [[nodiscard]] std::vector<Date> changes() const {
    std::vector<Date> days;
    for (const auto& day : {headquarters_lapse.from, headquarters_lapse.until}) {
      if (day) days.push_back(*day);
    }
    return days;
  }

  void check(scenario::Reading& reading, const scenario::Value& value, const std::string& path) const {
    const auto& [from, until] = headquarters_lapse;
    if (!until || (from && *from < *until)) return;
    reading.error(*value.find("headquarters_lapse"), path + ".headquarters_lapse", "needs a 'from' before 'until'");
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    Requirement requirement{.rule = context.self,
                            .products = {},
                            .uses = context.places(destinations),
                            .parents = context.places(headquarters),
                            .review = review,
                            .relaxes = {}};
    for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
      const bool holds =
          names(context.catalogue.products.names[p.row()]) && reaches(context.catalogue.products.facts[p]);
      requirement.products.push_back(holds ? 1 : 0);
    }
    if (headquarters_lapse.holds(context.day)) requirement.parents.reset();
    for (const auto& other : relaxes) requirement.relaxes.push_back(context.rule(other));
    contributions.requirements.push_back(std::move(requirement));
  }

  /// Places of those whose purchases it may bind: of end use for `by_use`, else of the ultimate parent.
  [[nodiscard]] static RuleReach::Places traders(const RuleReach& reach, bool by_use) {
    const auto everybody = [](const auto&, const auto&) { return true; };
    RuleReach::Places all = by_use ? reach.warehouses() | reach.places_of_buyers(everybody)
                                   : reach.seats_of_intermediaries() | reach.seats_of_buyers(everybody);
    for (const auto& [name, market] : reach.scenario().retail_markets)
      all |= reach.places_of({{market.destination, 1}});
    return all;
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    const bool used = (reach.places(destinations) & traders(reach, true)).any();
    const bool owned = (reach.places(headquarters) & traders(reach, false)).any();
    if (used || owned) return {};
    const std::string buys = "nobody buys in " + reach.in_words(reach.places(destinations));
    const std::string sits = "nobody who buys has headquarters in " + reach.in_words(reach.places(headquarters));
    if (headquarters.empty()) return buys;
    return destinations.empty() ? sits : buys + ", and " + sits;
  }
};

}  // namespace

Instrument licence_requirement() {
  return instrument<LicenceRequirement>(
      {.name = "licence_requirement",
       .meaning =
           "Requires a licence for products above technical thresholds, by destination or by headquarters of the "
           "ultimate parent.",
       .also =
           "export ban, export control, Foreign Direct Product Rule, embargo, sunset, moratorium, pause, phase-in"});
}

}  // namespace entrepot::policy
