#pragma once
// Figures whose last date lies well before the end of a run: from then on the last value is held.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/parameters.hpp"
#include "entrepot/scenario/schema.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// A path over dates, the newest product, or the last rule.
struct HeldFigure {
  std::string path;
  Date last;
  Mark mark;

  /// The section of the scenario: `lines`, `products`, `rules`.
  [[nodiscard]] std::string section() const { return path.substr(0, path.find('.')); }
};

/// Paths with several dates that end more than 26 weeks before the run; the last rule, likewise; and the newest
/// product, if it is released more than 104 weeks before. Rules and products count if several of their dates lie in the
/// run. In the order of the tables.
std::vector<HeldFigure> held_figures(const Value& root, const Scenario& scenario,
                                     std::span<const InstrumentSchema> instruments);

/// One line for all of them; empty if there are none.
std::string held_text(const std::vector<HeldFigure>& figures, Date end);

}  // namespace entrepot::scenario
