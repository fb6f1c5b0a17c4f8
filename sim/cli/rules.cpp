// The commands that ask a scenario's rules: rules (what they decide), lint (what is odd about them).

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/model/policy/lint.hpp"
#include "entrepot/model/setting.hpp"
#include "entrepot/model/simulation.hpp"
#include "entrepot/model/submodels/licensing.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/load.hpp"
#include "entrepot/scenario/tables.hpp"
#include "log.hpp"

namespace entrepot::cli {
namespace {

using nlohmann::ordered_json;
using policy::Decision;
using policy::RuleTable;

constexpr std::size_t page_width = 100;
constexpr const char* decision_names[] = {"no licence", "approve", "case by case", "presumption of denial", "deny"};

// ---- names on the command line -------------------------------------------------------------------------------------

/// Rows to show: all, or the one that is named. Throws Error with the nearest name.
template <class RowId>
std::vector<RowId> chosen(const std::string& name, const std::vector<std::string>& names, const char* option) {
  std::vector<RowId> rows;
  for (std::size_t r = 0; r < names.size(); ++r) {
    if (name.empty() || names[r] == name) rows.push_back(RowId{r});
  }
  if (rows.empty()) {
    throw Error(fmt::format("{}: no '{}' in the scenario{}", option, name, scenario::did_you_mean(name, names)),
                ExitCode::bad_input);
  }
  return rows;
}

std::vector<std::string> segment_names() {
  for (const auto& row : scenario::buyer_table()->rows()) {
    if (row.description.key == "segment") return row.description.choices;
  }
  return {};
}

bool is_military(const std::string& end_user) {
  const auto kind = chosen<Id<struct SegmentTag>>(end_user, segment_names(), "--end-user").front().row();
  return !end_user.empty() && static_cast<scenario::Segment>(kind) == scenario::Segment::restricted_military;
}

Week week_on(const std::string& text, const Calendar& calendar) {
  if (text.empty()) return 0;
  const auto date = Date::parse(text);
  if (!date) throw Error(fmt::format("--on: '{}' is no date (YYYY-MM-DD)", text), ExitCode::bad_input);
  const Week week = calendar.week_of(*date);
  if (week < 0 || week >= calendar.weeks()) {
    throw Error(fmt::format("--on: {} is outside the run, {} to {}", text, calendar.start().iso(),
                            (calendar.date_of(calendar.weeks()) + -1).iso()),
                ExitCode::bad_input);
  }
  return week;
}

// ---- what the rules say --------------------------------------------------------------------------------------------

/// The answer for one product and the places where it is the same.
struct Answer {
  std::string product;
  std::vector<std::string> places;
  std::string decision;
  std::string rule;
  std::string grade;
  std::string source;
  double approval = 1;
  std::vector<std::string> conditions;  ///< levies, caps and exemptions on the deciding rule
  std::string ahead;                    ///< "from DATE: RULE", or nothing

  [[nodiscard]] bool same_but_places(const Answer& other) const {
    return product == other.product && decision == other.decision && rule == other.rule &&
           conditions == other.conditions && ahead == other.ahead;
  }
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct Question {
  std::vector<ProductId> products;
  std::vector<JurisdictionId> destinations;
  std::optional<JurisdictionId> headquarters;  ///< at the destination, if none
  bool military = false;
};

std::vector<std::string> conditions_on(RuleId rule, const RuleTable& table) {
  std::vector<std::string> conditions;
  const auto levy = table.levy(rule);
  if (levy.duty > 0) conditions.push_back(fmt::format("duty {:.4g} %", 100 * levy.duty));
  if (levy.revenue_share > 0) conditions.push_back(fmt::format("revenue share {:.4g} %", 100 * levy.revenue_share));
  for (const auto& cap : table.volume_caps()) {
    if (cap.licence_rule == rule)
      conditions.push_back(fmt::format("cap {:.4g} % of home sales", 100 * cap.share_of_home_sales));
  }
  for (const auto& cap : table.country_caps()) {
    if (cap.licence_rule == rule) conditions.push_back(fmt::format("cap {} H100e per place", io::grouped(cap.h100e)));
  }
  for (const auto& exemption : table.exemptions()) {
    if (exemption.licence_rule == rule)
      conditions.push_back(fmt::format("free below {} H100e a year", io::grouped(exemption.h100e_per_year)));
  }
  return conditions;
}

class Answers {
 public:
  Answers(const model::Setting& setting, Question question) : setting_(setting), question_(std::move(question)) {}

