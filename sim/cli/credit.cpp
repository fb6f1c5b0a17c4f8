// The command that shares the difference of two scenarios out over the rules in which they differ.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/experiment/few_units.hpp"
#include "entrepot/experiment/shapley.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/report/compare_report.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "interrupt.hpp"
#include "log.hpp"
#include "progress.hpp"
#include "side_by_side.hpp"

namespace entrepot::cli {
namespace {

using experiment::Credits;
using experiment::SideBySide;
using nlohmann::ordered_json;
using statistics::Interval;

constexpr std::size_t page_width = 100;
constexpr double percent = 100;

/// Rules that stand or fall together.
struct Player {
  std::string name;
  std::vector<std::string> rules;
};

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

Player parse_player(const std::string& text, const std::vector<std::string>& differing) {
  Player player{text, {}};
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('+', begin), text.size());
    player.rules.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const auto& rule : player.rules) {
    if (std::find(differing.begin(), differing.end(), rule) != differing.end()) continue;
    throw bad_input(fmt::format("--instruments: '{}' is no rule in which the scenarios differ{}", rule,
                                scenario::did_you_mean(rule, differing)));
  }
  return player;
}

std::vector<Player> players_of(const CreditOptions& options, const std::string& before, const std::string& after) {
  const auto differing = experiment::differing_rules(before, after);
  std::vector<Player> players;
  for (const auto& text : options.instruments) players.push_back(parse_player(text, differing));
  if (options.instruments.empty()) {
    for (const auto& rule : differing) players.push_back({rule, {rule}});
    const auto others = experiment::other_differences(before, after);
    if (!others.empty()) {
      throw bad_input(
          fmt::format("the scenarios differ in more than rules ({}): name the rules with --instruments, "
                      "and all else stays as {} has it",
                      fmt::join(others, ", "), options.before));
    }
  }
  if (players.empty()) throw bad_input("the scenarios have the same rules: there is no credit to share out");
  if (players.size() > experiment::max_players) {
    throw bad_input(
        fmt::format("{} rules differ ({}), and all subsets of at most {} can be run: join some with '+' in "
                    "--instruments",
                    players.size(), fmt::join(differing, ", "), experiment::max_players));
  }
  return players;
}

/// A scenario for every subset of players, in the order of shapley_values.
std::vector<std::unique_ptr<Prepared>> subsets_of(const std::vector<Player>& players, const std::string& before,
                                                  const std::string& after) {
  const auto instruments = policy::instrument_schemas();
  std::vector<std::unique_ptr<Prepared>> scenarios;
  for (std::size_t subset = 0; subset < std::size_t{1} << players.size(); ++subset) {
    std::vector<std::string> rules;
    std::string name = "without any of them";
    for (std::size_t i = 0; i < players.size(); ++i) {
      if ((subset >> i & 1) == 0) continue;
      name = rules.empty() ? players[i].name : name + ", " + players[i].name;
      rules.insert(rules.end(), players[i].rules.begin(), players[i].rules.end());
    }
    scenarios.push_back(std::make_unique<Prepared>(
        scenario::load_scenario_text(experiment::with_rules(before, after, rules), "with " + name, {}, instruments)));
  }
  return scenarios;
}

SideBySide run_subsets(const CreditOptions& options, const std::vector<std::unique_ptr<Prepared>>& scenarios) {
  SideBySide found;
  std::vector<experiment::Contender> contenders;
  for (std::size_t subset = 0; subset < scenarios.size(); ++subset) {
    contenders.push_back({&scenarios[subset]->setting, nullptr});
    found.runs.push_back({fmt::format("subset {}", subset), {}, {}});
  }
  const auto& run = scenarios.front()->loaded.scenario.run;
  found.measures = {experiment::parse_measure(options.output)};
  found.confidence = run.confidence;
  experiment::EnsembleOutcome outcome;
  {
    ProgressLine line(options.quiet);
    outcome = run_side_by_side(
        contenders,
        {.replicates = static_cast<std::size_t>(options.replicates > 0 ? options.replicates : run.replicates),
         .threads = static_cast<unsigned>(options.threads),
         .progress = [&](const experiment::Progress& progress) { line.update(progress); },
         .stop = &stop_on_interrupt()},
        found);
  }
  check_outcome(outcome, found);
  found.ending = outcome.completion().ending;
  return found;
}

std::string percents(const Interval& i) {
  if (std::isnan(i.value)) return "-";
  return fmt::format("{:.0f}% ({:.0f} to {:.0f})", i.value * percent, i.low * percent, i.high * percent);
}

std::string few_replicates_warning(const Credits& credits) {
  return experiment::few_units_warning(credits.replicates, "replicates", experiment::Estimate::student);
}

