#pragma once
// Differences between two scenarios by key.

#include <map>
#include <string>
#include <vector>

namespace entrepot::scenario {

class Value;

/// A key whose values differ; an empty value means that the scenario does not set the key.
struct KeyDifference {
  std::string key;  ///< dotted path
  std::string a;
  std::string b;
};

/// The keys in which two resolved scenarios (YAML) differ, sorted by path. Titles, questions, notes, sources and grades
/// are ignored, because they do not affect results. Text that is not a YAML map gives no keys.
std::vector<KeyDifference> key_differences(const std::string& a, const std::string& b);

/// Values by dotted path, as they are written.
using KeyValues = std::map<std::string, std::string>;

/// What a resolved scenario (YAML) writes, without the keys that do not affect results; a value with evidence is
/// reduced to the value.
KeyValues deciding_keys(const std::string& yaml);

/// The keys in which two scenarios differ, by path. Spellings of one number are equal.
std::vector<KeyDifference> key_differences(const KeyValues& a, const KeyValues& b);

/// Whether two values are equivalent: descriptive keys, the order of keys and the notation of numbers are ignored.
bool are_equivalent(const Value& a, const Value& b);

}  // namespace entrepot::scenario
