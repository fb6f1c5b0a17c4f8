// A displacement for an analyst: the answer in a few sentences, then the tables behind it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/displacement_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using experiment::Change;
using experiment::Displacement;
using experiment::FlowMatrix;
using experiment::PairedRuns;
using experiment::Window;
using io::grouped;
using io::TextTable;
using statistics::Interval;

constexpr std::size_t max_rows = 6;  // of the matrix; the others are added up
constexpr std::size_t max_columns = 3;
constexpr std::size_t max_flows = 8;
constexpr std::size_t max_places = 3;  // named in a sentence
constexpr double min_share = 0.02;     // of all losses or gains, to be listed
constexpr double min_units = 0.5;      // smaller numbers round to zero

// ---- numbers -------------------------------------------------------------------------------------------------------

bool known(const Interval& interval) { return !std::isnan(interval.low); }

/// "1,234 (1,100 to 1,400)".
std::string with_interval(const Interval& i) {
  if (!known(i)) return grouped(i.value);
  return fmt::format("{} ({} to {})", grouped(i.value), grouped(i.low), grouped(i.high));
}

/// "fell by 1,234 (1,100 to 1,400)", "rose by ...", or "changed by ..." if the interval includes zero.
std::string change_words(const Interval& i, const std::string& adverb = "") {
  if (known(i) && i.low < 0 && i.high > 0) return "changed by " + with_interval(i);
  if (i.value > 0) return "rose by " + with_interval(i);
  return fmt::format("fell by {}{}", adverb, with_interval({-i.value, -i.high, -i.low}));
}

std::string as_percent(const Interval& i) {
  if (std::isnan(i.value)) return "not defined";
  const auto whole = [](double share) { return grouped(share * percent) + "%"; };
  if (!known(i)) return whole(i.value);
  return fmt::format("{} ({} to {})", whole(i.value), whole(i.low), whole(i.high));
}

std::string plus_minus(const Interval& i) {
  if (!known(i)) return grouped(i.value);
  return fmt::format("{} ± {}", grouped(i.value), grouped((i.high - i.low) / 2));
}

/// A source or route as words: hubs keep their code.
std::string words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// Rows 0 .. n-1 in descending order of `size`.
template <class Size>
std::vector<std::size_t> by_size(std::size_t n, Size&& size) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

// ---- the answer ----------------------------------------------------------------------------------------------------

std::string place_name(const PairedRuns& runs, std::size_t place) {
  return place < runs.hubs.size() ? runs.hubs[place] : "places that are not hubs";
}

/// The places where leakage rose most, with the increase.
std::string gaining_places(const PairedRuns& runs, const Window& whole) {
  std::string text;
  std::size_t named = 0;
  for (const std::size_t place :
       by_size(whole.places.size(), [&](std::size_t p) { return whole.places[p].difference.value; })) {
    const double gain = whole.places[place].difference.value;
    if (gain < min_units || ++named > max_places) break;
    text += fmt::format("{}{} (+{})", text.empty() ? "" : ", ", place_name(runs, place), grouped(gain));
  }
  return text;
}

/// The share of the drop at the hub that is a drop of total leakage.
std::string persistence(const PairedRuns& runs, const Window& whole) {
  if (!whole.hub_fell) return "The drop is within noise, so displacement is undefined.";
  const std::string gained = gaining_places(runs, whole);
  const std::string shifted = gained.empty() ? "" : "; the rest shifted to " + gained;
  if (whole.left.value >= 1) {
    return fmt::format(
        "All of the drop persists. Leakage elsewhere fell too: the drop of total leakage is {} of that drop.",
        as_percent(whole.left));
  }
  if (whole.left.value <= 0) return "None of the drop persists" + shifted + ".";
  return as_percent(whole.left) + " of the drop persists" + shifted + ".";
}