/// Replicates that are left out, and too few of them.
std::string notes_text(const SideBySide& found, const Credits& credits) {
  std::string text;
  const std::size_t out = found.replicates.size() - credits.replicates;
  if (out > 0) {
    text += io::wrapped(fmt::format("{} of {} replicates have no value of {} in some subset, and are left out.", out,
                                    found.replicates.size(), found.measures.front().text),
                        page_width);
  }
  if (const auto warning = few_replicates_warning(credits); !warning.empty())
    text += io::wrapped("Warning: " + warning, page_width);
  return text;
}

std::string credit_text(const SideBySide& found, const std::vector<Player>& players, const Credits& credits) {
  const auto& measure = found.measures.front();
  const auto& unit = measure.unit;
  std::string text = fmt::format("Credit for the fall of {}, {}\n", measure.text, report::unit_shown(unit));
  text += fmt::format("{} replicates of {} subsets of rules, paired under the same chance; {:g}% intervals\n",
                      credits.replicates, std::size_t{1} << players.size(), found.confidence * percent);
  text += notes_text(found, credits) + "\n";
  io::TextTable shares({"Rule", "share", "of all", "alone", "on top of the others"});
  for (std::size_t i = 0; i < players.size(); ++i) {
    const auto& credit = credits.players[i];
    shares.add({players[i].name, report::in_unit(credit.value, unit), percents(credit.share),
                report::in_unit(credit.first, unit), report::in_unit(credit.last, unit)});
  }
  shares.add({"all together", report::in_unit(credits.whole, unit), "", "", ""});
  text += shares.text();
  if (players.size() > 1) {
    text += "\nInteraction of pairs: below zero they do each other's work, above zero they need each other\n\n";
    io::TextTable pairs({"Rule", "and", "interaction"}, 2);
    for (std::size_t i = 0; i < players.size(); ++i) {
      for (std::size_t j = i + 1; j < players.size(); ++j)
        pairs.add(
            {players[i].name, players[j].name, report::in_unit(credits.interactions[i * players.size() + j], unit)});
    }
    text += pairs.text();
  }
  return text + "\n" +
         io::wrapped(
             "Share: Shapley value, a rule's mean contribution over all orders in which the rules could be added; the "
             "shares add up to what all do together.",
             page_width);
}

ordered_json as_json(const Interval& i) { return {{"value", i.value}, {"low", i.low}, {"high", i.high}}; }

std::string credit_json(const SideBySide& found, const std::vector<Player>& players, const Credits& credits) {
  ordered_json json{{"output", found.measures.front().text},
                    {"unit", found.measures.front().unit},
                    {"confidence", found.confidence},
                    {"replicates", credits.replicates},
                    {"without_value", found.replicates.size() - credits.replicates},
                    {"warnings", ordered_json::array()},
                    {"ending", found.ending},
                    {"whole", as_json(credits.whole)}};
  if (const auto warning = few_replicates_warning(credits); !warning.empty()) json["warnings"].push_back(warning);
  json["credits"] = ordered_json::array();
  json["interactions"] = ordered_json::array();
  for (std::size_t i = 0; i < players.size(); ++i) {
    const auto& credit = credits.players[i];
    json["credits"].push_back({{"name", players[i].name},
                               {"rules", players[i].rules},
                               {"value", as_json(credit.value)},
                               {"share", as_json(credit.share)},
                               {"alone", as_json(credit.first)},
                               {"on_top", as_json(credit.last)}});
    for (std::size_t j = i + 1; j < players.size(); ++j) {
      json["interactions"].push_back({{"of", players[i].name},
                                      {"with", players[j].name},
                                      {"value", as_json(credits.interactions[i * players.size() + j])}});
    }
  }
  return json.dump(1) + "\n";
}

}  // namespace

void credit(const CreditOptions& options) {
  const auto before = prepare(options.before, options.settings, options.include_dirs)->loaded.resolved_yaml();
  const auto after = prepare(options.after, options.settings, options.include_dirs)->loaded.resolved_yaml();
  const auto players = players_of(options, before, after);
  const auto scenarios = subsets_of(players, before, after);
  const auto found = run_subsets(options, scenarios);
  std::vector<std::vector<double>> output;
  for (const auto& of_subset : found.values) output.push_back(of_subset.front());
  if (!experiment::has_complete_replicate(output))
    throw bad_input(fmt::format("{}: no replicate has a value in every subset of the rules", options.output));
  const auto credits = experiment::credits(output, players.size(), found.confidence);
  print("{}", options.json ? credit_json(found, players, credits) : credit_text(found, players, credits));
}

}  // namespace entrepot::cli