  /// All answers of a week, places with the same answer together.
  [[nodiscard]] std::vector<Answer> in_week(Week week) const {
    std::vector<Answer> answers;
    for (const ProductId p : question_.products) {
      for (const JurisdictionId place : question_.destinations) {
        Answer answer = ask(week, p, place);
        const auto same = std::find_if(answers.begin(), answers.end(),
                                       [&](const Answer& other) { return other.same_but_places(answer); });
        if (same == answers.end()) {
          answers.push_back(std::move(answer));
        } else {
          same->places.push_back(answer.places.front());
        }
      }
    }
    return answers;
  }

 private:
  [[nodiscard]] Answer ask(Week week, ProductId p, JurisdictionId use) const {
    const RuleTable& table = setting_.rules.in_week(week);
    const JurisdictionId parent = question_.headquarters.value_or(use);
    const Decision decision = table.decision(p, use, parent);
    Answer answer;
    answer.product = setting_.catalogue.products.names[p.row()];
    answer.places = {setting_.geography.jurisdictions().names[use.row()]};
    answer.decision = decision_names[static_cast<std::size_t>(decision.review)];
    answer.approval = submodels::approval_probability(decision.review, question_.military, setting_.scenario.licensing);
    if (decision.rule.exists()) {
      const auto& rule = setting_.rules.rule(decision.rule);
      answer.rule = setting_.rules.name(decision.rule);
      answer.grade = rule.grade;
      answer.source = rule.source;
      answer.conditions = conditions_on(decision.rule, table);
    }
    const Week ahead = table.restricted_from(p, use, parent);
    if (ahead != RuleTable::never) {
      const RuleId by = setting_.rules.foreseen(week, ahead).decision(p, use, parent).rule;
      answer.ahead = fmt::format("from {}: {}", setting_.calendar.date_of(ahead).iso(), setting_.rules.name(by));
    }
    return answer;
  }