std::string answer_by_hub(const PairedRuns& runs, const Displacement& found) {
  const std::string since = runs.calendar.date_of(found.from).iso();
  if (!found.hub) {
    return fmt::format("From {} on, leakage fell at no hub; total leakage {} units.", since,
                       change_words(found.whole.total.difference));
  }
  const bool only = found.whole.hub_fell && found.whole.left.value < 1;
  return fmt::format("From {} on, leakage through {} {} units; total leakage {}. {}", since, runs.hubs[*found.hub],
                     change_words(found.whole.at_hub.difference),
                     change_words(found.whole.total.difference, only ? "only " : ""), persistence(runs, found.whole));
}

/// The sources that replaced most of a row of the matrix, with their shares.
std::string successors(const PairedRuns& runs, const FlowMatrix& matrix, std::size_t row) {
  std::string text;
  std::size_t named = 0;
  for (const std::size_t to : by_size(matrix.sources, [&](std::size_t s) { return matrix.at(row, s).value; })) {
    const double share = matrix.at(row, to).value / matrix.lost[row].value;
    if (share < min_share || ++named > max_places) break;
    text += fmt::format("{}{} ({}%)", text.empty() ? "; most of the rest shifted to " : ", ", words(runs.sources[to]),
                        grouped(share * percent));
  }
  return text;
}

/// The source that the answer is about: the hub, or the source with the largest loss.
std::size_t source_in_question(const Displacement& found) {
  if (found.hub) return *found.hub;
  return by_size(found.matrix.sources, [&](std::size_t s) { return found.matrix.lost[s].value; }).front();
}

/// The share that matching would report as not replaced if the other sources had changed by sampling noise alone:
/// matching attributes part of every loss to them.
std::string stopped_by_chance(const Displacement& found, std::size_t row) {
  if (!found.hub || !known(found.matrix.lost[row])) return "";
  double lost = 0;
  for (std::size_t to = 0; to <= found.matrix.sources; ++to)
    lost += found.matrix.by_chance[row * (found.matrix.sources + 1) + to];
  const double stopped = found.matrix.by_chance[row * (found.matrix.sources + 1) + found.matrix.rest()];
  return fmt::format(" ({}% if all other sources changed by sampling noise alone)", grouped(stopped / lost * percent));
}

std::string answer_by_source(const PairedRuns& runs, const Displacement& found) {
  const FlowMatrix& matrix = found.matrix;
  std::string all = fmt::format("Compute from all sources {} H100e.", change_words(found.acquired.difference));
  const std::size_t row = source_in_question(found);
  if (!(matrix.lost[row].value > 0)) return all;
  return fmt::format("Buyers lost {} H100e through {}; {} of it was not replaced{}{}. {}",
                     with_interval(matrix.lost[row]), words(runs.sources[row]), as_percent(matrix.stopped_share[row]),
                     stopped_by_chance(found, row), successors(runs, matrix, row), all);
}

std::string heading(const PairedRuns& runs, const Displacement& found) {
  std::string text = fmt::format("Displacement: {} against {}\n\n", runs.after_name.title, runs.before_name.title);
  text += fmt::format("  Before     {}\n  After      {}\n", runs.before_name.path, runs.after_name.path);
  text += fmt::format("  From       {}, week {} of {}{}\n", runs.calendar.date_of(found.from).iso(), found.from + 1,
                      runs.calendar.weeks(),
                      found.from == runs.first_difference ? ", the first in which the runs differ" : "");
  text += fmt::format("  Pairs      {} replicates, {:g}% intervals of sampling noise\n", runs.replicates,
                      found.confidence * percent);
  if (runs.before_name.commit != runs.after_name.commit)
    text += "  Warning    the files are from different builds, which may explain differences\n";
  if (const auto few = experiment::few_units_warning(runs.replicates, "replicates", experiment::Estimate::mean);
      !few.empty())
    text += io::wrapped("Warning: " + few, page_width, 2);
  return text;
}

// ---- tables --------------------------------------------------------------------------------------------------------

std::string leaks_by_place(const PairedRuns& runs, const Window& whole) {
  TextTable table({"Leaked units through", "before", "after", "difference"});
  const auto add = [&](const std::string& name, const Change& change) {
    table.add({name, grouped(change.before), grouped(change.after), plus_minus(change.difference)});
  };
  for (const std::size_t place :
       by_size(whole.places.size(), [&](std::size_t p) { return -whole.places[p].difference.value; })) {
    const Change& change = whole.places[place];
    if (std::max(change.before, change.after) >= min_units) add(place_name(runs, place), change);
  }
  add("all", whole.total);
  return table.text();
}

