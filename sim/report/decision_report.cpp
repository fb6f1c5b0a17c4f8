#include "entrepot/report/decision_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using io::TextTable;
using nlohmann::ordered_json;

constexpr std::size_t max_columns = 8;  // up to as many states are shown one by one in the table of regrets

const char* words_of(decision::Better better) { return better == decision::Better::less ? "less" : "more"; }

std::string measure_text(const SweepView& sweep, std::size_t measure) {
  const auto& m = sweep.result().measures()[measure];
  return fmt::format("{}, {}", m.name, unit_shown(m.unit));
}

std::string regret_matrix_text(const Decision& decision, const Objective& objective, const std::string& unit) {
  std::vector<std::string> header{"Regret by row"};
  for (std::size_t state = 0; state < decision.states; ++state) header.push_back(fmt::format("{}", state));
  TextTable table(header);
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    std::vector<std::string> row{decision.options[option].name};
    for (std::size_t state = 0; state < decision.states; ++state)
      row.push_back(in_unit(objective.regrets.matrix[option * decision.states + state], unit));
    table.add(row);
  }
  return "\n" + table.text(page_width);
}

/// The runs of each option that have no value.
std::string gaps_text(const SweepView& sweep, const Decision& decision, const Objective& objective) {
  ValueCount all;
  std::vector<std::string> parts;
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const auto& count = objective.count[option];
    all.runs += count.runs;
    all.values += count.values;
    if (count.without() > 0) parts.push_back(fmt::format("{} of {}", count.without(), decision.options[option].name));
  }
  auto text = without_value_text(all, sweep.result().measures()[objective.measure].name);
  if (text.empty()) return "";
  text += fmt::format(
      " ({}). Means and tail means are over the runs that an option has; regrets are over the replicates that all "
      "options have.",
      fmt::join(parts, ", "));
  return io::wrapped(text, page_width, 2);
}

/// Other options with the same maximum regret as the choice.
std::vector<std::string> tied_with_choice(const Decision& decision, const Objective& objective) {
  const auto& regrets = objective.regrets;
  std::vector<std::string> names;
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const bool tied = regrets.policy[option].maximum.value == regrets.policy[regrets.choice].maximum.value;
    if (tied && option != regrets.choice) names.push_back(decision.options[option].name);
  }
  return names;
}

std::string means_table(const Decision& decision, const Objective& objective, const std::string& unit) {
  TextTable table({"Option", "mean", fmt::format("worst {}", percent_text(decision.tail))});
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    table.add(
        {decision.options[option].name, in_unit(objective.mean[option], unit), in_unit(objective.tail[option], unit)});
  }
  return table.text(page_width);
}

/// With one row of the design there is one regret, otherwise its distribution over rows.
std::string regrets_table(const Decision& decision, const Objective& objective, const std::string& unit) {
  const bool many = decision.states > 1;
  std::vector<std::string> header{"Regret"};
  if (many) header.insert(header.end(), {"mean", "90% of rows"});
  header.emplace_back(many ? "maximum" : "all rows");
  TextTable table(header);
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const auto& regret = objective.regrets.policy[option];
    std::vector<std::string> row{decision.options[option].name};
    if (many) row.insert(row.end(), {in_unit(regret.mean, unit), in_unit(regret.quantile, unit)});
    row.push_back(in_unit(regret.maximum, unit));
    table.add(row);
  }
  return table.text(page_width);
}

std::string objective_text(const SweepView& sweep, const Decision& decision, const Objective& objective) {
  const auto& regrets = objective.regrets;
  const auto& unit = sweep.result().measures()[objective.measure].unit;
  std::string text =
      fmt::format("\n{}: {} is better\n", measure_text(sweep, objective.measure), words_of(objective.better));
  text += gaps_text(sweep, decision, objective);
  if (regrets.states_used < decision.states)
    text += fmt::format("  All options can be compared in {} of {} rows.\n", regrets.states_used, decision.states);
  text += "\n";
  text += means_table(decision, objective, unit) + "\n" + regrets_table(decision, objective, unit);
  text += fmt::format("  Minimax regret: {} (in {} of resamples)\n", decision.options[regrets.choice].name,
                      percent_text(regrets.survival));
  if (const auto ties = tied_with_choice(decision, objective); !ties.empty())
    text += fmt::format("  Tied with it: {}. Ties go to the first option.\n", fmt::join(ties, ", "));
  if (decision.states > 1 && decision.states <= max_columns) text += regret_matrix_text(decision, objective, unit);
  return text;
}

std::string satisficing_text(const SweepView& sweep, const Decision& decision) {
  std::string text = "\nTargets:";
  for (const auto& target : decision.targets) text += fmt::format(" {}", target.text);
  text += "\n\n";
  TextTable table({"Met in", "rows (means)", "runs", "known runs"});
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const auto& share = decision.satisficing[option];
    table.add({decision.options[option].name, percent_text(share.states), percent_text(share.runs),
               fmt::format("{}", share.runs_known)});
  }
  text += table.text(page_width);
  const std::size_t runs = decision.states * sweep.result().replicates();
  if (std::any_of(decision.satisficing.begin(), decision.satisficing.end(),
                  [&](const auto& share) { return share.runs_known < runs; }))
    text += fmt::format("  Each option has {} runs; shares are of the runs with a value.\n", runs);
  return text;
}

