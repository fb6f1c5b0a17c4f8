#pragma once
// Alternative forms of submodels.

namespace entrepot::scenario {

enum class ChoiceRule { logit, threshold };
enum class DiversionRule { threshold, logit };
enum class RiskRule { bayesian, fading_memory };
enum class TargetingRule { learning, exogenous };

/// Alternative forms of submodels, so that a conclusion can be tested against them.
struct ModelForm {
  ChoiceRule choice;
  DiversionRule diversion;
  RiskRule risk;
  TargetingRule targeting;

  template <class Rows>
  static void rows(Rows& row) {
    using M = ModelForm;
    // clang-format off
    row("choice", &M::choice, {.fallback = "logit", .choices = {"logit", "threshold"}, .meaning = "How buyers choose: by chance in proportion to what options are worth, or the best one always."});
    row("diversion", &M::diversion, {.fallback = "threshold", .choices = {"threshold", "logit"}, .meaning = "How intermediaries take on grey orders: whenever they pay, or by chance in proportion to how well."});
    row("risk", &M::risk, {.fallback = "bayesian", .choices = {"bayesian", "fading_memory"}, .meaning = "How evaders judge risk: by detections over lots, or by the memory of recent detections alone, whatever went well."});
    row("targeting", &M::targeting, {.fallback = "learning", .choices = {"learning", "exogenous"}, .meaning = "How the authority shares checks and cases out over hubs: by what they found there (Thompson sampling), or by the firms' scores alone."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
