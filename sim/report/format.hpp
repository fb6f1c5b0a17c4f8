#pragma once
// Numbers, intervals and warnings, as all reports print them.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/statistics/resampling.hpp"
#include "entrepot/statistics/summary.hpp"

namespace entrepot::report {

inline constexpr std::size_t page_width = 100;
inline constexpr double percent = 100;

/// For programs: value, low, high.
nlohmann::ordered_json interval_json(const statistics::Interval& interval);
/// "31%"; "-" for NaN.
std::string percent_text(double share);
/// "31% (12% to 48%)"; the estimate alone if there is no interval.
std::string percent_text(const statistics::Interval& share);
/// "0.31 (0.12 to 0.48)"; the estimate alone if there is no interval.
std::string share_text(const statistics::Interval& interval);
/// The mean with its confidence interval.
statistics::Interval mean_of(const statistics::Statistics& statistics);

/// "  Source:  ...", wrapped below itself; empty without a text.
std::string labelled(const std::string& label, const std::string& text);

/// A paragraph for each warning, after a blank line; empty if there is none.
std::string warnings_text(const std::vector<std::string>& warnings);

/// A cell of a table, in lines of at most `width` columns; words are not broken. At least one line.
std::vector<std::string> cell_lines(const std::string& text, std::size_t width);

}  // namespace entrepot::report
