#include "entrepot/model/policy/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace entrepot::policy {
namespace {

constexpr const char* review_names[] = {"none", "approve", "case by case", "presumption of denial", "deny"};

const char* name_of(Review review) { return review_names[static_cast<std::size_t>(review)]; }

bool waits(const scenario::Rule& rule) { return rule.trigger.observe != scenario::Observable::nothing; }

bool relaxes(const Requirement& requirement, RuleId base) {
  return std::find(requirement.relaxes.begin(), requirement.relaxes.end(), base) != requirement.relaxes.end();
}

/// A sale to which a requirement may apply.
struct Sale {
  ProductId product;
  JurisdictionId use;
  JurisdictionId parent;
};

class Linter {
 public:
  Linter(const RuleBook& book, const RuleWorld& world)
      : book_(book),
        world_(world),
        calendar_(world.calendar),
        jurisdictions_(world.geography.jurisdictions()),
        catalogue_(world.catalogue),
        matters_(book.size(), 0) {
    for (const RuleId r : Rows<RuleId>(book.size())) effects_.push_back(book.effect_of(r));
    for (Week week = 0; week < calendar_.weeks(); ++week) {
      if (week == 0 || book.span_of(week) != book.span_of(week - 1)) spans_.push_back(week);
    }
  }

  std::vector<LintFinding> findings() {
    mark_deciding();
    for (const RuleId r : Rows<RuleId>(book_.size())) judge(r);
    return std::move(findings_);
  }

 private:
  void report(RuleId rule, std::string text) { findings_.push_back({rule, std::move(text)}); }

  [[nodiscard]] const Requirement* requirement(RuleId r) const {
    const auto& all = effects_[r.row()].requirements;
    return all.empty() ? nullptr : &all.front();
  }

  /// First week of the run with both rules in force.
  [[nodiscard]] std::optional<Week> together(RuleId a, RuleId b) const {
    const auto it = std::find_if(spans_.begin(), spans_.end(),
                                 [&](Week week) { return book_.dated_for(a, week) && book_.dated_for(b, week); });
    return it == spans_.end() ? std::nullopt : std::optional(*it);
  }

  [[nodiscard]] bool holds(const Requirement& r, const Sale& sale) const {
    const bool reached = catalogue_.vendors.under_controls[catalogue_.products.vendor[sale.product]] != 0;
    return reached && r.products[sale.product.row()] != 0 && (r.uses[sale.use.row()] || r.parents[sale.parent.row()]);
  }

  template <class Visit>
  void each_sale(const Visit& visit) const {
    for (const ProductId p : Rows<ProductId>(catalogue_.products.size())) {
      for (const JurisdictionId use : Rows<JurisdictionId>(jurisdictions_.size())) {
        for (const JurisdictionId parent : Rows<JurisdictionId>(jurisdictions_.size())) visit(Sale{p, use, parent});
      }
    }
  }

  /// A sale to which all these requirements apply.
  [[nodiscard]] std::optional<Sale> common_sale(std::initializer_list<const Requirement*> all) const {
    std::optional<Sale> found;
    each_sale([&](const Sale& sale) {
      if (found) return;
      if (std::all_of(all.begin(), all.end(), [&](const Requirement* r) { return holds(*r, sale); })) found = sale;
    });
    return found;
  }

  // ---- which rules ever decide -------------------------------------------------------------------------------------

  /// Trigger states to check: no condition met, all met, and each alone.
  [[nodiscard]] std::vector<SetOff> trigger_states() const {
    std::vector<SetOff> states{SetOff(book_.size(), 0)};
    if (!book_.has_triggers()) return states;
    states.emplace_back(book_.size(), 1);
    for (const RuleId r : Rows<RuleId>(book_.size())) {
      if (!waits(book_.rule(r))) continue;
      states.push_back(states.front());
      states.back()[r.row()] = 1;
    }
    return states;
  }

  void mark_deciding() {
    const auto states = trigger_states();
    for (const Week week : spans_) {
      mark_deciding_in(book_.in_week(week), week);
      for (std::size_t s = 1; s < states.size(); ++s) mark_deciding_in(book_.with_triggers(week, states[s]), week);
    }
  }

  void mark_deciding_in(const RuleTable& table, Week week) {
    each_sale([&](const Sale& sale) {
      const RuleId by = table.decision(sale.product, sale.use, sale.parent).rule;
      if (!by.exists()) return;
      matters_[by.row()] = 1;
      // A rule that is relaxed here still has an effect: without it there would be nothing to relax.
      for (const RuleId base : requirement(by)->relaxes) {
        const Requirement* relaxed = requirement(base);
        if (relaxed != nullptr && book_.dated_for(base, week) && holds(*relaxed, sale)) matters_[base.row()] = 1;
      }
    });
  }

  // ---- one rule ----------------------------------------------------------------------------------------------------

