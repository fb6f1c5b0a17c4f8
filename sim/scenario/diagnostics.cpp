#include "diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "entrepot/scenario/load.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::size_t most_shown = 50;

/// Edits (insert, delete, replace) from one text to the other (Levenshtein 1966).
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string line_of(const Mark& mark, const char* severity, const std::string& path, const std::string& message) {
  const std::string place = mark.line > 0 ? fmt::format("{}:{}:{}", mark.file, mark.line, mark.column) : mark.file;
  return fmt::format("{}: {}: {}{}", place, severity, path.empty() ? "" : path + ": ", message);
}

}  // namespace

void Diagnostics::throw_if_failed() const {
  if (errors_.empty()) return;
  auto sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.mark.file, a.mark.line, a.mark.column) < std::tie(b.mark.file, b.mark.line, b.mark.column);
  });
  std::string all;
  for (std::size_t k = 0; k < std::min(most_shown, sorted.size()); ++k) {
    all += line_of(sorted[k].mark, "error", sorted[k].path, sorted[k].message) + "\n";
  }
  if (sorted.size() > most_shown) all += fmt::format("... and {} more errors\n", sorted.size() - most_shown);
  throw ScenarioError(all.substr(0, all.size() - 1));
}

std::vector<std::string> Diagnostics::warnings() const {
  std::vector<std::string> lines;
  for (const auto& w : warnings_) lines.push_back(line_of(w.mark, "warning", w.path, w.message));
  return lines;
}

std::string did_you_mean(const std::string& wanted, const std::vector<std::string>& names) {
  std::string nearest;
  std::size_t fewest = std::max<std::size_t>(2, wanted.size() / 3) + 1;
  for (const auto& name : names) {
    const std::size_t count = edits(wanted, name);
    if (count < fewest) {
      fewest = count;
      nearest = name;
    }
  }
  return nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest);
}

}  // namespace entrepot::scenario
