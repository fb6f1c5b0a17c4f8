#include "entrepot/report/custody_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <tuple>

#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using model::CustodyEvent;
using model::FailedCheck;
using model::Fate;
using nlohmann::ordered_json;
using results::CustodyTable;
using results::CustodyValues;
using results::ResultFile;

/// ISO 3166-1 alpha-3 codes that users may type; scenarios have alpha-2.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> alpha_3{{{"ARE", "AE"},
                                                                                 {"CHN", "CN"},
                                                                                 {"DEU", "DE"},
                                                                                 {"GBR", "GB"},
                                                                                 {"HKG", "HK"},
                                                                                 {"IDN", "ID"},
                                                                                 {"IND", "IN"},
                                                                                 {"JPN", "JP"},
                                                                                 {"KOR", "KR"},
                                                                                 {"MYS", "MY"},
                                                                                 {"PHL", "PH"},
                                                                                 {"SGP", "SG"},
                                                                                 {"THA", "TH"},
                                                                                 {"TWN", "TW"},
                                                                                 {"USA", "US"},
                                                                                 {"VNM", "VN"}}};

constexpr std::size_t note_width = 26;

/// In the order of model::FailedCheck.
constexpr std::array<const char*, 6> check_phrases{
    "customs inspected the lot and released it",
    "a case was open against the intermediary",
    "an end-use check of the intermediary had found nothing",
    "officers licensed the cover story",
    "suppliers saw red flags and sold",
    "no supplier saw a red flag",
};

// ---- names in the query -------------------------------------------------------------------------------------

std::string alpha_2_of(const std::string& code) {
  for (const auto& [three, two] : alpha_3) {
    if (three == code) return std::string(two);
  }
  return code;
}

/// Number of a name among the labels of a column; nothing for an empty name. Throws Error with the nearest name.
std::optional<double> chosen(const std::string& name, const std::vector<std::string>& labels, const char* option) {
  if (name.empty()) return std::nullopt;
  const auto found = std::find(labels.begin(), labels.end(), name);
  if (found == labels.end()) {
    throw Error(fmt::format("{}: the result has no '{}'{}", option, name, scenario::did_you_mean(name, labels)),
                ExitCode::bad_input);
  }
  return static_cast<double>(found - labels.begin());
}

// ---- the file ------------------------------------------------------------------------------------------------------

/// The lots of a file and their replicates.
class Lots {
 public:
  Lots(const ResultFile& file, const std::string& path, const CustodyQuery& query)
      : table_(require_custody(file, path).custody_lots()) {
    const auto axis = file.output("leaked_units").dimensions.front();
    for (const std::int64_t number : std::get<std::vector<std::int64_t>>(axis.labels)) {
      if (number < file.custody_replicates()) replicates_.push_back(number);
    }
    if (query.replicate >= 0) choose(query);
  }

  [[nodiscard]] const CustodyTable& table() const { return table_; }
  [[nodiscard]] const std::vector<std::int64_t>& replicates() const { return replicates_; }

  /// Rows that match the query, in the order of the file.
  [[nodiscard]] std::vector<std::size_t> rows(const CustodyQuery& query) const {
    std::vector<std::pair<const CustodyValues*, double>> wanted;
    const auto want = [&](const char* name, const std::string& value, const char* option) {
      const auto& column = table_.column(name);
      if (const auto number = chosen(value, column.labels, option)) wanted.emplace_back(&column, *number);
    };
    want("end_user_place", alpha_2_of(query.to), "--to");
    want("hub", alpha_2_of(query.through), "--through");
    want("product", query.product, "--product");
    want("failed_check", query.failed_check, "--failed-check");
    if (query.replicate >= 0) wanted.emplace_back(&table_.column("replicate"), query.replicate);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const auto fits = [row](const auto& asked) { return asked.first->values[row] == asked.second; };
      if (std::all_of(wanted.begin(), wanted.end(), fits)) rows.push_back(row);
    }
    return rows;
  }

  /// Row of a lot of the first replicate. Throws Error if there is none.
  [[nodiscard]] std::size_t find(std::int64_t lot) const {
    const std::int64_t replicate = replicates_.front();
    std::int64_t lots = 0;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      if (table_.whole("replicate", row) != replicate) continue;
      if (table_.whole("lot", row) == lot) return row;
      ++lots;
    }
    const std::string there = lots == 0 ? "none" : fmt::format("lots 0 to {}", lots - 1);
    throw Error(fmt::format("--lot: no lot {}; replicate {} has {}", lot, replicate, there), ExitCode::bad_input);
  }

  /// The chain of a row.
  [[nodiscard]] CustodyTable hops(const ResultFile& file, std::size_t row) const {
    const auto& counts = table_.column("hops").values;
    const double before = std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(row), 0.0);
    return file.custody_hops(static_cast<std::size_t>(before), static_cast<std::size_t>(counts[row]));
  }

 private:
  static const ResultFile& require_custody(const ResultFile& file, const std::string& path) {
    if (file.custody_replicates() > 0) return file;
    throw Error(fmt::format("{}: holds no chains of custody; expected a file written without --custody 0, by a "
                            "version that records them",
                            path),
                ExitCode::bad_input);
  }

  void choose(const CustodyQuery& query) {
    if (std::find(replicates_.begin(), replicates_.end(), query.replicate) == replicates_.end()) {
      throw Error(fmt::format("--replicate: no chains of replicate {}; expected one of {} replicates, {} to {}",
                              query.replicate, replicates_.size(), replicates_.front(), replicates_.back()),
                  ExitCode::bad_input);
    }
    replicates_ = {query.replicate};
  }

  CustodyTable table_;
  std::vector<std::int64_t> replicates_;
};

