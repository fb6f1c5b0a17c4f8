#pragma once
// The alternative forms of submodels, so that a conclusion can be tested against them. Each submodel that has some
// keeps a table with one named function for each form, in the order in which they are declared here
// (sim/model/submodels/form_table.hpp). The first of a list is the form that runs if a scenario names none.

#include <array>
#include <cstdint>
#include <string_view>

namespace entrepot::scenario {

/// A form as a scenario names it, and what it assumes.
struct Form {
  std::string_view name;
  std::string_view meaning;
};

enum class ChoiceForm : std::uint8_t { logit, threshold };
inline constexpr std::array choice_forms{
    Form{"logit", "at random, in proportion to what the options are worth (multinomial logit)"},
    Form{"threshold", "always the best option"},
};

enum class DiversionForm : std::uint8_t { threshold, logit };
inline constexpr std::array diversion_forms{
    Form{"threshold", "every order with a positive net gain"},
    Form{"logit", "at random, with a probability that rises with the net gain"},
};

enum class RiskForm : std::uint8_t { bayesian, fading_memory, experience };
inline constexpr std::array risk_forms{
    Form{"bayesian", "detections over lots, the mean of a Beta belief"},
    Form{"fading_memory", "the memory of recent detections alone; lots that passed do not reassure"},
    Form{"experience", "the share of remembered lots that were detected; the prior only where none is remembered"},
};

enum class TargetingForm : std::uint8_t { learning, exogenous };
inline constexpr std::array targeting_forms{
    Form{"learning", "by what earlier ones found in each hub (Thompson sampling), then by score"},
    Form{"exogenous", "by the firms' scores alone"},
};

struct ModelForm {
  ChoiceForm choice;
  DiversionForm diversion;
  RiskForm risk;
  TargetingForm targeting;

  template <class Rows>
  static void rows(Rows& row) {
    using M = ModelForm;
    row.forms("choice", &M::choice, choice_forms, "How buyers choose among their options.");
    row.forms("diversion", &M::diversion, diversion_forms, "Which grey orders an intermediary takes.");
    row.forms("risk", &M::risk, risk_forms, "What evaders base their perceived risk of detection on.");
    row.forms("targeting", &M::targeting, targeting_forms, "How the authority assigns checks and cases.");
  }
};

}  // namespace entrepot::scenario
