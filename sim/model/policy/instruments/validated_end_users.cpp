// Named groups of end users buy without a licence, up to a package a year (the data-centre programme of October 2024,
// the approvals of November 2025 for the Gulf).

#include "typed_instrument.hpp"

namespace entrepot::policy {
namespace {

struct ValidatedEndUsers {
  std::string licence;
  std::vector<std::string> groups;
  double h100e_per_year;

  template <class Rows>
  static void rows(Rows& row) {
    using V = ValidatedEndUsers;
    // clang-format off
    row("licence", &V::licence, {.refers_to = "rules", .meaning = "Licence requirement that they need not meet."});
    row("groups", &V::groups, {.refers_to = "buyers", .meaning = "Groups of validated end users."});
    row("h100e_per_year", &V::h100e_per_year, {.unit = "H100e/year", .min = 0, .fallback = "1e12", .meaning = "Package of each of them: compute that it may buy so in a year. Beyond it, it needs a licence."});
    // clang-format on
  }

  void contribute(const RuleContext& context, Contributions& contributions) const {
    contributions.exemptions.push_back({context.rule(licence), h100e_per_year, groups});
  }

  [[nodiscard]] Remark idle(const RuleReach& reach) const {
    if (h100e_per_year <= 0) return "it exempts no compute, because 'h100e_per_year' is 0";
    if (auto reason = reach.no_requirement(licence)) return reason;
    const auto exempted = reach.buyers([&](const auto& name, const auto& group) {
      return names(groups, name) && reach.needs_licence(group, licence);
    });
    if (!exempted.empty()) return {};
    return fmt::format("rules.{} asks no licence of {}", licence, in_words(groups));
  }
};

}  // namespace

Instrument validated_end_users() {
  return instrument<ValidatedEndUsers>(
      {.name = "validated_end_users",
       .meaning = "Lets named groups of end users buy without a licence, up to a package a year.",
       .also = "validated end user, VEU, data centre programme, American AI Exports Program, trusted partner, package, "
               "pre-clearance, trusted site, allied exemption"});
}

}  // namespace entrepot::policy