/// The matrix with its small rows and columns combined, so that the totals are unchanged.
class FoldedMatrix {
 public:
  FoldedMatrix(const PairedRuns& runs, const FlowMatrix& matrix) : runs_(runs), matrix_(matrix) {
    rows_ = kept(max_rows, [&](std::size_t s) { return matrix.lost[s].value; });
    columns_ = kept(max_columns, [&](std::size_t s) { return matrix.gained[s].value; });
  }

  [[nodiscard]] std::string text() const {
    std::vector<std::string> header{"Lost by \\ gained by"};
    for (const auto& column : columns_) header.push_back(name(column));
    header.insert(header.end(), {"not replaced", "total lost"});
    TextTable table(std::move(header));
    for (const auto& row : rows_) add_row(table, name(row), row);
    add_row(table, "new demand", {matrix_.rest()});
    std::vector<std::string> last{"total gained"};
    for (const auto& column : columns_) last.push_back(grouped(sum(all(), column)));
    last.insert(last.end(), {grouped(sum(all(), {matrix_.rest()})), ""});
    table.add(std::move(last));
    return table.text();
  }

 private:
  using Rows = std::vector<std::size_t>;

  /// The largest sources one by one, then the others combined.
  template <class Size>
  [[nodiscard]] std::vector<Rows> kept(std::size_t count, Size&& size) const {
    double total = 0;
    for (std::size_t s = 0; s < matrix_.sources; ++s) total += size(s);
    std::vector<Rows> parts;
    Rows others;
    for (const std::size_t source : by_size(matrix_.sources, size)) {
      if (parts.size() < count && size(source) > min_share * total) {
        parts.push_back({source});
      } else {
        others.push_back(source);
      }
    }
    const bool any = std::any_of(others.begin(), others.end(), [&](std::size_t s) { return size(s) > 0; });
    if (any) parts.push_back(others);
    return parts;
  }
  [[nodiscard]] Rows all() const {
    Rows rows(matrix_.sources + 1);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return rows;
  }
  [[nodiscard]] double sum(const Rows& rows, const Rows& columns) const {
    double total = 0;
    for (const std::size_t row : rows) {
      for (const std::size_t column : columns) total += matrix_.at(row, column).value;
    }
    return total;
  }
  [[nodiscard]] std::string name(const Rows& rows) const {
    return rows.size() == 1 ? words(runs_.sources[rows.front()]) : "all others";
  }
  void add_row(TextTable& table, const std::string& label, const Rows& row) const {
    const bool is_new = row.front() == matrix_.rest();
    std::vector<std::string> cells{label};
    for (const auto& column : columns_) cells.push_back(grouped(sum(row, column)));
    cells.push_back(is_new ? "" : grouped(sum(row, {matrix_.rest()})));
    cells.push_back(is_new ? "" : grouped(sum(row, all())));
    table.add(std::move(cells));
  }

  const PairedRuns& runs_;
  const FlowMatrix& matrix_;
  std::vector<Rows> rows_;
  std::vector<Rows> columns_;
};

std::string largest_flows(const PairedRuns& runs, const FlowMatrix& matrix) {
  const std::size_t side = matrix.sources + 1;
  const auto name = [&](std::size_t source, const char* rest) {
    return source == matrix.rest() ? std::string(rest) : words(runs.sources[source]);
  };
  TextTable table({"From", "to", "H100e", "interval", "by noise alone"}, 2);
  std::size_t shown = 0;
  for (const std::size_t cell : by_size(side * side, [&](std::size_t c) { return matrix.cells[c].value; })) {
    const Interval& flow = matrix.cells[cell];
    if (flow.value < min_units || ++shown > max_flows) break;
    table.add({name(cell / side, "(new demand)"), name(cell % side, "(not replaced)"), grouped(flow.value),
               known(flow) ? fmt::format("{} to {}", grouped(flow.low), grouped(flow.high)) : "-",
               known(flow) ? grouped(matrix.by_chance[cell]) : "-"});
  }
  return table.empty() ? "" : table.text();
}

