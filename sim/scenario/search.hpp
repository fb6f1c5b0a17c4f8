#pragma once
// Search for instruments and parameters by keywords.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

/// Searchable text: a name, its search terms and its meaning.
struct Searchable {
  std::string name;
  std::string also;
  std::string meaning;
};

/// Distance of a text from a query: 0 if its name has all words of the query, larger for matches in `also` or the
/// meaning, or of prefixes only. nullopt if a word has no match. Case, plurals and stop words such as "of" are ignored.
std::optional<int> search_distance(const std::string& query, const Searchable& text);

/// Items whose texts the search finds, best match first; text_of(item) is Searchable.
template <class Item, class TextOf>
std::vector<const Item*> found_first(const std::string& query, const std::vector<Item>& items, TextOf&& text_of) {
  std::vector<std::pair<int, const Item*>> found;
  for (const auto& item : items) {
    if (const auto distance = search_distance(query, text_of(item))) found.emplace_back(*distance, &item);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Item*> result;
  for (const auto& [distance, item] : found) result.push_back(item);
  return result;
}

/// All instruments, best match first: those that the search finds, then those with a similar name, then the others in
/// their order.
std::vector<const InstrumentSchema*> nearest_first(const std::string& query,
                                                   std::span<const InstrumentSchema> instruments);

/// One line per instrument: name and meaning.
std::vector<std::string> one_line_each(const std::vector<const InstrumentSchema*>& instruments);

}  // namespace entrepot::scenario