std::string pareto_text(const SweepView& sweep, const Decision& decision) {
  std::string text = "\nPareto trade-offs: options that no other option beats on every objective\n\n";
  std::vector<std::string> header{"Option"};
  for (const auto& objective : decision.objectives) header.push_back(measure_text(sweep, objective.measure));
  header.insert(header.end(), {"not dominated", "in resamples"});
  TextTable table(header);
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const auto& member = decision.pareto[option];
    std::vector<std::string> row{decision.options[option].name};
    for (std::size_t o = 0; o < decision.objectives.size(); ++o)
      row.push_back(in_unit(member.means[o], sweep.result().measures()[decision.objectives[o].measure].unit));
    row.emplace_back(member.in_set ? "yes" : "no");
    row.push_back(percent_text(member.frequency));
    table.add(row);
  }
  return text + table.text(page_width);
}

std::string legend(const SweepView& sweep, const Decision& decision) {
  std::string notes = intervals_text(sweep);
  if (!decision.objectives.empty())
    notes += "Regret: shortfall against the best option in the same row, in means over replicates. ";
  return "\n" + io::wrapped(notes, page_width);
}

ordered_json option_json(const SweepView& sweep, const SweepSlice& option) {
  ordered_json json{{"name", option.name}};
  json.update(labels_json(sweep, option));
  return json;
}

ordered_json objective_json(const SweepView& sweep, const Decision& decision, const Objective& objective) {
  const auto& measure = sweep.result().measures()[objective.measure];
  ordered_json json{{"output", measure.name},
                    {"unit", measure.unit},
                    {"better", words_of(objective.better)},
                    {"rows_used", objective.regrets.states_used}};
  for (std::size_t option = 0; option < decision.options.size(); ++option) {
    const auto& regret = objective.regrets.policy[option];
    const auto begin = objective.regrets.matrix.begin() + static_cast<std::ptrdiff_t>(option * decision.states);
    json["options"].push_back(
        {{"option", decision.options[option].name},
         {"runs", objective.count[option].runs},
         {"values", objective.count[option].values},
         {"without_value", objective.count[option].without()},
         {"mean", interval_json(objective.mean[option])},
         {"mean_regret", interval_json(regret.mean)},
         {"largest_regret", interval_json(regret.maximum)},
         {"regret_of_90_percent", interval_json(regret.quantile)},
         {"least_largest_in", regret.least_maximum},
         {"mean_of_worst", interval_json(objective.tail[option])},
         {"regret_by_row", std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(decision.states))}});
  }
  json["choice"] = decision.options[objective.regrets.choice].name;
  json["choice_in"] = objective.regrets.survival;
  json["choice_ties"] = tied_with_choice(decision, objective);
  return json;
}

}  // namespace

std::string decision_text(const SweepView& sweep, const Decision& decision) {
  std::string text = sweep.heading();
  for (const auto& objective : decision.objectives) text += objective_text(sweep, decision, objective);
  if (!decision.satisficing.empty()) text += satisficing_text(sweep, decision);
  if (!decision.pareto.empty()) text += pareto_text(sweep, decision);
  return text + warnings_text(decision.warnings) + legend(sweep, decision);
}

ordered_json decision_json(const SweepView& sweep, const Decision& decision) {
  auto json = sweep.heading_json();
  json["intervals_cover"] = sweep.rows_are_a_sample() ? "runs and rows" : "runs";
  json["worst"] = decision.tail;
  json["warnings"] = decision.warnings;
  json["parameters"] = parameters_json(sweep.result(), true);
  for (const auto& option : decision.options) json["options"].push_back(option_json(sweep, option));
  for (const auto& objective : decision.objectives)
    json["objectives"].push_back(objective_json(sweep, decision, objective));
  for (const auto& target : decision.targets) json["want"].push_back(target.text);
  for (std::size_t option = 0; option < decision.satisficing.size(); ++option) {
    const auto& share = decision.satisficing[option];
    json["good_enough"].push_back({{"option", decision.options[option].name},
                                   {"rows", interval_json(share.states)},
                                   {"runs", interval_json(share.runs)},
                                   {"rows_known", share.states_known},
                                   {"runs_known", share.runs_known}});
  }
  for (std::size_t option = 0; option < decision.pareto.size(); ++option) {
    const auto& member = decision.pareto[option];
    ordered_json beaten = ordered_json::array();
    for (const auto by : member.dominated_by) beaten.push_back(decision.options[by].name);
    json["trade_offs"].push_back({{"option", decision.options[option].name},
                                  {"means", member.means},
                                  {"not_beaten", member.in_set},
                                  {"in_resamples", member.frequency},
                                  {"beaten_by", std::move(beaten)}});
  }
  return json;
}

}  // namespace entrepot::report