  const model::Setting& setting_;
  Question question_;
};

/// Answers that hold from one week to the week before another.
struct Span {
  Week from;
  Week to;
  std::vector<Answer> answers;
};

std::vector<Span> all_spans(const Answers& answers, const model::Setting& setting) {
  std::vector<Span> spans;
  for (Week week = 0; week < setting.calendar.weeks(); ++week) {
    if (week > 0 && setting.rules.span_of(week) == setting.rules.span_of(week - 1)) {
      spans.back().to = week + 1;
      continue;
    }
    auto now = answers.in_week(week);
    if (!spans.empty() && spans.back().answers == now) {
      spans.back().to = week + 1;
    } else {
      spans.push_back({week, week + 1, std::move(now)});
    }
  }
  return spans;
}

// ---- as text -------------------------------------------------------------------------------------------------------

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// A cell over as many lines as it takes.
std::vector<std::string> lines_of(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::string rest = io::wrapped(text, width);
  for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
    lines.push_back(rest.substr(0, end));
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

std::string places_text(const Answer& answer, const std::vector<Answer>& all, std::size_t asked) {
  const bool all_places = answer.places.size() == asked && asked > 1;
  if (all_places) return "everywhere";
  const bool most = std::all_of(all.begin(), all.end(), [&](const Answer& other) {
    return other.product != answer.product || &other == &answer || other.places.size() < answer.places.size();
  });
  return most && answer.places.size() > 5 ? "all others" : joined(answer.places);
}

void print_table(const std::vector<Answer>& answers, std::size_t asked) {
  io::TextTable table({"product", "to", "decision", "odds", "rule", "conditions, ahead"}, 6);
  for (const auto& answer : answers) {
    auto notes = answer.conditions;
    if (!answer.ahead.empty()) notes.push_back(answer.ahead);
    // Widths that keep the table within the page for names like the baseline's; words are never broken.
    const std::vector<std::vector<std::string>> cells{{answer.product},
                                                      lines_of(places_text(answer, answers, asked), 12),
                                                      lines_of(answer.decision, 14),
                                                      {fmt::format("{:.0f} %", 100 * answer.approval)},
                                                      {answer.rule.empty() ? "-" : answer.rule},
                                                      lines_of(joined(notes), 22)};
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<std::string> row;
      for (const auto& cell : cells) row.push_back(line < cell.size() ? cell[line] : "");
      table.add(std::move(row));
    }
  }
  print("{}", table.text());
}

void print_sources(const std::vector<Span>& spans) {
  std::map<std::string, std::string> sources;
  for (const auto& span : spans) {
    for (const auto& answer : span.answers) {
      if (answer.rule.empty()) continue;
      sources[answer.rule] = fmt::format("{} (grade {}): {}", answer.rule, answer.grade.empty() ? "-" : answer.grade,
                                         answer.source.empty() ? "no source given" : answer.source);
    }
  }
  if (!sources.empty()) print("\nSources\n");
  for (const auto& [rule, text] : sources) print("{}", io::wrapped(text, page_width, 2));
}

std::vector<std::string> waiting_rules(const policy::RuleBook& book) {
  std::vector<std::string> waiting;
  for (const RuleId r : Rows<RuleId>(book.size())) {
    if (book.rule(r).trigger.observe != scenario::Observable::nothing) waiting.push_back(book.name(r));
  }
  return waiting;
}

void print_text(const std::vector<Span>& spans, const model::Setting& setting, std::size_t asked) {
  for (const auto& span : spans) {
    print("{}{} to {}\n", &span == spans.data() ? "" : "\n", setting.calendar.date_of(span.from).iso(),
          (setting.calendar.date_of(span.to) + -1).iso());
    print_table(span.answers, asked);
  }
  print_sources(spans);
  const auto waiting = waiting_rules(setting.rules);
  if (!waiting.empty()) {
    print("\n{}", io::wrapped("Not counted, because they wait for a trigger: " + joined(waiting), page_width));
  }
}

// ---- for machines --------------------------------------------------------------------------------------------------

ordered_json as_json(const Answer& answer) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? ordered_json() : ordered_json(text); };
  return {{"product", answer.product},
          {"destinations", answer.places},
          {"decision", answer.decision},
          {"approval_probability", answer.approval},
          {"rule", text_or_null(answer.rule)},
          {"grade", text_or_null(answer.grade)},
          {"source", text_or_null(answer.source)},
          {"conditions", answer.conditions},
          {"ahead", text_or_null(answer.ahead)}};
}

void print_json(const std::vector<Span>& spans, const model::Setting& setting) {
  ordered_json all = ordered_json::array();
  for (const auto& span : spans) {
    ordered_json answers = ordered_json::array();
    for (const auto& answer : span.answers) answers.push_back(as_json(answer));
    all.push_back({{"from", setting.calendar.date_of(span.from).iso()},
                   {"to", (setting.calendar.date_of(span.to) + -1).iso()},
                   {"answers", answers}});
  }
  print("{}\n", ordered_json{{"spans", all}, {"wait_for_trigger", waiting_rules(setting.rules)}}.dump(2));
}

// ---- lint ----------------------------------------------------------------------------------------------------------

/// Licence requirements in force in the run that decided no transaction of the first replicate.
std::vector<policy::LintFinding> idle_rules(const model::Setting& setting) {
  const auto record = model::simulate(setting, 0);
  const auto& units = record.rule_units.values();
  const std::size_t rows = setting.rules.size() + 1;  // the last: no rule
  std::vector<Units> decided(rows, 0);
  for (std::size_t cell = 0; cell < units.size(); ++cell) decided[cell / model::rule_outcomes % rows] += units[cell];
  std::vector<policy::LintFinding> findings;
  for (const RuleId r : Rows<RuleId>(setting.rules.size())) {
    bool in_force = false;
    for (Week week = 0; week < setting.calendar.weeks(); ++week) in_force |= setting.rules.dated_for(r, week);
    if (!in_force || setting.rules.effect_of(r).requirements.empty() || decided[r.row()] != 0) continue;
    findings.push_back({r, "idle: decided no transaction in the first replicate"});
  }
  return findings;
}

/// A number that is changed outside of the rules has no date: it holds in the whole run, the past included.
std::string undated_text(const scenario::UndatedChange& change, const model::Setting& setting) {
  return fmt::format("{}: {} in place of {} applies from the first week ({}); only rules and series have dates",
                     change.path, change.after, change.before, setting.calendar.start().iso());
}

std::size_t lint_file(const std::string& file, const LintOptions& options) {
  const auto loaded =
      scenario::load_scenario(file, options.settings, policy::instrument_schemas(), options.include_dirs);
  const model::Setting setting(loaded.scenario);
  auto findings = policy::lint(setting.rules, setting.calendar, setting.geography.jurisdictions(), setting.catalogue);
  if (options.run) {
    for (auto& idle : idle_rules(setting)) {
      const bool told = std::any_of(findings.begin(), findings.end(),
                                    [&](const policy::LintFinding& other) { return other.rule == idle.rule; });
      if (!told) findings.push_back(std::move(idle));
    }
  }
  for (const auto& finding : findings) {
    const auto& name = setting.rules.name(finding.rule);
    print("{}: {}: rules.{}: {}\n", loaded.rule_marks.at(name), finding.note ? "note" : "lint", name, finding.text);
  }
  for (const auto& change : scenario::undated_changes(file, options.settings, options.include_dirs))
    print("{}: note: {}\n", change.where, undated_text(change, setting));
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const auto& finding) { return !finding.note; }));
}

}  // namespace