std::string time_profile(const PairedRuns& runs, const Displacement& found) {
  const std::string hub = found.hub ? runs.hubs[*found.hub] : "hub";
  TextTable table({"Weeks after", "units by " + hub, "all leaked units", "share persisting", "of first window"});
  const auto add = [&](const Window& window, const std::string& of_first) {
    table.add({fmt::format("{} to {}", window.first, window.end),
               found.hub ? plus_minus(window.at_hub.difference) : "-", plus_minus(window.total.difference),
               as_percent(window.left), of_first});
  };
  for (const auto& window : found.windows) {
    const bool part = window.end - window.first < experiment::window_weeks;
    add(window, window.first == 0 ? "" : part ? "partial window" : as_percent(window.of_first));
  }
  add(found.whole, "");
  return table.text();
}

std::string routes(const PairedRuns& runs, const Displacement& found) {
  const std::size_t all = runs.hubs.size();
  const std::string hub = found.hub ? runs.hubs[*found.hub] : "hub";
  TextTable table({"Route out of the hub", "units by " + hub, "units by all hubs"});
  for (std::size_t route = 0; route < found.routes.size(); ++route) {
    const Interval& total = found.routes[route][all].difference;
    const Interval at_hub = found.hub ? found.routes[route][*found.hub].difference : Interval{0, 0, 0};
    if (std::max(std::fabs(total.value), std::fabs(at_hub.value)) < min_units) continue;
    table.add({words(runs.routes[route]), found.hub ? plus_minus(at_hub) : "-", plus_minus(total)});
  }
  return table.empty() ? "" : "\n" + table.text();
}

std::string lags(const PairedRuns& runs, const Displacement& found) {
  TextTable table({"Source that gained", "gain, H100e", "half of it by", "months after"});
  for (const auto& lag : found.lags) {
    if (lag.gain.value < min_units) continue;
    const Interval& after = lag.months_after;
    const std::string span =
        known(after) ? fmt::format("{} ({} to {})", grouped(after.value), grouped(after.low), grouped(after.high))
                     : grouped(after.value);
    table.add({words(runs.sources[lag.source]), plus_minus(lag.gain), runs.months[lag.month].iso().substr(0, 7), span});
  }
  return table.empty() ? "" : "\n" + table.text();
}

constexpr const char* notes =
    "Leaked units are chips that reached end users whom a rule bars. H100e are nominal; rent is net of contracts "
    "that end. Flows are net flows of buyer groups, matched pro rata, not switches of single buyers. \"By noise "
    "alone\" is the flow if the hub had lost as much and all other sources had changed by sampling noise only. "
    "\"Share persisting\" is the drop of total leakage as a share of the drop at the hub; it is undefined where the "
    "latter is within noise.";

}  // namespace

std::string displacement_answer(const PairedRuns& runs, const Displacement& found) {
  if (runs.first_difference == runs.calendar.weeks()) return "The runs record the same in every week.";
  return answer_by_hub(runs, found) + " " + answer_by_source(runs, found);
}

std::string displacement_text(const PairedRuns& runs, const Displacement& found) {
  std::string text = heading(runs, found) + "\n";
  text += io::wrapped(displacement_answer(runs, found), page_width);
  text += "\n" + leaks_by_place(runs, found.whole);
  text += "\n  Where lost compute went, H100e\n" + FoldedMatrix(runs, found.matrix).text();
  text += "\n" + largest_flows(runs, found.matrix);
  text += "\n" + time_profile(runs, found) + routes(runs, found) + lags(runs, found);
  return text + "\n" + io::wrapped(notes, page_width);
}

std::string no_difference_text(const PairedRuns& runs) {
  return fmt::format("{} and {} record the same in every week: no leakage shifted or stopped.\n", runs.before_name.path,
                     runs.after_name.path);
}

}  // namespace entrepot::report
