#include "entrepot/experiment/precision.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "entrepot/core/error.hpp"

namespace entrepot::experiment {

PrecisionTarget parse_target(const std::string& text) {
  const auto bad = [&] {
    return Error(
        fmt::format("--until: '{}': expected OUTPUT:rel=WIDTH or OUTPUT:abs=WIDTH, with a width above 0", text),
        ExitCode::bad_input);
  };
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || text.size() < colon + 6) throw bad();
  const std::string kind = text.substr(colon + 1, 4);
  if (kind != "rel=" && kind != "abs=") throw bad();
  char* end = nullptr;
  const double width = std::strtod(text.c_str() + colon + 5, &end);
  if (*end != '\0' || !(width > 0) || !std::isfinite(width)) throw bad();
  return {
      .text = text, .measure = parse_measure(text.substr(0, colon)), .relative = kind == "rel=", .half_width = width};
}

bool precise(const PrecisionTarget& target, const statistics::Statistics& statistics) {
  const double half = (statistics.high - statistics.low) / 2;
  const double allowed = target.relative ? target.half_width * std::fabs(statistics.mean) : target.half_width;
  return half <= allowed;
}

std::string words_of(std::span<const PrecisionTarget> targets) {
  std::string words;
  for (const auto& target : targets) words += (words.empty() ? "" : " and ") + target.text;
  return words;
}

void PrecisionMonitor::add(std::span<const double> of_targets) {
  for (std::size_t t = 0; t < values_.size(); ++t) values_[t].push_back(of_targets[t]);
}

bool PrecisionMonitor::enough() {
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    if (!precise(targets_[t], summarise_(values_[t]))) return false;
  }
  return !targets_.empty();
}

}  // namespace entrepot::experiment
