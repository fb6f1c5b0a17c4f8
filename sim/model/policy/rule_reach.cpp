#include "entrepot/model/policy/rule_reach.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entrepot::policy {
namespace {

bool has(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string in_words(const Names& names) {
  constexpr std::size_t max_named = 3;
  if (names.size() < 2) return fmt::format("{}", fmt::join(names, ""));
  const std::size_t named = std::min(names.size() - 1, max_named);
  const auto rest = names.size() - named;
  const std::string first = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<int>(named), ", "));
  return rest == 1 ? fmt::format("{} and {}", first, names.back()) : fmt::format("{} and {} more", first, rest);
}

double highest(const scenario::Distribution& distribution) {
  using Kind = scenario::Distribution::Kind;
  if (distribution.kind == Kind::constant) return std::clamp(distribution.a, distribution.min, distribution.max);
  if (distribution.kind == Kind::uniform) return std::clamp(distribution.b, distribution.min, distribution.max);
  return distribution.max;
}

double lowest(const scenario::Distribution& distribution) {
  using Kind = scenario::Distribution::Kind;
  const bool bounded = distribution.kind == Kind::constant || distribution.kind == Kind::uniform;
  return bounded ? std::clamp(distribution.a, distribution.min, distribution.max) : distribution.min;
}

RuleReach::RuleReach(RuleId self, const RuleBook& book, const RuleWorld& world, const std::vector<char>& deciding)
    : self_(self), book_(book), world_(world), deciding_(deciding), effect_(book.effect_of(self)) {
  for (Week week = 0; week < world.calendar.weeks(); ++week)
    if (book.dated_for(self, week)) weeks_.push_back(week);
}

// ---- dates ---------------------------------------------------------------------------------------------------------

std::string RuleReach::period() const {
  const std::string from = std::max(rule().effective, world_.calendar.start()).iso();
  if (weeks_.empty() || weeks_.back() + 1 >= world_.calendar.weeks()) return fmt::format("from {} on", from);
  return fmt::format("from {} to {}", from, (world_.calendar.date_of(weeks_.back() + 1) + -1).iso());
}

bool RuleReach::lasts(std::int64_t weeks) const {
  return !weeks_.empty() && weeks_.back() >= world_.calendar.week_of(rule().effective) + weeks;
}

bool RuleReach::is_alone() const {
  for (const RuleId other : Rows<RuleId>(book_.size()))
    if (other != self_ && book_.rule(other).instrument == rule().instrument && together(other)) return false;
  return true;
}

// ---- places --------------------------------------------------------------------------------------------------------

RuleReach::Places RuleReach::places(const Names& codes_or_groups) const {
  Places all;
  std::size_t span = SIZE_MAX;  // groups change only between spans
  for (const Week week : weeks_) {
    if (book_.span_of(week) == span) continue;
    span = book_.span_of(week);
    all |= jurisdictions().matching(codes_or_groups, world_.calendar.date_of(week + 1) + -1);
  }
  return all;
}

RuleReach::Places RuleReach::places_of(const scenario::Shares& shares) const {
  Places all;
  for (const auto& [place, share] : shares)
    if (share > 0) all.set(jurisdictions().find(place).row());
  return all;
}

RuleReach::Places RuleReach::seats_of(const scenario::BuyerGroup& group) const {
  return group.parent.empty() ? places_of(group.jurisdiction) : places_of({{group.parent, 1}});
}

Names RuleReach::every_intermediary() const {
  return intermediaries([](const auto&, const auto&) { return true; });
}

RuleReach::Places RuleReach::seats_of_intermediaries() const {
  Places all;
  for (const auto& name : every_intermediary()) all |= places_of(world_.scenario.intermediaries.at(name).jurisdiction);
  return all;
}

RuleReach::Places RuleReach::warehouses() const {
  Places all;
  for (const auto& name : every_intermediary()) {
    const auto& group = world_.scenario.intermediaries.at(name);
    all |= places_of(group.warehouse.empty() ? group.jurisdiction : group.warehouse);
  }
  return all;
}

RuleReach::Places RuleReach::origins() const {
  Places all;
  if (!has_intermediaries()) return all;
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions().size()))
    if (world_.geography.is_origin(j)) all.set(j.row());
  return all;
}

