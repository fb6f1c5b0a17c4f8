#pragma once
// Walk through the values that a scenario sets, with their descriptions.

#include <functional>
#include <span>
#include <string>

#include "entrepot/scenario/schema.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

/// A value that a scenario sets.
struct SetValue {
  std::string path;
  const Description& description;
  const Value& given;  ///< as written: plain, or a map with its evidence
  const Value* entry;  ///< the named entry that holds it; null outside of maps

  /// Without its evidence.
  [[nodiscard]] const Value& plain() const;
};

/// Visits every leaf of the tables, and those of the rules' instruments.
void walk_values(const Value& root, std::span<const InstrumentSchema> instruments,
                 const std::function<void(const SetValue&)>& visit);

}  // namespace entrepot::scenario
