#pragma once
// The alternative forms of submodels, for testing the robustness of a conclusion. Each such submodel has a table with
// one named function per form, in the order in which they are declared here (sim/model/submodels/form_table.hpp). The
// first of a list is the form that runs if a scenario names none.

#include <array>
#include <cstdint>
#include <string_view>

namespace entrepot::scenario {

/// An alternative form: its name in a scenario, and its assumption.
struct Form {
  std::string_view name;
  std::string_view meaning;
};

enum class ChoiceForm : std::uint8_t { logit, threshold };
inline constexpr std::array choice_forms{
    Form{"logit", "at random, with probabilities that rise with the options' surplus (multinomial logit)"},
    Form{"threshold", "always the best option"},
};

enum class WillingnessForm : std::uint8_t { available, relative, declining };
inline constexpr std::array willingness_forms{
    Form{"available", "a multiple of what an H100-equivalent costs in the cheapest new part that the buyer may buy without a licence"},
    Form{"relative", "a multiple of what an H100-equivalent costs in the cheapest new part in the world"},
    Form{"declining", "a value that falls by the same share every year (demand.price_decline)"},
};

enum class DiversionForm : std::uint8_t { threshold, logit };
inline constexpr std::array diversion_forms{
    Form{"threshold", "every order with a positive net gain"},
    Form{"logit", "at random, with a probability that rises with the net gain"},
};

enum class RiskForm : std::uint8_t { bayesian, fading_memory, experience };
inline constexpr std::array risk_forms{
    Form{"bayesian", "detections over lots: the mean of a Beta belief"},
    Form{"fading_memory", "recent detections only; undetected lots do not lower the perceived risk"},
    Form{"experience", "the detected share of remembered lots; the prior only without any"},
};

enum class TargetingForm : std::uint8_t { learning, exogenous };
inline constexpr std::array targeting_forms{
    Form{"learning", "by earlier findings in each hub (Thompson sampling), then by score"},
    Form{"exogenous", "by the firms' scores only"},
};

struct ModelForm {
  ChoiceForm choice;
  WillingnessForm willingness;
  DiversionForm diversion;
  RiskForm risk;
  TargetingForm targeting;

  template <class Rows>
  static void rows(Rows& row) {
    using M = ModelForm;
    row.forms("choice", &M::choice, choice_forms, "How buyers choose among their options.");
    row.forms("willingness", &M::willingness, willingness_forms, "What buyers' willingness to pay follows over time.");
    row.forms("diversion", &M::diversion, diversion_forms, "Which grey orders an intermediary accepts.");
    row.forms("risk", &M::risk, risk_forms, "What evaders base their perceived risk of detection on.");
    row.forms("targeting", &M::targeting, targeting_forms, "How the authority allocates checks and cases.");
  }
};

}  // namespace entrepot::scenario
