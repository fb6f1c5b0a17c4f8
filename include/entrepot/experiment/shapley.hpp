#pragma once
// Shapley attribution of a joint effect to its players (Shapley 1953).

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Maximum number of players; every subset is simulated.
inline constexpr std::size_t max_players = 8;

/// Shapley value of each player. worth: [2^players], the worth of every subset; bit i of the index means that player i
/// is in it. The values sum to the worth of the full set minus that of the empty set; for integers the sum is exact
/// before the final division.
std::vector<double> shapley_values(std::span<const double> worth, std::size_t players);

/// Shapley interaction index of each pair (Grabisch and Roubens 1999), [player x player], zero on the diagonal: the
/// joint worth of two players beyond the sum of their separate worths, averaged over the orders of the others. Negative
/// for substitutes, positive for complements.
std::vector<double> shapley_interactions(std::span<const double> worth, std::size_t players);

/// The credit of one player.
struct Credit {
  statistics::Interval value{};  ///< Shapley value (Student's t interval over paired replicates)
  statistics::Interval
      share{};  ///< share of the whole; bootstrap over replicates. NaN if the whole's interval includes zero
  statistics::Interval first{};  ///< effect when added to none of the others
  statistics::Interval last{};   ///< effect when added to all of the others
};

struct Credits {
  std::size_t replicates = 0;    ///< replicates with a value for every subset
  statistics::Interval whole{};  ///< joint effect of all players
  std::vector<Credit> players;
  std::vector<statistics::Interval> interactions;  ///< [player x player]
};

/// Whether any replicate has a value for every subset. output: [subset][replicate].
bool has_complete_replicate(const std::vector<std::vector<double>>& output);

/// Credits of players for the fall of an output. output: [subset][replicate].
Credits credits(const std::vector<std::vector<double>>& output, std::size_t players, double confidence);

/// Sorted names of the rules that differ between two resolved scenarios.
std::vector<std::string> differing_rules(const std::string& before, const std::string& after);

/// Top-level keys that differ, except rules, title and question.
std::vector<std::string> other_differences(const std::string& before, const std::string& after);

/// The first resolved scenario with the named rules replaced or removed as in the second.
std::string with_rules(const std::string& before, const std::string& after, std::span<const std::string> rules);

}  // namespace entrepot::experiment
