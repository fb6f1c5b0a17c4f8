#include "entrepot/report/sweep_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>

#include "entrepot/analysis/design/samples.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/scenario/diagnostics.hpp"

namespace entrepot::report {
namespace {

using io::grouped;
using nlohmann::ordered_json;

Error bad_input(const std::string& what) { return Error(what, ExitCode::bad_input); }

std::size_t row_of(const std::string& name, const std::vector<std::string>& names, const std::string& what) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw bad_input(fmt::format("the sweep has no {} '{}' (only {}){}", what, name, fmt::join(names, ", "),
                                scenario::did_you_mean(name, names)));
  }
  return static_cast<std::size_t>(found - names.begin());
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all) {
  std::vector<std::string> names;
  std::transform(all.begin(), all.end(), std::back_inserter(names), [](const auto& one) { return one.name; });
  return names;
}

}  // namespace

SweepView::SweepView(const SweepSelection& selection) : file_(selection.file), result_(selection.file) {
  check_complete(selection.incomplete);
  select(selection.at);
}

void SweepView::check_complete(bool incomplete) const {
  const auto runs = result_.runs();
  if (runs.whole() || incomplete) return;
  std::string problem = fmt::format("{}: holds {} of {} runs", file_, grouped(static_cast<double>(runs.finished)),
                                    grouped(static_cast<double>(runs.planned)));
  if (runs.failed > 0) problem += fmt::format("; {} failed ({})", runs.failed, result_.failures());
  if (runs.missing > 0) problem += fmt::format("; {} are missing", runs.missing);
  throw bad_input(problem + "; rerun the sweep to complete it, or use --incomplete to analyse the finished runs");
}

void SweepView::select(const std::vector<std::string>& at) {
  for (std::size_t policy = 0; policy < result_.policies().size(); ++policy) {
    for (std::size_t point = 0; point < result_.lever_points(); ++point) slices_.push_back({policy, point, ""});
  }
  for (const auto& text : at) {
    const auto sign = text.find('=');
    if (sign == std::string::npos)
      throw bad_input(fmt::format("--at: expected policy=NAME or LEVER=LEVEL, found '{}'", text));
    const auto name = text.substr(0, sign);
    if (name == "policy") {
      keep_policy(text.substr(sign + 1));
    } else {
      keep_level(lever(name), text.substr(sign + 1));
    }
  }
  for (auto& slice : slices_) slice.name = name_of(slice);
}

void SweepView::keep_policy(const std::string& name) {
  const auto wanted = policy(name);
  std::erase_if(slices_, [&](const SweepSlice& slice) { return slice.policy != wanted; });
}

void SweepView::keep_level(std::size_t lever, const std::string& text) {
  const auto& factor = result_.levers()[lever];
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const bool numeric = end != text.c_str() && *end == '\0';
  const auto is_meant = [&](double level) {
    return factor.text(level) == text ||
           (numeric && !factor.categorical() && std::fabs(level - number) <= 1e-9 * std::fabs(level));
  };
  std::vector<std::string> levels;
  for (std::size_t point = 0; point < result_.lever_points(); ++point) {
    const auto known = factor.text(level({0, point, ""}, lever));
    if (std::find(levels.begin(), levels.end(), known) == levels.end()) levels.push_back(known);
  }
  std::erase_if(slices_, [&](const SweepSlice& slice) { return !is_meant(level(slice, lever)); });
  if (slices_.empty()) {
    throw bad_input(
        fmt::format("--at: {} has no level {}; expected one of {}", factor.name, text, fmt::join(levels, ", ")));
  }
}

double SweepView::level(const SweepSlice& slice, std::size_t lever) const {
  return result_.lever_values()[slice.lever_point * result_.levers().size() + lever];
}

