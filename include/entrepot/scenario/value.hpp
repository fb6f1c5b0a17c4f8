#pragma once
// A node of a YAML tree with its position in the file.

#include <string>
#include <vector>

namespace entrepot::scenario {

/// Position of a value; lines and columns count from 1, and are 0 for a value outside any file.
struct Mark {
  std::string file;
  int line = 0;
  int column = 0;
};

/// `file:line:column`, or only the file if the line is 0.
std::string place_of(const Mark& mark);

class Value {
 public:
  enum class Kind { null, scalar, sequence, map };
  struct Entry;

  Kind kind = Kind::null;
  Mark mark;
  std::string text;            ///< of a scalar
  bool quoted = false;         ///< a quoted scalar is never a plain number
  bool left_empty = false;     ///< a null written as nothing instead of ~: an error already reported by parse_yaml
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
