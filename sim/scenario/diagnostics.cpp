#include "entrepot/scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "entrepot/core/printable.hpp"
#include "entrepot/scenario/load.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::size_t max_shown = 50;
constexpr std::size_t max_kept = 1000;
// Messages are cut to this length, so that text from a file cannot flood the screen.
constexpr std::size_t longest_message = 500;
// No suggestions for longer names, or from longer lists.
constexpr std::size_t longest_name = 100;
constexpr std::size_t max_names = 5000;

/// Edit distance (insert, delete, replace) between two texts (Levenshtein 1966).
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

/// At most `longest_message` bytes, cut between characters.
std::string shortened(const std::string& text) {
  if (text.size() <= longest_message) return text;
  std::size_t cut = longest_message;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

std::string line_of(const Mark& mark, const char* severity, const std::string& path, const std::string& message) {
  const std::string place = place_of(mark);
  const std::string about = path.empty() ? "" : shortened(path) + ": ";
  return printable(fmt::format("{}: {}: {}{}", place, severity, about, shortened(message)), LineBreaks::escaped);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// Maximum edit distance for a suggestion; lower for short names, which are close to many others.
std::size_t max_edits(std::size_t length) {
  if (length <= 1) return 0;
  return length <= 3 ? 1 : std::max<std::size_t>(2, length / 3);
}

/// The first name with this prefix, e.g. `inspection_rate` for `inspection`; empty if there is none or the prefix is
/// short.
std::string completion(const std::string& wanted, const std::vector<std::string>& names) {
  if (wanted.size() < 4) return "";
  const auto it = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.starts_with(wanted); });
  return it == names.end() ? "" : *it;
}

}  // namespace

void Diagnostics::error(const Mark& mark, const std::string& path, const std::string& message,
                        std::vector<std::string> choices) {
  errors_.push_back({mark, path, message, std::move(choices)});
  if (errors_.size() >= max_kept) throw_if_failed();
}

void Diagnostics::incomplete(const Mark& mark, const std::string& path, const std::string& message) {
  incomplete_ = true;
  error(mark, path, message);
}

void Diagnostics::throw_if_failed() const {
  if (errors_.empty()) return;
  auto sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.mark.file, a.mark.line, a.mark.column) < std::tie(b.mark.file, b.mark.line, b.mark.column);
  });
  std::vector<std::string> lines;
  for (const auto& finding : sorted) {
    auto line = line_of(finding.mark, "error", finding.path, finding.message);
    for (const auto& choice : finding.choices) line += "\n  " + choice;
    if (lines.empty() || line != lines.back()) lines.push_back(line);
  }
  const std::size_t more = lines.size() > max_shown ? lines.size() - max_shown : 0;
  lines.resize(lines.size() - more);
  std::string all = fmt::format("{}", fmt::join(lines, "\n"));
  if (more > 0) all += fmt::format("\n... and {}{} more errors", sorted.size() >= max_kept ? "at least " : "", more);
  throw ScenarioError(all);
}

std::vector<std::string> Diagnostics::warnings() const {
  std::vector<std::string> lines;
  for (const auto& w : warnings_) lines.push_back(line_of(w.mark, "warning", w.path, w.message));
  return lines;
}

std::string did_you_mean(const std::string& wanted, const std::vector<std::string>& names) {
  if (wanted.size() > longest_name || names.size() > max_names) return "";
  std::string nearest;
  // Twice the edit distance, plus one for a difference in case only.
  std::size_t fewest = 2 * max_edits(wanted.size()) + 2;
  for (const auto& name : names) {
    const std::size_t gap = name.size() > wanted.size() ? name.size() - wanted.size() : wanted.size() - name.size();
    if (2 * gap >= fewest || name.empty()) continue;
    const auto [a, b] = std::pair(lower(wanted), lower(name));
    const std::size_t distance = 2 * edits(a, b) + (a == wanted && b == name ? 0 : 1);
    if (distance < fewest) {
      fewest = distance;
      nearest = name;
    }
  }
  if (nearest.empty()) nearest = completion(wanted, names);
  return nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest);
}

}  // namespace entrepot::scenario