std::string date_of(const ResultFile& file, std::int64_t week) {
  return (*Date::parse(file.run().start) + static_cast<int>(7 * week)).iso();
}

// ---- causes --------------------------------------------------------------------------------------------------------

/// Leaked units of one cause, over all selected replicates.
struct Cause {
  std::string hub;
  std::string failed_check;
  std::string intermediary_group;
  std::string cover;
  double units = 0;
};

/// Largest first.
std::vector<Cause> causes(const CustodyTable& lots, const std::vector<std::size_t>& rows) {
  std::map<std::tuple<double, double, double, double>, double> units;
  const auto& fate = lots.column("fate").values;
  const auto& hub = lots.column("hub").values;
  const auto& check = lots.column("failed_check").values;
  const auto& group = lots.column("intermediary_group").values;
  const auto& cover = lots.column("cover").values;
  const auto& size = lots.column("units").values;
  for (const std::size_t row : rows) {
    if (fate[row] == static_cast<double>(Fate::leaked))
      units[{hub[row], check[row], group[row], cover[row]}] += size[row];
  }
  const auto name = [&](const char* column, double number) {
    return lots.column(column).labels.at(static_cast<std::size_t>(number));
  };
  std::vector<Cause> sorted;
  for (const auto& [key, sum] : units) {
    sorted.push_back({name("hub", std::get<0>(key)), name("failed_check", std::get<1>(key)),
                      name("intermediary_group", std::get<2>(key)), name("cover", std::get<3>(key)), sum});
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Cause& a, const Cause& b) { return a.units > b.units; });
  return sorted;
}

double sum_of(const std::vector<Cause>& all) {
  return std::accumulate(all.begin(), all.end(), 0.0, [](double sum, const Cause& cause) { return sum + cause.units; });
}

std::string causes_text(const std::vector<Cause>& all, std::size_t replicates, std::size_t limit) {
  const double total = sum_of(all);
  const std::string heading =
      fmt::format("Causes of leaked units, mean of {} replicate{}\n", replicates, replicates == 1 ? "" : "s");
  if (all.empty()) return heading + "  none\n";
  io::TextTable table({"hub", "failed check", "intermediary", "cover story", "units", "share"}, 4);
  const auto mean = [&](double units) { return io::grouped(units / static_cast<double>(replicates)); };
  double rest = 0;
  for (std::size_t c = 0; c < all.size(); ++c) {
    if (c >= limit) {
      rest += all[c].units;
      continue;
    }
    table.add({all[c].hub, all[c].failed_check, all[c].intermediary_group, all[c].cover, mean(all[c].units),
               fmt::format("{:.1f} %", 100 * all[c].units / total)});
  }
  if (rest > 0)
    table.add({fmt::format("{} more", all.size() - limit), "", "", "", mean(rest),
               fmt::format("{:.1f} %", 100 * rest / total)});
  table.add({"all", "", "", "", mean(total), "100.0 %"});
  return heading + table.text();
}

// ---- chains --------------------------------------------------------------------------------------------------------

/// The largest first; equal ones in the order of the file.
std::vector<std::size_t> largest_chains(const CustodyTable& lots, std::vector<std::size_t> rows,
                                        const CustodyQuery& query) {
  const auto& units = lots.column("units").values;
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return units[a] > units[b]; });
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(query.limit)));
  return rows;
}

