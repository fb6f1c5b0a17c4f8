#pragma once
// The catalogue of bills and events: what each says, where it stands, and the scenario that expresses it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::scenario {

/// A bill, rule or event.
struct Bill {
  std::string id;
  std::string name;
  std::string numbers;
  std::string kind;
  std::string place;
  std::string content;
  std::string status;
  std::optional<Date> status_date;
  Date as_of;
  std::string source;
  std::string url;
  std::vector<std::string> instruments;
  std::string scenario;
  std::string modelled;
  std::string left_out;
  std::string judged;
  Mark mark;

  // clang-format off
  template <class Rows>
  static void rows(Rows& row) {
    using B = Bill;
    row("name", &B::name, {.meaning = "Its name."});
    row("numbers", &B::numbers, {.fallback = "''", .meaning = "Numbers of the bill or docket."});
    row("kind", &B::kind, {.choices = {"bill", "rule", "event", "proposal", "foreign law"}, .meaning = "What it is."});
    row("place", &B::place, {.meaning = "ISO code of the legislature or authority."});
    row("content", &B::content, {.meaning = "What it asks of whom, in a sentence."});
    row("status", &B::status, {.choices = {"proposed", "reported", "passed one chamber", "enacted", "in force", "suspended", "withdrawn", "expired"}, .meaning = "Where it stands."});
    row("status_date", &B::status_date, {.meaning = "Day since which it does."});
    row("as_of", &B::as_of, {.meaning = "Day of the latest source; laws change."});
    row("source", &B::source, {.meaning = "Publication and date."});
    row("url", &B::url, {.fallback = "''", .meaning = "Address of the page that was read."});
    row("instruments", &B::instruments, {.fallback = "[]", .meaning = "Instruments that express it."});
    row("scenario", &B::scenario, {.fallback = "''", .meaning = "Name of its scenario among the bills."});
    row("modelled", &B::modelled, {.choices = {"fully", "partly", "stand-in", "no"}, .meaning = "How much of it the scenario expresses."});
    row("left_out", &B::left_out, {.fallback = "''", .meaning = "What the model leaves out of it."});
    row("judged", &B::judged, {.fallback = "''", .meaning = "What its scenario assumes that no text says."});
  }
  // clang-format on
};

/// Reads a catalogue, in its order; `instruments` are those that exist. Throws ScenarioError with all errors at
/// file:line:column: unknown keys and instruments, statuses dated after their source, and entries whose scenario is not
/// in the folder of the file.
std::vector<Bill> read_bills(const std::filesystem::path& file, const std::vector<std::string>& instruments);

/// Bills with all words of a query in their id, name, numbers, content or instruments, best match first.
std::vector<const Bill*> search_bills(const std::vector<Bill>& bills, const std::string& words);

}  // namespace entrepot::scenario
