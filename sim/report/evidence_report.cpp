#include "entrepot/report/evidence_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "entrepot/io/text_table.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using nlohmann::ordered_json;
using scenario::EvidenceRow;
using scenario::Figure;

std::optional<double> number_in(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, code] = std::from_chars(text.data(), end, number);
  return code == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

/// With thousands separators if it is a large integer, else as written.
std::string number_text(const std::string& text) {
  const auto number = number_in(text);
  return number && std::abs(*number) >= 1000 && *number == std::floor(*number) ? io::grouped(*number) : text;
}

/// Numbers as JSON numbers, other figures as text; null for none.
ordered_json figure_json(const std::string& text) {
  if (text.empty()) return nullptr;
  const auto number = ordered_json::parse(text, nullptr, false);  // keeps an integer one
  return number.is_number() ? number : ordered_json(text);
}

ordered_json text_or_null(const std::string& text) { return text.empty() ? ordered_json() : ordered_json(text); }

std::string grade_text(const std::string& grade) {
  if (grade == "A") return "A (official)";
  return grade == "B" ? "B (named research or press)" : "C (rough, computed or judged)";
}

std::string reading_text(const EvidenceRow& row) {
  std::string text = row.read == "direct"        ? "in the named source"
                     : row.read == "second_hand" ? "in a page that reports the source"
                                                 : "computed or judged from other figures";
  if (!row.seen) text += "; not found in a document";
  return text;
}