std::string chains_text(const ResultFile& file, const CustodyTable& lots, const std::vector<std::size_t>& rows,
                        std::size_t all) {
  const std::string heading = fmt::format("\nLargest chains, {} of {}\n", io::grouped(static_cast<double>(rows.size())),
                                          io::grouped(static_cast<double>(all)));
  if (rows.empty()) return heading + "  none\n";
  io::TextTable table(
      {"replicate", "lot", "units", "product", "hub", "to", "intermediary", "failed check", "ended", "fate"}, 0);
  for (const std::size_t row : rows) {
    table.add({fmt::format("{}", lots.whole("replicate", row)), fmt::format("{}", lots.whole("lot", row)),
               io::grouped(lots.number("units", row)), lots.label("product", row), lots.label("hub", row),
               lots.label("end_user_place", row), lots.label("intermediary_group", row),
               lots.label("failed_check", row), date_of(file, lots.whole("ended", row)), lots.label("fate", row)});
  }
  return heading + table.text();
}

/// The holder of the goods after an event.
std::string holder(const CustodyTable& lots, std::size_t row, CustodyEvent event, const std::string& place) {
  switch (event) {
    case CustodyEvent::first_sale:
    case CustodyEvent::reaches_channel:
      return lots.label("channel_group", row);
    case CustodyEvent::sold_to_intermediary:
    case CustodyEvent::sold_used:
    case CustodyEvent::reaches_hub:
    case CustodyEvent::sold_from_stock:
    case CustodyEvent::permit_refused:
    case CustodyEvent::sets_out:
    case CustodyEvent::passes_inspection:
      return lots.label("intermediary_group", row);
    case CustodyEvent::seized:
      return "customs of " + place;
    case CustodyEvent::delivered:
      return lots.label("end_user_group", row);
  }
  return "";
}

std::string cover_text(const CustodyTable& lots, std::size_t row) {
  const bool licensed = lots.whole("cover", row) == static_cast<std::int64_t>(model::CoverStory::licensed);
  return fmt::format("for use in {}, {}", lots.label("hub", row),
                     licensed ? "licensed under " + lots.label("cover_rule", row) : "no licence needed");
}

/// The remark on a hop.
std::string note(const CustodyTable& lots, std::size_t row, const CustodyTable& hops, std::size_t hop) {
  const auto check = static_cast<FailedCheck>(lots.whole("failed_check", row));
  switch (static_cast<CustodyEvent>(hops.whole("event", hop))) {
    case CustodyEvent::sold_to_intermediary:
      return fmt::format("{}; red flags {:.2f}", cover_text(lots, row), lots.number("red_flags", row));
    case CustodyEvent::reaches_hub:
      if (check == FailedCheck::open_case) return "a case is open against it";
      return check == FailedCheck::end_use_check ? "an end-use check had found nothing" : "";
    case CustodyEvent::sold_from_stock:
      return "from the dealer's stock";
    case CustodyEvent::permit_refused:
      return "the hub refused a permit to export it";
    case CustodyEvent::sets_out:
      return "by " + hops.label("mode", hop);
    case CustodyEvent::passes_inspection:
      return "inspected, not detected";
    case CustodyEvent::seized:
      return hop > 0 && hops.whole("event", hop - 1) == static_cast<std::int64_t>(CustodyEvent::sets_out)
                 ? "inspected and detected"
                 : "detected before it set out";
    case CustodyEvent::delivered:
      return "violates " + lots.label("broken_rule", row);
    default:
      return "";
  }
}

std::string failed_check_text(const CustodyTable& lots, std::size_t row) {
  return fmt::format("{} ({})", lots.label("failed_check", row),
                     check_phrases.at(static_cast<std::size_t>(lots.whole("failed_check", row))));
}