RuleReach::Places RuleReach::watched() const {
  Places all = warehouses();
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions().size()))
    if (!jurisdictions().facts[j].hub) all.reset(j.row());
  return all;
}

RuleReach::Places RuleReach::partners(const Names& vendors) const {
  Places all;
  for (const auto& [name, group] : world_.scenario.channel_partners) {
    const bool carries = vendors.empty() || std::any_of(group.vendors.begin(), group.vendors.end(),
                                                        [&](const auto& vendor) { return has(vendors, vendor); });
    if (group.count > 0 && carries) all |= places_of(group.jurisdiction);
  }
  return all;
}

RuleReach::Places RuleReach::departures() const {
  Places all = origins() | partners();
  for (const JurisdictionId j : catalogue().vendors.ships_from) all.set(j.row());
  return all;
}

std::string RuleReach::in_words(const Places& places) const {
  Names names;
  for (const JurisdictionId j : Rows<JurisdictionId>(jurisdictions().size()))
    if (places[j.row()]) names.push_back(jurisdictions().names[j.row()]);
  return policy::in_words(names);
}

// ---- groups --------------------------------------------------------------------------------------------------------

bool RuleReach::has_intermediaries() const { return !every_intermediary().empty(); }

bool RuleReach::is_empty(const std::string& group) const {
  const auto is_it = [&](const auto& name, const auto&) { return name == group; };
  const auto& partners = scenario().channel_partners;
  const auto group_of_partners = partners.find(group);
  const bool has_partners = group_of_partners != partners.end() && group_of_partners->second.count > 0;
  return buyers(is_it).empty() && intermediaries(is_it).empty() && !has_partners;
}

// ---- products ------------------------------------------------------------------------------------------------------

bool RuleReach::is_sold(ProductId p) const {
  return !weeks_.empty() && catalogue().products.release[p] <= weeks_.back();
}

bool RuleReach::sells_products(VendorId v) const {
  for (const ProductId p : Rows<ProductId>(catalogue().products.size()))
    if (catalogue().products.vendor[p] == v && is_sold(p)) return true;
  return false;
}

Remark RuleReach::no_product(double tpp, double performance_density) const {
  for (const ProductId p : Rows<ProductId>(catalogue().products.size())) {
    const auto& facts = catalogue().products.facts[p];
    if (facts.tpp >= tpp && facts.performance_density >= performance_density && is_sold(p)) return {};
  }
  return fmt::format("no product with a TPP of {} or more{} is sold {}", tpp,
                     performance_density > 0 ? fmt::format(" and a density of {} or more", performance_density) : "",
                     period());
}

// ---- licences ------------------------------------------------------------------------------------------------------

RuleId RuleReach::find(const std::string& rule) const {
  const auto& names = book_.names();
  return RuleId{static_cast<std::size_t>(std::find(names.begin(), names.end(), rule) - names.begin())};
}

bool RuleReach::together(RuleId other) const {
  return std::any_of(weeks_.begin(), weeks_.end(), [&](Week week) { return book_.dated_for(other, week); });
}

Remark RuleReach::no_requirement(const std::string& licence) const {
  const RuleId other = find(licence);
  if (book_.effect_of(other).requirements.empty()) return fmt::format("rules.{} is not a licence requirement", licence);
  if (!together(other)) return fmt::format("rules.{} is never in force at the same time", licence);
  if (deciding_[other.row()] == 0) return fmt::format("rules.{} never decides a sale", licence);
  return {};
}

Remark RuleReach::no_licence(const std::string& licence) const {
  if (auto reason = no_requirement(licence)) return reason;
  const auto requirement = book_.effect_of(find(licence)).requirements.front();
  if (requirement.review != Review::deny) return {};
  return fmt::format("rules.{} denies every application, so it grants no licence", licence);
}

bool RuleReach::needs_licence(const scenario::BuyerGroup& group, const std::string& licence) const {
  const auto requirement = book_.effect_of(find(licence)).requirements.front();
  const bool bound =
      (requirement.uses & places_of(group.jurisdiction)).any() || (requirement.parents & seats_of(group)).any();
  return bound && std::find(requirement.products.begin(), requirement.products.end(), 1) != requirement.products.end();
}

bool RuleReach::licences_exist() const {
  for (const RuleId other : Rows<RuleId>(book_.size()))
    if (deciding_[other.row()] != 0 && together(other)) return true;
  return false;
}

}  // namespace entrepot::policy
