#include "entrepot/report/rules_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "entrepot/core/error.hpp"
#include "entrepot/io/text_table.hpp"
#include "entrepot/model/submodels/licensing.hpp"
#include "entrepot/scenario/diagnostics.hpp"
#include "entrepot/scenario/tables.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using nlohmann::ordered_json;
using policy::Decision;
using policy::RuleTable;

constexpr const char* decision_names[] = {"no licence", "approve", "case by case", "presumption of denial", "deny"};

// ---- names in the query -------------------------------------------------------------------------------------

/// Rows to report: all, or the named one. Throws Error with the nearest name.
template <class RowId>
std::vector<RowId> chosen(const std::string& name, const std::vector<std::string>& names, const char* option) {
  std::vector<RowId> rows;
  for (std::size_t r = 0; r < names.size(); ++r) {
    if (name.empty() || names[r] == name) rows.push_back(RowId{r});
  }
  if (rows.empty()) {
    throw Error(fmt::format("{}: the scenario has no '{}'{}", option, name, scenario::did_you_mean(name, names)),
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
  if (!date) throw Error(fmt::format("--on: '{}' is not a date; expected YYYY-MM-DD", text), ExitCode::bad_input);
  const Week week = calendar.week_of(*date);
  if (week < 0 || week >= calendar.weeks()) {
    throw Error(fmt::format("--on: {} is outside the run, {} to {}", text, calendar.start().iso(),
                            (calendar.date_of(calendar.weeks()) + -1).iso()),
                ExitCode::bad_input);
  }
  return week;
}

// ---- decisions --------------------------------------------------------------------------------------------

/// The decision on one product, and the places that share it.
struct Answer {
  std::string product;
  std::vector<std::string> places;
  std::string decision;
  std::string rule;
  std::string grade;
  std::string source;
  double approval = 1;
  std::vector<std::string> conditions;  ///< levies, caps and exemptions on the deciding rule
  std::string ahead;                    ///< announced restriction, "from DATE: RULE"; may be empty

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
      conditions.push_back(fmt::format("cap {:.4g} % of home sales{}", 100 * cap.share_of_home_sales,
                                       cap.aggregate ? ", all products" : ""));
  }
  for (const auto& cap : table.country_caps()) {
    if (cap.licence_rule == rule)
      conditions.push_back(fmt::format("cap {} H100e {}{}", io::grouped(cap.h100e),
                                       cap.joint ? "for all places together" : "per place",
                                       cap.per_year ? " and year" : ""));
  }
  for (const auto& exemption : table.exemptions()) {
    if (exemption.licence_rule != rule) continue;
    conditions.push_back(
        fmt::format("{} exempt below {} H100e a year",
                    exemption.groups.empty() ? "all" : fmt::format("{}", fmt::join(exemption.groups, ", ")),
                    io::grouped(exemption.h100e_per_year)));
  }
  const auto& terms = table.levers().licences[rule];
  if (terms.added_weeks > 0) conditions.push_back(fmt::format("{:.4g} weeks more", terms.added_weeks));
  if (terms.veto > 0) conditions.push_back(fmt::format("veto of {:.4g} % of approvals", 100 * terms.veto));
  if (terms.scrutiny > 0) conditions.push_back(fmt::format("scrutiny {:.4g} %", 100 * terms.scrutiny));
  if (terms.diligence > 0) conditions.push_back(fmt::format("diligence {:.4g} %", 100 * terms.diligence));
  if (terms.buyer_cap < policy::LicenceTerms::no_cap)
    conditions.push_back(fmt::format("cap {} H100e per end user and year", io::grouped(terms.buyer_cap)));
  return conditions;
}

class Answers {
 public:
  Answers(const model::Setting& setting, Question question) : setting_(setting), question_(std::move(question)) {}

  /// All answers of a week; places with the same answer are together.
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

/// Answers that hold from one week up to, but not including, another.
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

// ---- text -------------------------------------------------------------------------------------------------------

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

std::string places_text(const Answer& answer, const std::vector<Answer>& all, std::size_t asked) {
  const bool all_places = answer.places.size() == asked && asked > 1;
  if (all_places) return "everywhere";
  const bool most = std::all_of(all.begin(), all.end(), [&](const Answer& other) {
    return other.product != answer.product || &other == &answer || other.places.size() < answer.places.size();
  });
  return most && answer.places.size() > 5 ? "all others" : joined(answer.places);
}

std::string answers_text(const std::vector<Answer>& answers, std::size_t asked) {
  io::TextTable table({"product", "to", "decision", "approval", "rule", "conditions, changes"}, 6);
  for (const auto& answer : answers) {
    auto notes = answer.conditions;
    if (!answer.ahead.empty()) notes.push_back(answer.ahead);
    // Widths that keep the table within the page for names like the baseline's; words are never broken.
    const std::vector<std::vector<std::string>> cells{{answer.product},
                                                      cell_lines(places_text(answer, answers, asked), 12),
                                                      cell_lines(answer.decision, 14),
                                                      {fmt::format("{:.0f} %", 100 * answer.approval)},
                                                      {answer.rule.empty() ? "-" : answer.rule},
                                                      cell_lines(joined(notes), 20)};
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<std::string> row;
      for (const auto& cell : cells) row.push_back(line < cell.size() ? cell[line] : "");
      table.add(std::move(row));
    }
  }
  return table.text();
}

std::string sources_text(const std::vector<Span>& spans) {
  std::map<std::string, std::string> sources;
  for (const auto& span : spans) {
    for (const auto& answer : span.answers) {
      if (answer.rule.empty()) continue;
      sources[answer.rule] = fmt::format("{} (grade {}): {}", answer.rule, answer.grade.empty() ? "-" : answer.grade,
                                         answer.source.empty() ? "no source given" : answer.source);
    }
  }
  std::string text = sources.empty() ? "" : "\nSources\n";
  for (const auto& source : sources) text += io::wrapped(source.second, page_width, 2);
  return text;
}

std::vector<std::string> waiting_rules(const policy::RuleBook& book) {
  std::vector<std::string> waiting;
  for (const RuleId r : Rows<RuleId>(book.size())) {
    if (book.rule(r).trigger.observe != scenario::Observable::nothing) waiting.push_back(book.name(r));
  }
  return waiting;
}

std::string spans_text(const std::vector<Span>& spans, const model::Setting& setting, std::size_t asked) {
  std::string text;
  for (const auto& span : spans) {
    text += fmt::format("{}{} to {}\n", text.empty() ? "" : "\n", setting.calendar.date_of(span.from).iso(),
                        (setting.calendar.date_of(span.to) + -1).iso());
    text += answers_text(span.answers, asked);
  }
  text += sources_text(spans);
  const auto waiting = waiting_rules(setting.rules);
  if (!waiting.empty())
    text += "\n" + io::wrapped("Not included, because they depend on a trigger: " + joined(waiting), page_width);
  return text;
}

// ---- JSON --------------------------------------------------------------------------------------------------

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

ordered_json spans_json(const std::vector<Span>& spans, const model::Setting& setting) {
  ordered_json all = ordered_json::array();
  for (const auto& span : spans) {
    ordered_json answers = ordered_json::array();
    for (const auto& answer : span.answers) answers.push_back(as_json(answer));
    all.push_back({{"from", setting.calendar.date_of(span.from).iso()},
                   {"to", (setting.calendar.date_of(span.to) + -1).iso()},
                   {"answers", answers}});
  }
  return {{"spans", std::move(all)}, {"wait_for_trigger", waiting_rules(setting.rules)}};
}

// ---- queries -------------------------------------------------------------------------------------------------------

Question question_of(const model::Setting& setting, const RulesQuery& query) {
  const auto& places = setting.geography.jurisdictions().names;
  Question question{chosen<ProductId>(query.product, setting.catalogue.products.names, "--product"),
                    chosen<JurisdictionId>(query.destination, places, "--destination"),
                    {},
                    is_military(query.end_user)};
  if (!query.headquarters.empty())
    question.headquarters = chosen<JurisdictionId>(query.headquarters, places, "--headquarters").front();
  return question;
}

std::vector<Span> find_spans(const model::Setting& setting, const Question& question, const RulesQuery& query) {
  const Answers answers(setting, question);
  if (query.all_dates) return all_spans(answers, setting);
  const Week week = week_on(query.on, setting.calendar);
  return {{week, week + 1, answers.in_week(week)}};
}

}  // namespace

std::string rules_text(const model::Setting& setting, const RulesQuery& query) {
  const auto question = question_of(setting, query);
  return spans_text(find_spans(setting, question, query), setting, question.destinations.size());
}

ordered_json rules_json(const model::Setting& setting, const RulesQuery& query) {
  return spans_json(find_spans(setting, question_of(setting, query), query), setting);
}

}  // namespace entrepot::report
