#pragma once
// State of reading one scenario: diagnostics, evidence and references.

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/evidence.hpp"
#include "entrepot/scenario/schema.hpp"
#include "entrepot/scenario/value.hpp"

namespace entrepot::scenario {

class Reading {
 public:
  /// A name that must exist elsewhere in the scenario; checked after reading.
  struct Reference {
    std::string name;
    std::string to;
    std::string path;
    Mark mark;
  };

  explicit Reading(Diagnostics& into) : diagnostics(into) {}
  void error(const Value& value, const std::string& path, const std::string& message) {
    diagnostics.error(value.mark, path, message);
  }

  Diagnostics& diagnostics;
  std::vector<Fact> facts;
  std::vector<Citation> citations;
  std::vector<CitedValue> cited_values;
  std::vector<Reference> references;
  bool instruments_listed = false;               ///< whether an error has listed all instruments
  Mark missing_at;                               ///< where to report a missing key: the entry being read
  std::deque<Value> defaults;                    ///< defaults in use, kept alive while reading
  std::map<std::string, Value> parsed_defaults;  ///< by their text
};

/// The ids of `evidence: ID` or `evidence: [ID, ..]`, recorded as citations, which are checked against the register
/// later.
std::vector<std::string> cited_ids(Reading&, const Value& annotated, const std::string& path);
/// Checks `range_factor: [0.5, 2]`: how far the figures of an entry that cite nothing may be off.
void check_range_factor(Reading&, const Value& entry, const std::string& path);
/// Records the evidence of an entry without checking its grade, for tables with a row for the grade.
void keep_evidence_of_rule(Reading&, const Value& entry, const std::string& path);

}  // namespace entrepot::scenario