  void judge(RuleId r) {
    if (!judge_dates(r)) return;
    judge_trigger(r);
    judge_end(r);
    judge_withdrawal(r);
    judge_suspension(r);
    const ReachReport reach = reach_of(r);
    if (requirement(r) != nullptr) {
      judge_requirement(r, *requirement(r), reach.idle);
    } else {
      if (reach.idle) report(r, "idle: " + *reach.idle);
      judge_overlapping_caps(r);
    }
    if (reach.dates) report(r, "dates: " + *reach.dates);
    if (reach.wide && !reach.idle) note_reach(r, *reach.wide);
  }

  [[nodiscard]] ReachReport reach_of(RuleId r) const {
    return book_.instrument(r).report_reach(*book_.rule(r).parameters, {r, book_, world_, matters_});
  }

  /// Checks whether a rule is ever in force; if not, no other check applies.
  bool judge_dates(RuleId r) {
    const auto& rule = book_.rule(r);
    if (rule.withdrawn && *rule.withdrawn <= rule.announced.value_or(rule.effective)) {
      report(r, fmt::format("never fired: withdrawn on {}, not after its announcement", rule.withdrawn->iso()));
      return false;
    }
    if (together(r, r)) return true;
    // A rule withdrawn before it takes effect still affects agents that look ahead (the diffusion rule of 2025).
    if (rule.withdrawn && *rule.withdrawn <= rule.effective && calendar_.week_of(*rule.withdrawn) > 0) return false;
    report(r, fmt::format("never fired: in force on no day of the run, {} to {}", calendar_.start().iso(),
                          (calendar_.date_of(calendar_.weeks()) + -1).iso()));
    return false;
  }

  void judge_trigger(RuleId r) {
    const auto& trigger = book_.rule(r).trigger;
    const bool of_a_hub = trigger.observe == scenario::Observable::hub_import_growth ||
                          trigger.observe == scenario::Observable::hub_import_load;
    if (!of_a_hub || jurisdictions_.facts[jurisdictions_.find(trigger.place)].hub) return;
    report(r,
           fmt::format("never fired: its trigger observes the hub imports of {}, which is not a hub", trigger.place));
  }

  // ---- dates without effect -----------------------------------------------------------------------------------

  /// Whether another book of the same rules has the same effect on transactions in every week.
  [[nodiscard]] bool same_effect(const RuleBook& other) const {
    const SetOff all(book_.size(), 1);
    for (Week week = 0; week < calendar_.weeks(); ++week) {
      const bool changes =
          week == 0 || book_.span_of(week) != book_.span_of(week - 1) || other.span_of(week) != other.span_of(week - 1);
      if (!changes) continue;
      if (!book_.in_week(week).same_effect(other.in_week(week))) return false;
      if (book_.has_triggers() && !book_.with_triggers(week, all).same_effect(other.with_triggers(week, all)))
        return false;
    }
    return true;
  }

  /// Whether a rule of the same instrument replaces this one in the week in which it ends.
  [[nodiscard]] bool is_succeeded(RuleId r) const {
    const Week end = calendar_.week_of(*book_.rule(r).ends);
    for (const RuleId other : Rows<RuleId>(book_.size())) {
      const bool same_kind = book_.rule(other).instrument == book_.rule(r).instrument;
      if (same_kind && calendar_.week_of(book_.rule(other).effective) == end) return true;
    }
    return false;
  }

  void judge_end(RuleId r) {
    const auto& ends = book_.rule(r).ends;
    if (!ends) return;
    if (calendar_.week_of(*ends) >= calendar_.weeks()) {
      report(r, fmt::format("ends on {}, after the last day of the run: the date has no effect", ends->iso()));
    } else if (!is_succeeded(r) && same_effect(book_.without_end(r))) {
      report(r, fmt::format("ends on {}, but other rules have the same effect: the date has no effect", ends->iso()));
    }
  }

  void judge_suspension(RuleId r) {
    const auto& from = book_.rule(r).suspended_from;
    const auto& until = book_.rule(r).suspended_until;
    if (until && !from) {
      report(r, fmt::format("suspended until {}, but from no day: the date has no effect", until->iso()));
    } else if (until && *until <= *from) {
      report(r, fmt::format("suspended from {} until {}, which is not later: the dates have no effect", from->iso(),
                            until->iso()));
    }
  }

  void judge_withdrawal(RuleId r) {
    const auto& withdrawn = book_.rule(r).withdrawn;
    if (!withdrawn || !same_effect(book_.without_withdrawal(r))) return;
    report(r, fmt::format("withdrawn on {}, but the date has no effect", withdrawn->iso()));
  }

  // ---- reach -------------------------------------------------------------------------------------------------------

