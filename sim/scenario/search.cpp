#include "search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::scenario {
namespace {

/// The word without a plural s, so that "tariffs" finds "tariff".
std::string singular(std::string word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    const bool upper = 'A' <= c && c <= 'Z';
    const bool letter = upper || ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || static_cast<signed char>(c) < 0;
    if (letter) {
      word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!word.empty()) {
      words.push_back(singular(std::exchange(word, "")));
    }
  }
  return words;
}

bool is_stop_word(const std::string& word) {
  constexpr std::array<std::string_view, 13> fillers{"a",  "an", "and", "at",  "by", "for", "in",
                                                     "of", "on", "or",  "the", "to", "with"};
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

// A match in the name ranks before one in the search terms, and that before one in the meaning; a complete word ranks
// before a prefix.
constexpr int beginning = 3;
constexpr std::size_t shortest_beginning = 3;

/// Distance of one word from a text; nullopt without a match.
std::optional<int> distance_of(const std::string& word, const std::vector<std::string>& text) {
  if (std::find(text.begin(), text.end(), word) != text.end()) return 0;
  const bool begins = word.size() >= shortest_beginning &&
                      std::any_of(text.begin(), text.end(), [&](const auto& w) { return w.starts_with(word); });
  return begins ? std::optional(beginning) : std::nullopt;
}

}  // namespace

std::optional<int> search_distance(const std::string& query, const Searchable& text) {
  auto words = words_of(query);
  std::erase_if(words, is_stop_word);
  if (words.empty()) return std::nullopt;
  const std::array<std::vector<std::string>, 3> places{words_of(text.name), words_of(text.also),
                                                       words_of(text.meaning)};
  int total = 0;
  for (const auto& word : words) {
    int nearest = std::numeric_limits<int>::max();
    for (int place = 0; place < 3; ++place) {
      if (const auto distance = distance_of(word, places[static_cast<std::size_t>(place)]))
        nearest = std::min(nearest, *distance + place);
    }
    if (nearest == std::numeric_limits<int>::max()) return std::nullopt;
    total += nearest;
  }
  return total;
}

std::vector<const InstrumentSchema*> nearest_first(const std::string& query,
                                                   std::span<const InstrumentSchema> instruments) {
  constexpr int spelt_alike = 1000;
  constexpr int unlike = 2000;
  std::vector<std::pair<int, const InstrumentSchema*>> ranked;
  for (const auto& instrument : instruments) {
    const auto distance = search_distance(query, {instrument.name, instrument.also, instrument.meaning});
    const bool alike = !did_you_mean(query, {instrument.name}).empty();
    ranked.emplace_back(distance ? *distance : alike ? spelt_alike : unlike, &instrument);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const InstrumentSchema*> all;
  for (const auto& [distance, instrument] : ranked) all.push_back(instrument);
  return all;
}

std::vector<std::string> one_line_each(const std::vector<const InstrumentSchema*>& instruments) {
  std::size_t width = 0;
  for (const auto* instrument : instruments) width = std::max(width, instrument->name.size());
  std::vector<std::string> lines;
  for (const auto* instrument : instruments)
    lines.push_back(fmt::format("{:<{}}  {}", instrument->name, width, instrument->meaning));
  return lines;
}

}  // namespace entrepot::scenario
