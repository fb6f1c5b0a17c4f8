#include "entrepot/experiment/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>

#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::experiment {
namespace {

double factorial(std::size_t n) {
  double product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<double>(i);
  return product;
}

std::size_t members(std::size_t subset) { return static_cast<std::size_t>(std::popcount(subset)); }

statistics::Interval mean_over(statistics::Summariser& summarise, const std::vector<double>& values) {
  const auto found = summarise(values);
  return {found.mean, found.low, found.high};
}

/// The effect of every subset in one replicate.
using Worth = std::vector<double>;

/// Effects by replicate, for replicates with a value for every subset.
std::vector<Worth> falls(const std::vector<std::vector<double>>& output) {
  std::vector<Worth> all;
  for (std::size_t r = 0; r < output.front().size(); ++r) {
    Worth worth;
    for (const auto& of_subset : output) worth.push_back(output.front()[r] - of_subset[r]);
    if (std::none_of(worth.begin(), worth.end(), [](double w) { return std::isnan(w); })) all.push_back(worth);
  }
  return all;
}

/// Column of a [replicate][...] table.
std::vector<double> column(const std::vector<std::vector<double>>& table, std::size_t cell) {
  std::vector<double> values;
  for (const auto& row : table) values.push_back(row[cell]);
  return values;
}

statistics::Interval share_of(const std::vector<double>& part, const std::vector<double>& whole, double confidence) {
  const statistics::Resampling resampling(part.size());
  const auto ratio = [&](std::span<const double> weights) {
    return statistics::mean_of_cells(part, weights).front() / statistics::mean_of_cells(whole, weights).front();
  };
  std::vector<double> samples;
  for (std::size_t r = 0; r < resampling.resamples(); ++r) samples.push_back(ratio(resampling.weights(r)));
  return statistics::percentile_interval(ratio(statistics::equal_weights(part.size())), std::move(samples), confidence,
                                         part.size());
}

scenario::Value tree_of(const std::string& yaml) {
  scenario::Diagnostics diagnostics;
  auto tree = scenario::parse_yaml(yaml, "resolved scenario", diagnostics);
  diagnostics.throw_if_failed();
  return tree;
}

std::string text_at(const scenario::Value* map, const std::string& key) {
  const auto* value = map == nullptr ? nullptr : map->find(key);
  return value == nullptr ? "" : scenario::write_yaml(*value);
}

scenario::Value& add(scenario::Value& map, const std::string& key, const scenario::Value& value) {
  auto& entry = map.entries.emplace_back();
  entry.key = key;
  entry.value = value;
  return entry.value;
}

/// Keys of two maps whose values differ.
std::vector<std::string> differing_keys(const scenario::Value* a, const scenario::Value* b) {
  std::set<std::string> keys;
  for (const auto* map : {a, b}) {
    if (map == nullptr) continue;
    for (const auto& entry : map->entries) keys.insert(entry.key);
  }
  std::vector<std::string> differing;
  for (const auto& key : keys) {
    if (text_at(a, key) != text_at(b, key)) differing.push_back(key);
  }
  return differing;
}

}  // namespace

bool has_complete_replicate(const std::vector<std::vector<double>>& output) { return !falls(output).empty(); }

std::vector<double> shapley_values(std::span<const double> worth, std::size_t players) {
  std::vector<double> values(players, 0.0);
  for (std::size_t i = 0; i < players; ++i) {
    const std::size_t player = std::size_t{1} << i;
    for (std::size_t subset = 0; subset < worth.size(); ++subset) {
      if ((subset & player) != 0) continue;
      const double orders = factorial(members(subset)) * factorial(players - members(subset) - 1);
      values[i] += orders * (worth[subset | player] - worth[subset]);
    }
    values[i] /= factorial(players);
  }
  return values;
}

std::vector<double> shapley_interactions(std::span<const double> worth, std::size_t players) {
  std::vector<double> index(players * players, 0.0);
  for (std::size_t i = 0; i < players; ++i) {
    for (std::size_t j = 0; j < players; ++j) {
      if (i == j) continue;
      const std::size_t a = std::size_t{1} << i;
      const std::size_t b = std::size_t{1} << j;
      double sum = 0;
      for (std::size_t subset = 0; subset < worth.size(); ++subset) {
        if ((subset & (a | b)) != 0) continue;
        const double orders = factorial(members(subset)) * factorial(players - members(subset) - 2);
        sum += orders * (worth[subset | a | b] - worth[subset | a] - worth[subset | b] + worth[subset]);
      }
      index[i * players + j] = sum / factorial(players - 1);
    }
  }
  return index;
}

Credits credits(const std::vector<std::vector<double>>& output, std::size_t players, double confidence) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto worth = falls(output);
  const std::size_t all = output.size() - 1;
  std::vector<std::vector<double>> values;
  std::vector<std::vector<double>> interactions;
  for (const auto& of_replicate : worth) {
    values.push_back(shapley_values(of_replicate, players));
    interactions.push_back(shapley_interactions(of_replicate, players));
  }
  statistics::Summariser summarise(confidence);
  const auto whole = column(worth, all);
  Credits found{.replicates = worth.size(), .whole = mean_over(summarise, whole), .players = {}, .interactions = {}};
  const bool clear = found.whole.low > 0 || found.whole.high < 0;
  for (std::size_t i = 0; i < players; ++i) {
    const std::size_t player = std::size_t{1} << i;
    const auto own = column(values, i);
    std::vector<double> last;
    for (const auto& of_replicate : worth) last.push_back(of_replicate[all] - of_replicate[all ^ player]);
    found.players.push_back({.value = mean_over(summarise, own),
                             .share = clear ? share_of(own, whole, confidence) : statistics::Interval{none, none, none},
                             .first = mean_over(summarise, column(worth, player)),
                             .last = mean_over(summarise, last)});
  }
  for (std::size_t pair = 0; pair < players * players; ++pair)
    found.interactions.push_back(mean_over(summarise, column(interactions, pair)));
  return found;
}

std::vector<std::string> differing_rules(const std::string& before, const std::string& after) {
  const auto a = tree_of(before);
  const auto b = tree_of(after);
  return differing_keys(a.find("rules"), b.find("rules"));
}

std::vector<std::string> other_differences(const std::string& before, const std::string& after) {
  const auto a = tree_of(before);
  const auto b = tree_of(after);
  auto keys = differing_keys(&a, &b);
  std::erase_if(keys, [](const auto& key) { return key == "rules" || key == "title" || key == "question"; });
  return keys;
}

std::string with_rules(const std::string& before, const std::string& after, std::span<const std::string> rules) {
  auto tree = tree_of(before);
  const auto other = tree_of(after);
  if (tree.find("rules") == nullptr) add(tree, "rules", {}).kind = scenario::Value::Kind::map;
  auto& own = *tree.find("rules");
  const auto* theirs = other.find("rules");
  for (const auto& name : rules) {
    own.erase(name);
    const auto* rule = theirs == nullptr ? nullptr : theirs->find(name);
    if (rule != nullptr) add(own, name, *rule);
  }
  return scenario::write_yaml(tree);
}

}  // namespace entrepot::experiment
