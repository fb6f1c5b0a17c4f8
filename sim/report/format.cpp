#include "format.hpp"

#include <fmt/format.h>

#include <cmath>

#include "entrepot/io/text_table.hpp"

namespace entrepot::report {

nlohmann::ordered_json interval_json(const statistics::Interval& interval) {
  return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

std::string percent_text(double share) { return std::isnan(share) ? "-" : fmt::format("{:.0f}%", share * percent); }

std::string percent_text(const statistics::Interval& share) {
  if (std::isnan(share.low)) return percent_text(share.value);
  return fmt::format("{} ({} to {})", percent_text(share.value), percent_text(share.low), percent_text(share.high));
}

std::string share_text(const statistics::Interval& interval) {
  if (std::isnan(interval.value)) return "-";
  if (std::isnan(interval.low)) return fmt::format("{:.2f}", interval.value);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", interval.value, interval.low, interval.high);
}

statistics::Interval mean_of(const statistics::Statistics& statistics) {
  return {statistics.mean, statistics.low, statistics.high};
}

std::string labelled(const std::string& label, const std::string& text) {
  if (text.empty()) return "";
  constexpr std::size_t column = 12;
  std::string lines = io::wrapped(text, page_width, column);
  const std::string head = fmt::format("  {}:", label);
  return lines.replace(0, head.size(), head);
}

std::string warnings_text(const std::vector<std::string>& warnings) {
  std::string text;
  for (const auto& warning : warnings) text += io::wrapped("Warning: " + warning, page_width);
  return text.empty() ? "" : "\n" + text;
}

std::vector<std::string> cell_lines(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::string rest = io::wrapped(text, width);
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1))
    lines.push_back(rest.substr(0, end));
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace entrepot::report
