#include "key_paths.hpp"

namespace entrepot::scenario {

std::vector<std::string> segments(const std::string& path) {
  std::vector<std::string> parts{""};
  for (const char c : path) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool is_any_name(const std::string& segment) { return segment.starts_with("*"); }

bool matches(const std::string& path, const std::string& key) {
  const auto p = segments(path);
  const auto k = segments(key);
  if (k.size() > p.size()) return false;
  const std::size_t skipped = p.size() - k.size();
  for (std::size_t i = 0; i < k.size(); ++i) {
    const auto& have = p[skipped + i];
    const bool named = is_any_name(have) && (skipped == 0 || i > 0 || k[i] == "*");
    if (have != k[i] && !named) return false;
  }
  return true;
}

}  // namespace entrepot::scenario
