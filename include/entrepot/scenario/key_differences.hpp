#pragma once
// What two scenarios say differently.

#include <string>
#include <vector>

namespace entrepot::scenario {

class Value;

/// A key whose value differs; an empty value stands for a key that the scenario does not write.
struct KeyDifference {
  std::string key;  ///< dotted path
  std::string a;
  std::string b;
};

/// The keys in which two resolved scenarios (YAML) differ, by path. Titles, questions, notes, sources and grades, which
/// decide nothing, are left out. Text that is no YAML map gives nothing.
std::vector<KeyDifference> key_differences(const std::string& a, const std::string& b);

/// Whether two values decide the same: keys that decide nothing, the order of keys and the spelling of numbers apart.
bool decide_the_same(const Value& a, const Value& b);

}  // namespace entrepot::scenario
