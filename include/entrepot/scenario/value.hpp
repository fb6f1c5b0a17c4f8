#pragma once
// A node of a YAML tree that knows where it was written.

#include <string>
#include <vector>

namespace entrepot::scenario {

/// Where a value was written; lines and columns from 1, 0 for what stands in no file.
struct Mark {
  std::string file;
  int line = 0;
  int column = 0;
};

/// `file:line:column`, or the file alone for what stands in none.
std::string place_of(const Mark& mark);

class Value {
 public:
  enum class Kind { null, scalar, sequence, map };
  struct Entry;

  Kind kind = Kind::null;
  Mark mark;
  std::string text;            ///< of a scalar
  bool quoted = false;         ///< a quoted scalar is never a plain number
  bool left_empty = false;     ///< a null written as nothing, not as ~: an error, which parse_yaml has reported
  std::vector<Value> items;    ///< of a sequence
  std::vector<Entry> entries;  ///< of a map, in the order written

  [[nodiscard]] const Value* find(const std::string& key) const;
  [[nodiscard]] Value* find(const std::string& key);
  void erase(const std::string& key);
};

struct Value::Entry {
  std::string key;
  Mark mark;
  Value value;
};

}  // namespace entrepot::scenario
