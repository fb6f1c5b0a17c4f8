#pragma once
// Keys of parameters that name a path or its end.

#include <string>
#include <vector>

namespace entrepot::scenario {

/// The parts of a path between its dots.
std::vector<std::string> segments(const std::string& path);

/// Whether the part stands for any name: `*`, or `*(levy)` for a rule of an instrument.
bool is_any_name(const std::string& segment);

/// Whether the key is the path or its end; `*` matches any name, and `*(levy)` the name of a rule with that instrument.
bool matches(const std::string& path, const std::string& key);

}  // namespace entrepot::scenario
