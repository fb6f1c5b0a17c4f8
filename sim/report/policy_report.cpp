#include "entrepot/report/policy_report.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace entrepot::report {
namespace {

// What became of the goods of a first sale; they add up to a vendor's revenue.
constexpr std::array fates{"restricted", "unrestricted", "leaked", "seized", "pending"};

// By how the name of an output begins.
constexpr std::array<std::pair<std::string_view, Direction>, 6> directions{{
    {"leak", Direction::minimise},
    {"access_leakage", Direction::minimise},
    {"honest_", Direction::minimise},
    {"revenue", Direction::maximise},
    {"enforcement_spend", Direction::minimise},
    {"final_restricted_stock", Direction::minimise},
}};

}  // namespace

std::vector<std::string> comparison_outputs(const std::vector<std::string>& vendors) {
  std::vector<std::string> outputs{"leakage_rate",          "leaked_units",           "leaked_h100e",
                                   "access_leakage",        "final_restricted_stock", "mean_grey_premium",
                                   "honest_orders_refused", "seized_units",           "end_use_checks"};
  // Every view books every sale once.
  for (const auto& vendor : vendors) outputs.push_back(fmt::format("revenue[{}/bill_to]", vendor));
  outputs.emplace_back("revenue_share_paid");
  return outputs;
}

std::vector<std::string> cost_outputs(const std::vector<std::string>& vendors) {
  std::vector<std::string> outputs{"leaked_units", "leaked_h100e", "leaked_value", "final_restricted_stock"};
  for (const auto& vendor : vendors) {
    outputs.push_back(fmt::format("revenue_by_fate[{}]", vendor));
    for (const char* fate : fates) outputs.push_back(fmt::format("revenue_by_fate[{}/{}]", vendor, fate));
    outputs.push_back(fmt::format("barred_value[{}]", vendor));
    outputs.push_back(fmt::format("waiting_value[{}]", vendor));
  }
  for (const char* name :
       {"honest_orders_refused", "honest_units_refused", "honest_lots_delayed", "licence_applications",
        "licence_weeks_waited", "enforcement_spend", "duty_paid", "revenue_share_paid"})
    outputs.emplace_back(name);
  return outputs;
}

std::optional<Direction> preferred_direction(const std::string& output) {
  for (const auto& [prefix, direction] : directions) {
    if (output.starts_with(prefix)) return direction;
  }
  return {};
}

}  // namespace entrepot::report