  /// Notes a rule that reaches more than its text may say; a licence requirement of the same day does not limit it.
  void note_reach(RuleId r, std::string text) {
    for (const RuleId other : Rows<RuleId>(book_.size())) {
      if (requirement(other) == nullptr || book_.rule(other).effective != book_.rule(r).effective) continue;
      text += fmt::format("; rules.{}, which takes effect on the same day, does not limit it", book_.name(other));
      break;
    }
    findings_.push_back({r, std::move(text), true});
  }

  // ---- licence requirements ----------------------------------------------------------------------------------------

  void judge_requirement(RuleId r, const Requirement& own, const Remark& idle) {
    if (own.uses.none() && own.parents.none()) {
      report(r, "never fired: names no place; give it 'destinations' or 'headquarters'");
      return;
    }
    if (!common_sale({&own})) {
      report(r, "never fired: no product under the authority's controls is listed and meets its thresholds");
      return;
    }
    if (idle) {
      report(r, "idle: " + *idle);
      return;
    }
    if (own.relaxes.empty()) {
      if (matters_[r.row()] == 0) report(r, shadowed_text(r, own));
      return;
    }
    judge_relaxing(r, own);
    judge_blocked_path(r, own);
    judge_contradictions(r, own);
  }

  [[nodiscard]] std::string shadowed_text(RuleId r, const Requirement& own) const {
    if (own.review == Review::none) return "never fired: its review is 'none', and it relaxes no other rule";
    std::string others;
    for (const RuleId other : Rows<RuleId>(book_.size())) {
      const Requirement* theirs = requirement(other);
      if (other == r || theirs == nullptr || theirs->review < own.review || !together(r, other)) continue;
      if (common_sale({&own, theirs})) others += (others.empty() ? "" : ", ") + book_.name(other);
    }
    return fmt::format("shadowed: in force, but never the deciding rule{}", others.empty() ? "" : "; see " + others);
  }

  void judge_relaxing(RuleId r, const Requirement& own) {
    bool relaxes_one = false;
    for (const RuleId base : own.relaxes) {
      const Requirement* theirs = requirement(base);
      if (theirs == nullptr) {
        report(r, fmt::format("relaxes rules.{}, which is not a licence requirement", book_.name(base)));
      } else if (!together(r, base)) {
        report(r, fmt::format("relaxes rules.{}, which is never in force at the same time", book_.name(base)));
      } else if (!common_sale({&own, theirs})) {
        report(r, fmt::format("relaxes rules.{}, which never applies to the same sales", book_.name(base)));
      } else if (theirs->review <= own.review) {
        report(r, fmt::format("relaxes rules.{}, but its review ({}) is not milder than that rule's ({})",
                              book_.name(base), name_of(own.review), name_of(theirs->review)));
      } else {
        relaxes_one = true;
      }
    }
    // With a review of `none`, no rule decides, so the table of decisions does not show the effect.
    if (relaxes_one && own.review != Review::none && matters_[r.row()] == 0) report(r, shadowed_text(r, own));
  }

  /// The rule that blocks the milder review that `own` gives a sale by relaxing another rule; none if there is none.
  [[nodiscard]] RuleId blocker_of(const Requirement& own, const RuleTable& table, Week week, const Sale& sale) const {
    if (!holds(own, sale)) return RuleId::none();
    const bool opens = std::any_of(own.relaxes.begin(), own.relaxes.end(), [&](RuleId base) {
      const Requirement* theirs = requirement(base);
      return theirs != nullptr && theirs->review > own.review && book_.dated_for(base, week) && holds(*theirs, sale);
    });
    const Decision decision = table.decision(sale.product, sale.use, sale.parent);
    return opens && decision.review > own.review ? decision.rule : RuleId::none();
  }

  /// A licence path blocked by one rule: first week, products, and one of the places.
  struct Block {
    Week from = 0;
    std::vector<ProductId> products;
    JurisdictionId place;
  };

  [[nodiscard]] std::map<std::size_t, Block> blocks_of(RuleId r, const Requirement& own) const {
    std::map<std::size_t, Block> blocks;
    for (const Week week : spans_) {
      if (!book_.dated_for(r, week)) continue;
      each_sale([&](const Sale& sale) {
        const RuleId by = blocker_of(own, book_.in_week(week), week, sale);
        if (!by.exists()) return;
        auto& block = blocks.try_emplace(by.row(), Block{week, {}, sale.use}).first->second;
        if (std::find(block.products.begin(), block.products.end(), sale.product) == block.products.end())
          block.products.push_back(sale.product);
      });
    }
    return blocks;
  }

  [[nodiscard]] std::string names_of(const std::vector<ProductId>& products) const {
    Names names;
    for (const ProductId p : products) names.push_back(catalogue_.products.names[p.row()]);
    return in_words(names);
  }