void rules(const RulesOptions& options) {
  const auto loaded = scenario::load_scenario(options.scenario.file, options.scenario.settings,
                                              policy::instrument_schemas(), options.scenario.include_dirs);
  const model::Setting setting(loaded.scenario);
  const auto& places = setting.geography.jurisdictions().names;
  Question question{chosen<ProductId>(options.product, setting.catalogue.products.names, "--product"),
                    chosen<JurisdictionId>(options.destination, places, "--destination"),
                    {},
                    is_military(options.end_user)};
  if (!options.headquarters.empty())
    question.headquarters = chosen<JurisdictionId>(options.headquarters, places, "--headquarters").front();
  const std::size_t asked = question.destinations.size();
  const Answers answers(setting, std::move(question));
  std::vector<Span> spans;
  if (options.all_dates) {
    spans = all_spans(answers, setting);
  } else {
    const Week week = week_on(options.on, setting.calendar);
    spans.push_back({week, week + 1, answers.in_week(week)});
  }
  if (options.json) {
    print_json(spans, setting);
  } else {
    print_text(spans, setting, asked);
  }
}

void lint(const LintOptions& options) {
  std::size_t findings = 0;
  bool bad_input = false;
  for (const auto& file : options.files) {
    try {
      findings += lint_file(file, options);
    } catch (const Error& error) {
      if (error.code() != ExitCode::bad_input) throw;
      print_error(error.what());
      bad_input = true;
    }
  }
  if (bad_input) throw Error("not valid", ExitCode::bad_input);
  if (findings > 0) throw Error(fmt::format("{} finding{}", findings, findings == 1 ? "" : "s"));
}

}  // namespace entrepot::cli