/// `A 12, B 30, C 4`
std::string grades_text(const std::map<std::string, std::size_t>& grades) {
  std::vector<std::string> parts;
  for (const auto& [grade, rows] : grades) parts.push_back(fmt::format("{} {}", grade, rows));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string share_of(std::size_t part, std::size_t whole) {
  return whole == 0 ? "" : fmt::format(" ({:.0f}%)", percent * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

std::string figure_text(const EvidenceRow& row) {
  if (row.unit == "status") return row.value;
  const std::string value = number_text(row.value);
  const std::string range = row.low.empty() ? "" : fmt::format("{} to {}", number_text(row.low), number_text(row.high));
  const std::string figure = range.empty() ? value : value.empty() ? range : fmt::format("{} ({})", value, range);
  return row.unit == "date" || row.unit == "count" ? figure : figure + " " + row.unit;
}

std::string period_text(const EvidenceRow& row) {
  if (row.from && row.until) return row.from->iso() + " to " + row.until->iso();
  if (row.from) return "from " + row.from->iso();
  return row.until ? "until " + row.until->iso() : "";
}

std::string evidence_text(const EvidenceRow& row) {
  return row.id + "\n" + labelled("Quantity", row.quantity) + labelled("Figure", figure_text(row)) +
         labelled("Place", row.place) + labelled("Period", period_text(row)) +
         labelled("Grade", grade_text(row.grade)) + labelled("Source", row.source) + labelled("Address", row.url) +
         labelled("Read", reading_text(row)) + labelled("Note", row.note) + labelled("File", place_of(row.mark));
}

ordered_json evidence_json(const EvidenceRow& row) {
  return {{"id", row.id},
          {"quantity", row.quantity},
          {"place", row.place},
          {"value", figure_json(row.value)},
          {"low", figure_json(row.low)},
          {"high", figure_json(row.high)},
          {"unit", row.unit},
          {"from", row.from ? ordered_json(row.from->iso()) : ordered_json()},
          {"until", row.until ? ordered_json(row.until->iso()) : ordered_json()},
          {"grade", row.grade},
          {"read", row.read},
          {"seen", row.seen},
          {"source", row.source},
          {"url", text_or_null(row.url)},
          {"note", text_or_null(row.note)},
          {"where", place_of(row.mark)}};
}

std::string evidence_list_text(const std::vector<const EvidenceRow*>& rows, std::size_t most) {
  io::TextTable table({"id", "figure", "place", "period", "grade"}, 5);
  for (std::size_t k = 0; k < std::min(rows.size(), most); ++k)
    table.add({rows[k]->id, figure_text(*rows[k]), rows[k]->place, period_text(*rows[k]), rows[k]->grade});
  std::string text = table.text();
  if (rows.size() > most)
    text += fmt::format("  ... and {} more; add a word to narrow the search\n", rows.size() - most);
  return text;
}

std::string register_text(const scenario::EvidenceRegister& evidence) {
  std::map<std::string, std::map<std::string, std::size_t>> files;
  for (const auto& row : evidence.rows()) ++files[row.mark.file][row.grade];
  std::string text = fmt::format("{} rows of evidence\n", evidence.rows().size());
  io::TextTable table({"file", "rows by grade"}, 2);
  for (const auto& [file, grades] : files) table.add({file, grades_text(grades)});
  return text + table.text() + "\nSearch: entrepot evidence WORDS. One row: entrepot evidence ID.\n";
}

std::string figures_text(const std::vector<Figure>& figures, const std::vector<EvidenceRow>& rows) {
  std::string text;
  for (const auto& figure : figures) {
    text += (text.empty() ? "" : "\n") + figure.path + "\n" + labelled("Value", figure.value) +
            labelled("Range", figure.range) + labelled("At", figure.where);
    if (!figure.source.empty())
      text +=
          labelled("Source", figure.source + (figure.grade.empty() ? "" : fmt::format(" (grade {})", figure.grade)));
    text += labelled("Note", figure.note);
    for (const auto& id : figure.evidence) {
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.id == id; });
      if (row == rows.end()) continue;
      text += labelled("Evidence",
                       fmt::format("{}: {}, {}{}{}. {} (grade {})", id, figure_text(*row), row->place,
                                   period_text(*row).empty() ? "" : ", ", period_text(*row), row->source, row->grade));
    }
  }
  return text;
}

Coverage coverage_of(std::vector<Figure> figures) {
  Coverage coverage;
  for (auto& figure : figures) {
    auto& kind = figure.cites() ? coverage.cited : figure.range.empty() ? coverage.neither : coverage.ranged;
    kind.push_back(std::move(figure));
  }
  return coverage;
}

std::string coverage_text(const Coverage& coverage) {
  const std::size_t all = coverage.cited.size() + coverage.ranged.size() + coverage.neither.size();
  const auto sourced = static_cast<std::size_t>(std::count_if(
      coverage.neither.begin(), coverage.neither.end(), [](const auto& figure) { return !figure.source.empty(); }));
  std::string text = fmt::format("{} figures\n", all);
  text +=
      fmt::format("  cite evidence:            {}{}\n", coverage.cited.size(), share_of(coverage.cited.size(), all));
  text +=
      fmt::format("  judgement with a range:   {}{}\n", coverage.ranged.size(), share_of(coverage.ranged.size(), all));
  text += fmt::format("  neither:                  {}{}, of which {} name a source\n", coverage.neither.size(),
                      share_of(coverage.neither.size(), all), sourced);
  if (coverage.neither.empty()) return text;
  text += "\nNeither\n";
  for (const auto& figure : coverage.neither)
    text += fmt::format("  {}: {}{}\n", figure.where, figure.path, figure.source.empty() ? "" : " (names a source)");
  return text;
}

ordered_json coverage_json(const Coverage& coverage) {
  ordered_json neither = ordered_json::array();
  for (const auto& figure : coverage.neither)
    neither.push_back({{"path", figure.path},
                       {"value", figure.value},
                       {"where", figure.where},
                       {"source", text_or_null(figure.source)},
                       {"grade", text_or_null(figure.grade)}});
  return {{"cite_evidence", coverage.cited.size()},
          {"judged_with_range", coverage.ranged.size()},
          {"neither", std::move(neither)}};
}

}  // namespace entrepot::report