std::string SweepView::name_of(const SweepSlice& slice, const std::vector<std::size_t>& except) const {
  std::vector<std::string> parts;
  const auto differ = [&](const auto& of) {
    return std::any_of(slices_.begin(), slices_.end(), [&](const SweepSlice& other) { return of(other) != of(slice); });
  };
  if (differ([](const SweepSlice& s) { return s.policy; })) parts.push_back(result_.policies()[slice.policy]);
  for (std::size_t l = 0; l < result_.levers().size(); ++l) {
    if (std::find(except.begin(), except.end(), l) != except.end()) continue;
    if (!differ([&](const SweepSlice& s) { return level(s, l); })) continue;
    const auto& factor = result_.levers()[l];
    parts.push_back(fmt::format("{} = {}", factor.name, factor.text(level(slice, l))));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<SliceGroup> SweepView::slices_by(const std::vector<std::size_t>& levers) const {
  std::vector<SliceGroup> groups;
  std::map<std::vector<double>, std::size_t> known;
  for (const auto& slice : slices_) {
    std::vector<double> rest{static_cast<double>(slice.policy)};
    for (std::size_t l = 0; l < result_.levers().size(); ++l) {
      if (std::find(levers.begin(), levers.end(), l) == levers.end()) rest.push_back(level(slice, l));
    }
    const auto [at, fresh] = known.emplace(rest, groups.size());
    if (fresh) groups.push_back({name_of(slice, levers), {}});
    groups[at->second].slices.push_back(slice);
  }
  for (auto& group : groups) {
    std::stable_sort(group.slices.begin(), group.slices.end(), [&](const SweepSlice& a, const SweepSlice& b) {
      for (const auto l : levers) {
        if (level(a, l) != level(b, l)) return level(a, l) < level(b, l);
      }
      return false;
    });
  }
  return groups;
}

ParameterGroups SweepView::groups() const {
  ParameterGroups groups;
  for (const auto& parameter : result_.parameters()) {
    const auto known = std::find(groups.names.begin(), groups.names.end(), parameter.group);
    groups.of_parameter.push_back(static_cast<std::size_t>(known - groups.names.begin()));
    if (known == groups.names.end()) groups.names.push_back(parameter.group);
  }
  return groups;
}

std::size_t SweepView::rows_of_block() const {
  if (result_.design() == "sobol") return design::saltelli_block(groups().names.size(), result_.second_order());
  return result_.design() == "morris" ? groups().names.size() + 1 : 1;
}

bool SweepView::rows_are_a_sample() const { return result_.design() == "lhs" || result_.design() == "quasi_random"; }

decision::Bootstrap SweepView::decision_bootstrap() const {
  return {.confidence = result_.confidence(),
          .over = rows_are_a_sample() ? decision::Over::runs_and_states : decision::Over::runs};
}

std::size_t SweepView::measure(const std::string& name) const {
  return row_of(name, names_of(result_.measures()), "output");
}

std::size_t SweepView::lever(const std::string& name) const {
  if (result_.levers().empty()) throw bad_input("the sweep has no levers");
  return row_of(name, names_of(result_.levers()), "lever");
}

std::size_t SweepView::policy(const std::string& name) const { return row_of(name, result_.policies(), "policy"); }

std::vector<std::size_t> SweepView::measures(const std::vector<std::string>& names) const {
  std::vector<std::size_t> rows;
  for (const auto& name : names) rows.push_back(measure(name));
  if (names.empty()) {
    for (std::size_t m = 0; m < result_.measures().size(); ++m) rows.push_back(m);
  }
  return rows;
}

NamedCondition SweepView::condition(const std::string& text, LimitOf of) const {
  const auto parsed = parse_condition(text);
  const auto found = measure(parsed.output);
  return {found, {parsed.side, limit_of(parsed, result_.measures()[found].unit, of)}, condition_text(parsed)};
}

decision::Values SweepView::values(std::size_t measure, const std::vector<SweepSlice>& slices) const {
  decision::Values chosen{result_.replicates(), {}};
  for (const auto& slice : slices) {
    const auto first = result_.first_point(slice.policy, slice.lever_point);
    const auto values = result_.values(measure, first, result_.rows());
    chosen.of.insert(chosen.of.end(), values.begin(), values.end());
  }
  return chosen;
}

std::string SweepView::heading() const {
  const auto runs = result_.runs();
  const auto number = [](std::size_t count) { return grouped(static_cast<double>(count)); };
  std::string text = result_.title() + "\n";
  if (!result_.question().empty()) text += result_.question() + "\n";
  text += fmt::format("{} of {} runs", number(runs.finished), number(runs.planned));
  if (runs.failed > 0) text += fmt::format("; {} failed ({})", number(runs.failed), result_.failures());
  if (runs.missing > 0) text += fmt::format("; {} are missing", number(runs.missing));
  if (!result_.parameters().empty())
    text += fmt::format("; {} rows of {} parameters (design {})", number(result_.rows()), result_.parameters().size(),
                        result_.design());
  return text + fmt::format("; {} replicates with common random numbers\n", result_.replicates());
}

ordered_json SweepView::heading_json() const {
  const auto runs = result_.runs();
  return {
      {"file", file_},
      {"identity", result_.identity()},
      {"title", result_.title()},
      {"question", result_.question()},
      {"design", result_.design()},
      {"rows", result_.rows()},
      {"replicates", result_.replicates()},
      {"confidence", result_.confidence()},
      {"runs",
       {{"planned", runs.planned}, {"finished", runs.finished}, {"failed", runs.failed}, {"missing", runs.missing}}}};
}

}  // namespace entrepot::report