std::string chain_text(const ResultFile& file, const CustodyTable& lots, std::size_t row, const CustodyTable& hops) {
  const bool seized = lots.whole("fate", row) == static_cast<std::int64_t>(Fate::seized);
  std::string text = fmt::format(
      "Lot {} of replicate {}: {} {} for {} in {}, ordered {}, {} {}\n", lots.whole("lot", row),
      lots.whole("replicate", row), io::grouped(lots.number("units", row)), lots.label("product", row),
      lots.label("end_user_group", row), lots.label("end_user_place", row), date_of(file, lots.whole("ordered", row)),
      lots.label("fate", row), date_of(file, lots.whole("ended", row)));
  const auto fact = [&](const char* name, const std::string& value) {
    text += fmt::format("  {:<14}{}\n", name, value);
  };
  fact("intermediary",
       fmt::format("{}, row {}, warehouse in {}, registered in {}{}", lots.label("intermediary_group", row),
                   lots.whole("intermediary", row), lots.label("hub", row), lots.label("seat", row),
                   lots.whole("shell", row) != 0 ? ", a shell" : ""));
  fact("cover story", cover_text(lots, row));
  fact("rule broken", lots.label("broken_rule", row));
  fact(seized ? "failed before" : "failed check", failed_check_text(lots, row));
  text += "\n";
  io::TextTable table({"date", "event", "from", "to", "holder", "note", "USD/unit"}, 6);
  for (std::size_t hop = 0; hop < hops.rows(); ++hop) {
    const auto event = static_cast<CustodyEvent>(hops.whole("event", hop));
    const double amount = hops.number("amount", hop);
    const auto notes = cell_lines(note(lots, row, hops, hop), note_width);
    table.add({date_of(file, hops.whole("week", hop)), hops.label("event", hop), hops.label("from", hop),
               hops.label("to", hop), holder(lots, row, event, hops.label("from", hop)), notes.front(),
               amount > 0 ? io::grouped(amount) : "-"});
    for (std::size_t line = 1; line < notes.size(); ++line) table.add({"", "", "", "", "", notes[line], ""});
  }
  return text + table.text();
}

// ---- JSON --------------------------------------------------------------------------------------------------

/// A row with labels instead of numbers and dates instead of weeks.
ordered_json as_json(const ResultFile& file, const CustodyTable& table, std::size_t row) {
  ordered_json json;
  for (const auto& column : table.columns) {
    const double value = column.values[row];
    if (!column.labels.empty()) {
      json[column.name] = value < 0 ? ordered_json() : ordered_json(table.label(column.name, row));
    } else if (column.unit == "week") {
      json[column.name] = date_of(file, static_cast<std::int64_t>(value));
    } else if (column.name == "shell") {
      json[column.name] = value != 0;
    } else if (value == std::floor(value)) {
      json[column.name] = static_cast<std::int64_t>(value);
    } else {
      json[column.name] = value;
    }
  }
  return json;
}

ordered_json chain_json(const ResultFile& file, const Lots& lots, std::size_t row) {
  ordered_json chain = as_json(file, lots.table(), row);
  const auto hops = lots.hops(file, row);
  ordered_json list = ordered_json::array();
  for (std::size_t hop = 0; hop < hops.rows(); ++hop) {
    ordered_json one = as_json(file, hops, hop);
    one.erase("replicate");
    one.erase("lot");
    one["holder"] =
        holder(lots.table(), row, static_cast<CustodyEvent>(hops.whole("event", hop)), hops.label("from", hop));
    list.push_back(std::move(one));
  }
  chain["hops"] = std::move(list);
  return chain;
}

ordered_json causes_json(const std::vector<Cause>& all, std::size_t replicates) {
  const double total = sum_of(all);
  ordered_json list = ordered_json::array();
  for (const auto& cause : all) {
    list.push_back({{"hub", cause.hub},
                    {"failed_check", cause.failed_check},
                    {"intermediary_group", cause.intermediary_group},
                    {"cover", cause.cover},
                    {"mean_units", cause.units / static_cast<double>(replicates)},
                    {"share", cause.units / total}});
  }
  return list;
}

}  // namespace

std::string custody_text(const ResultFile& file, const std::string& path, const CustodyQuery& query) {
  const Lots lots(file, path, query);
  if (query.lot >= 0) {
    const std::size_t row = lots.find(query.lot);
    return chain_text(file, lots.table(), row, lots.hops(file, row));
  }
  const auto rows = lots.rows(query);
  return causes_text(causes(lots.table(), rows), lots.replicates().size(), static_cast<std::size_t>(query.limit)) +
         chains_text(file, lots.table(), largest_chains(lots.table(), rows, query), rows.size());
}

ordered_json custody_json(const ResultFile& file, const std::string& path, const CustodyQuery& query) {
  const Lots lots(file, path, query);
  if (query.lot >= 0) return chain_json(file, lots, lots.find(query.lot));
  const auto rows = lots.rows(query);
  ordered_json chains = ordered_json::array();
  for (const std::size_t row : largest_chains(lots.table(), rows, query))
    chains.push_back(as_json(file, lots.table(), row));
  return {{"replicates", lots.replicates()},
          {"causes", causes_json(causes(lots.table(), rows), lots.replicates().size())},
          {"chains", std::move(chains)}};
}

}  // namespace entrepot::report