  /// Reports a blocked licence path. A path relaxes rules by name, so another rule on the same goods, added later or
  /// split off, blocks it.
  void judge_blocked_path(RuleId r, const Requirement& own) {
    for (const auto& [by, block] : blocks_of(r, own)) {
      report(r, fmt::format("blocked: rules.{} also covers {} to {} from {}, and this rule does not relax it",
                            book_.name(RuleId{by}), names_of(block.products), jurisdictions_.names[block.place.row()],
                            calendar_.date_of(block.from).iso()));
    }
  }

  /// Reports each pair once, at the later name.
  void judge_contradictions(RuleId r, const Requirement& own) {
    for (const RuleId other : Rows<RuleId>(r.row())) {
      const Requirement* theirs = requirement(other);
      if (theirs == nullptr || theirs->review == own.review || !together(r, other)) continue;
      for (const RuleId base : own.relaxes) {
        const Requirement* relaxed = requirement(base);
        if (relaxed == nullptr || !relaxes(*theirs, base) || std::max(own.review, theirs->review) >= relaxed->review) {
          continue;
        }
        const auto week = all_together(r, other, base);
        const auto sale = common_sale({&own, theirs, relaxed});
        if (week && sale) report(r, contradiction_text({r, other, base}, *week, *sale));
      }
    }
  }

  [[nodiscard]] std::optional<Week> all_together(RuleId a, RuleId b, RuleId c) const {
    const auto it = std::find_if(spans_.begin(), spans_.end(), [&](Week week) {
      return book_.dated_for(a, week) && book_.dated_for(b, week) && book_.dated_for(c, week);
    });
    return it == spans_.end() ? std::nullopt : std::optional(*it);
  }

  struct Contradiction {
    RuleId rule;
    RuleId other;
    RuleId base;
  };

  [[nodiscard]] std::string contradiction_text(const Contradiction& c, Week week, const Sale& sale) const {
    const Review own = requirement(c.rule)->review;
    const Review theirs = requirement(c.other)->review;
    return fmt::format(
        "contradictory: relaxes rules.{} to '{}' where rules.{} relaxes it to '{}' (e.g. {} to {} from {}); "
        "the milder one applies",
        book_.name(c.base), name_of(own), book_.name(c.other), name_of(theirs),
        catalogue_.products.names[sale.product.row()], jurisdictions_.names[sale.use.row()],
        calendar_.date_of(week).iso());
  }

  // ---- levies, caps and exemptions ---------------------------------------------------------------------------------

  /// The licence requirement of a levy, cap or exemption; none for other rules.
  [[nodiscard]] RuleId licence_of(RuleId r) const {
    const auto& effect = effects_[r.row()];
    if (!effect.volume_caps.empty()) return effect.volume_caps.front().licence_rule;
    if (!effect.country_caps.empty()) return effect.country_caps.front().licence_rule;
    if (!effect.exemptions.empty()) return effect.exemptions.front().licence_rule;
    for (const RuleId licence : Rows<RuleId>(effect.levies.size())) {
      if (effect.levies[licence] != Levy{} || effect.levers.licences[licence] != LicenceTerms{}) return licence;
    }
    return RuleId::none();
  }

  /// Of two caps of one kind on one licence, the larger has no effect while both apply. Reported once, at the larger.
  void judge_overlapping_caps(RuleId r) {
    for (const RuleId other : Rows<RuleId>(book_.size())) {
      const auto larger = [&](double own, double theirs) { return own > theirs || (own == theirs && other < r); };
      if (other == r || licence_of(other) != licence_of(r) || !together(r, other)) continue;
      const auto& own = effects_[r.row()];
      const auto& theirs = effects_[other.row()];
      const bool volume = !own.volume_caps.empty() && !theirs.volume_caps.empty() &&
                          larger(own.volume_caps[0].share_of_home_sales, theirs.volume_caps[0].share_of_home_sales);
      const bool country = !own.country_caps.empty() && !theirs.country_caps.empty() &&
                           larger(own.country_caps[0].h100e, theirs.country_caps[0].h100e);
      if (!volume && !country) continue;
      report(r,
             fmt::format("contradictory: overlaps rules.{} on rules.{} from {}, whose cap is not larger",
                         book_.name(other), book_.name(licence_of(r)), calendar_.date_of(*together(r, other)).iso()));
    }
  }

  const RuleBook& book_;
  const RuleWorld& world_;
  const Calendar& calendar_;
  const world::Jurisdictions& jurisdictions_;
  const world::Catalogue& catalogue_;
  std::vector<Contributions> effects_;  ///< by rule row: contribution of the rule alone
  std::vector<Week> spans_;             ///< first week of each span without a dated change
  std::vector<char> matters_;           ///< by rule row: whether it decides a sale, or is relaxed where it would
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> lint(const RuleBook& book, const RuleWorld& world) { return Linter(book, world).findings(); }

}  // namespace entrepot::policy
