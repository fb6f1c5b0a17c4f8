#include "entrepot/report/credit_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "entrepot/experiment/few_units.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/report/compare_report.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using experiment::Credits;
using experiment::SideBySide;
using nlohmann::ordered_json;
using statistics::Interval;

std::string percents(const Interval& i) {
  if (std::isnan(i.value)) return "-";
  return fmt::format("{:.0f}% ({:.0f} to {:.0f})", i.value * percent, i.low * percent, i.high * percent);
}

std::string few_replicates_warning(const Credits& credits) {
  return experiment::few_units_warning(credits.replicates, "replicates", experiment::Estimate::student);
}

/// Replicates without a value, and a warning of too few replicates.
std::string notes_text(const SideBySide& found, const Credits& credits) {
  std::string text;
  const std::size_t out = found.replicates.size() - credits.replicates;
  if (out > 0) {
    text += io::wrapped(fmt::format("{} of {} replicates have no value of {} in some subset and are left out.", out,
                                    found.replicates.size(), found.measures.front().text),
                        page_width);
  }
  if (const auto warning = few_replicates_warning(credits); !warning.empty())
    text += io::wrapped("Warning: " + warning, page_width);
  return text;
}

}  // namespace

std::string credit_text(const SideBySide& found, const std::vector<RuleGroup>& groups, const Credits& credits) {
  const auto& measure = found.measures.front();
  const auto& unit = measure.unit;
  std::string text = fmt::format("Attribution of the reduction of {}, {}\n", measure.text, unit_shown(unit));
  text += fmt::format("{} replicates of {} subsets of rules, paired by common random numbers; {:g}% intervals\n",
                      credits.replicates, std::size_t{1} << groups.size(), found.confidence * percent);
  text += notes_text(found, credits) + "\n";
  io::TextTable shares({"Rule", "Shapley value", "share", "alone", "added last"});
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& credit = credits.players[i];
    shares.add({groups[i].name, in_unit(credit.value, unit), percents(credit.share), in_unit(credit.first, unit),
                in_unit(credit.last, unit)});
  }
  shares.add({"all rules", in_unit(credits.whole, unit), "", "", ""});
  text += shares.text();
  if (groups.size() > 1) {
    text += "\nInteraction of pairs: negative for substitutes, positive for complements\n\n";
    io::TextTable pairs({"Rule", "and", "interaction"}, 2);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (std::size_t j = i + 1; j < groups.size(); ++j)
        pairs.add({groups[i].name, groups[j].name, in_unit(credits.interactions[i * groups.size() + j], unit)});
    }
    text += pairs.text();
  }
  return text + "\n" +
         io::wrapped(
             "Shapley value: a rule's mean contribution over all orders in which the rules could be added; the values "
             "add up to the effect of all rules together. Alone: added first.",
             page_width);
}

ordered_json credit_json(const SideBySide& found, const std::vector<RuleGroup>& groups, const Credits& credits) {
  ordered_json json{{"output", found.measures.front().text},
                    {"unit", found.measures.front().unit},
                    {"confidence", found.confidence},
                    {"replicates", credits.replicates},
                    {"without_value", found.replicates.size() - credits.replicates},
                    {"warnings", ordered_json::array()},
                    {"ending", found.ending},
                    {"whole", interval_json(credits.whole)}};
  if (const auto warning = few_replicates_warning(credits); !warning.empty()) json["warnings"].push_back(warning);
  json["credits"] = ordered_json::array();
  json["interactions"] = ordered_json::array();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& credit = credits.players[i];
    json["credits"].push_back({{"name", groups[i].name},
                               {"rules", groups[i].rules},
                               {"value", interval_json(credit.value)},
                               {"share", interval_json(credit.share)},
                               {"alone", interval_json(credit.first)},
                               {"on_top", interval_json(credit.last)}});
    for (std::size_t j = i + 1; j < groups.size(); ++j) {
      json["interactions"].push_back({{"of", groups[i].name},
                                      {"with", groups[j].name},
                                      {"value", interval_json(credits.interactions[i * groups.size() + j])}});
    }
  }
  return json;
}

}  // namespace entrepot::report
