#pragma once
// Finding instruments and parameters by the words that people use for them.

#include <optional>
#include <string>
#include <vector>

#include "entrepot/scenario/schema.hpp"

namespace entrepot::scenario {

/// What is searched: a name, the words by which people look for it, and its meaning.
struct Searchable {
  std::string name;
  std::string also;
  std::string meaning;
};

/// How far a text is from a query: 0 if its name has all words of the query; more if they only stand in `also` or in
/// the meaning, or as the beginnings of words. Nothing if a word of the query stands nowhere in it. Case, plurals and
/// words such as "of" do not count.
std::optional<int> search_distance(const std::string& query, const Searchable& text);

/// The instruments, nearest to the query first: those that the search finds, then those whose name is spelt like it,
/// then all others in their order.
std::vector<const InstrumentSchema*> nearest_first(const std::string& query,
                                                   std::span<const InstrumentSchema> instruments);

/// One line for each: its name and what it does.
std::vector<std::string> one_line_each(const std::vector<const InstrumentSchema*>& instruments);

}  // namespace entrepot::scenario
