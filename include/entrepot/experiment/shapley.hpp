#pragma once
// Who deserves the credit for what several players achieve together (Shapley 1953).

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"

namespace entrepot::experiment {

/// Every subset is run, so that their number must stay small.
inline constexpr std::size_t most_players = 8;

/// Shapley value of each player. worth: of every subset, [2^players]; bit i of a row says whether player i is in. The
/// values add up to the worth of all less that of none; for whole numbers, exactly before the one division at the end.
std::vector<double> shapley_values(std::span<const double> worth, std::size_t players);

/// Shapley interaction index of each pair (Grabisch and Roubens 1999), [player x player], zero on the diagonal: what
/// two players are worth together beyond what they are worth apart, averaged over the orders in which the others come.
/// Below zero they do each other's work, above zero they need each other.
std::vector<double> shapley_interactions(std::span<const double> worth, std::size_t players);

/// The credit of one player.
struct Credit {
  statistics::Interval value{};  ///< Shapley value (Student's interval of paired replicates)
  statistics::Interval
      share{};  ///< of the whole; bootstrap over replicates. NaN where the whole's interval includes zero
  statistics::Interval first{};  ///< what it adds to none of the others
  statistics::Interval last{};   ///< what it adds to all of the others
};

struct Credits {
  std::size_t replicates = 0;    ///< in which every subset has a value
  statistics::Interval whole{};  ///< what all players achieve together
  std::vector<Credit> players;
  std::vector<statistics::Interval> interactions;  ///< [player x player]
};

/// Whether any replicate has a value in every subset. output: [subset][replicate].
bool has_complete_replicate(const std::vector<std::vector<double>>& output);

/// Credits of players whose work is to lower an output: worth is its fall. output: [subset][replicate].
Credits credits(const std::vector<std::vector<double>>& output, std::size_t players, double confidence);

/// Names of the rules that two resolved scenarios do not have alike, sorted.
std::vector<std::string> differing_rules(const std::string& before, const std::string& after);

/// Keys of the top level in which they differ, other than rules, title and question.
std::vector<std::string> other_differences(const std::string& before, const std::string& after);

/// The first resolved scenario with these rules as the second has them: laid over, or taken out.
std::string with_rules(const std::string& before, const std::string& after, std::span<const std::string> rules);

}  // namespace entrepot::experiment
