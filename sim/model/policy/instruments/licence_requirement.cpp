// A licence requirement on the products that pass technical thresholds, for destinations and for parents in country
// groups. Thresholds of one rule hold together; alternatives are rules of their own. A rule that relaxes others takes
// the place of their review where both hold (the "case by case instead of presumption of denial" of January 2026).

#include <algorithm>

#include "instruments.hpp"

namespace entrepot::policy {
namespace {

struct LicenceRequirement {
  std::vector<std::string> destinations;
  std::vector<std::string> headquarters;
  std::vector<std::string> products;
  std::optional<double> tpp;
  std::optional<double> tpp_below;
  std::optional<double> performance_density;
  std::optional<double> memory_bandwidth;
  std::optional<double> memory_bandwidth_below;
  std::optional<double> link_speed;
  Review review;
  std::vector<std::string> relaxes;
};

std::shared_ptr<const scenario::AnyTable> table() {
  using L = LicenceRequirement;
  using scenario::choice;
  using scenario::field;
  // clang-format off
  return std::make_shared<scenario::Table<L>>(scenario::Table<L>{
      field("destinations", &L::destinations, {.optional = true, .refers_to = "places", .meaning = "Places of end use that need the licence, by code or country group."}),
      field("headquarters", &L::headquarters, {.optional = true, .refers_to = "places", .meaning = "Places whose firms need it wherever they use the goods: the headquarters of the ultimate parent counts."}),
      field("products", &L::products, {.optional = true, .refers_to = "products", .meaning = "Products it is limited to; all that pass the thresholds, if left out."}),
      field("tpp", &L::tpp, {.unit = "TPP", .min = 0, .meaning = "Holds from this total processing performance on."}),
      field("tpp_below", &L::tpp_below, {.unit = "TPP", .min = 0, .meaning = "Holds below this total processing performance."}),
      field("performance_density", &L::performance_density, {.unit = "TPP/mm2", .min = 0, .meaning = "Holds from this performance density on."}),
      field("memory_bandwidth", &L::memory_bandwidth, {.unit = "GB/s", .min = 0, .meaning = "Holds from this memory bandwidth on."}),
      field("memory_bandwidth_below", &L::memory_bandwidth_below, {.unit = "GB/s", .min = 0, .meaning = "Holds below this memory bandwidth."}),
      field("link_speed", &L::link_speed, {.unit = "GB/s", .min = 0, .meaning = "Holds from this chip-to-chip transfer rate on."}),
      choice("review", &L::review, {.choices = {"none", "approve", "case_by_case", "presumption_of_denial", "deny"}, .meaning = "How applications are reviewed."}),
      field("relaxes", &L::relaxes, {.optional = true, .refers_to = "rules", .meaning = "Rules whose review this one takes the place of, where both hold."})});
  // clang-format on
}

bool within(double value, const std::optional<double>& from, const std::optional<double>& below) {
  return (!from || value >= *from) && (!below || value < *below);
}

bool names(const LicenceRequirement& rule, const std::string& product) {
  const auto& list = rule.products;
  return list.empty() || std::find(list.begin(), list.end(), product) != list.end();
}

bool passes_thresholds(const LicenceRequirement& rule, const scenario::Product& product) {
  return within(product.tpp, rule.tpp, rule.tpp_below) &&
         within(product.performance_density, rule.performance_density, {}) &&
         within(product.memory_bandwidth, rule.memory_bandwidth, rule.memory_bandwidth_below) &&
         within(product.link_speed, rule.link_speed, {});
}

void contribute(const scenario::Rule& rule, const RuleContext& context, Contributions& contributions) {
  const auto& parameters = std::any_cast<const LicenceRequirement&>(rule.parameters);
  Requirement requirement{.rule = context.self,
                          .products = {},
                          .uses = context.jurisdictions.matching(parameters.destinations),
                          .parents = context.jurisdictions.matching(parameters.headquarters),
                          .review = parameters.review,
                          .relaxes = {}};
  for (const ProductId p : Rows<ProductId>(context.catalogue.products.size())) {
    const auto& facts = context.catalogue.products.facts[p];
    const bool holds =
        names(parameters, context.catalogue.products.names[p.row()]) && passes_thresholds(parameters, facts);
    requirement.products.push_back(holds ? 1 : 0);
  }
  for (const auto& other : parameters.relaxes) requirement.relaxes.push_back(context.rule(other));
  contributions.requirements.push_back(std::move(requirement));
}

}  // namespace

Instrument licence_requirement() {
  return {"licence_requirement",
          "Requires a licence for products above technical thresholds, by destination or by headquarters of the "
          "ultimate parent.",
          "export ban, export control, Foreign Direct Product Rule, embargo", table(), contribute};
}

}  // namespace entrepot::policy
