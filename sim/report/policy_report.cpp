#include "entrepot/report/policy_report.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "entrepot/results/goods_fates.hpp"

namespace entrepot::report {
namespace {

// By the prefix of the output's name.
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
  // Every view books each sale once.
  for (const auto& vendor : vendors) outputs.push_back(fmt::format("revenue[{}/bill_to]", vendor));
  outputs.emplace_back("revenue_share_paid");
  return outputs;
}

std::vector<std::string> cost_outputs(const std::vector<std::string>& vendors) {
  std::vector<std::string> outputs{"leaked_units", "leaked_h100e", "leaked_value", "final_restricted_stock"};
  for (const auto& vendor : vendors) {
    outputs.push_back(fmt::format("revenue_by_fate[{}]", vendor));
    // The fates of the goods of first sales add up to the vendor's revenue.
    for (const char* fate : results::goods_fate_names)
      outputs.push_back(fmt::format("revenue_by_fate[{}/{}]", vendor, fate));
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
