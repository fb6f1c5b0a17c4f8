#include "examples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"

namespace entrepot::cli {
namespace {

constexpr std::size_t width = 78;
// Words that questions share.
const std::set<std::string>& common_words() {
  static const std::set<std::string> words{
      "a",  "an", "and", "are", "be", "can", "do",  "does", "for",  "from",  "how", "i",   "if",   "in",   "is",   "it",
      "me", "my", "of",  "on",  "or", "our", "the", "to",   "what", "which", "who", "why", "will", "with", "would"};
  return words;
}

/// The words in lower case, without punctuation and common words.
std::vector<std::string> words_of(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const auto letter = static_cast<unsigned char>(c);
    plain += std::isalnum(letter) != 0 ? static_cast<char>(std::tolower(letter)) : ' ';
  }
  std::istringstream stream(plain);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    if (!common_words().contains(word)) words.push_back(word);
  }
  return words;
}

/// Whether the words have a common beginning: "check" and "checks", "rank" and "ranking".
bool alike(const std::string& a, const std::string& b) {
  constexpr std::size_t shortest_stem = 4;
  const auto& shorter = a.size() < b.size() ? a : b;
  const auto& longer = a.size() < b.size() ? b : a;
  if (shorter.size() < shortest_stem) return a == b;
  const std::size_t stem = std::max(shortest_stem, shorter.size() - 1);
  return longer.compare(0, stem, shorter, 0, stem) == 0;
}

/// The number of wanted words that the example has.
std::size_t matches(const Example& example, const std::vector<std::string>& wanted) {
  const auto known = words_of(example.name + " " + example.question + " " + example.words);
  return static_cast<std::size_t>(std::count_if(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::any_of(known.begin(), known.end(), [&](const std::string& other) { return alike(word, other); });
  }));
}

std::string list_lines() {
  std::string text;
  for (const auto& example : examples()) text += fmt::format("  {:<12} {}\n", example.name, example.question);
  return text;
}

std::string text_of(const Example& example) {
  std::string text = example.question + "\n";
  for (const auto& step : example.steps)
    text += "\n" + io::wrapped(step.why, width) + fmt::format("    {}\n", step.command);
  return text + "\n" + io::wrapped("Answer: " + example.answer, width);
}

/// Other examples that have some of the words.
std::string related(const std::vector<const Example*>& found) {
  std::vector<std::string> names;
  for (std::size_t k = 1; k < found.size() && k < 4; ++k) names.push_back(found[k]->name);
  return names.empty() ? "" : fmt::format("\nRelated examples: {}\n", fmt::join(names, ", "));
}

}  // namespace

std::string example_text(const std::vector<std::string>& words) {
  if (words.empty())
    return "Questions with worked answers:\n" + list_lines() +
           "\nPrint one with `entrepot example NAME`, or search: entrepot example smuggling\n";
  const std::string question = fmt::format("{}", fmt::join(words, " "));
  for (const auto& example : examples()) {
    if (example.name == question) return text_of(example);
  }
  const auto wanted = words_of(question);
  std::vector<const Example*> found;
  for (const auto& example : examples()) {
    if (matches(example, wanted) > 0) found.push_back(&example);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](const Example* a, const Example* b) { return matches(*a, wanted) > matches(*b, wanted); });
  if (found.empty()) {
    throw Error(fmt::format("no example for '{}'; expected one of these, or words of its question:\n{}", question,
                            list_lines()),
                ExitCode::bad_input);
  }
  return text_of(*found.front()) + related(found);
}

}  // namespace entrepot::cli
