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
    Form{"available",
         "a multiple of what an H100-equivalent costs in the cheapest new part that the buyer may buy without a "
         "licence"},
    Form{"relative", "a multiple of what an H100-equivalent costs in the cheapest new part in the world"},
    Form{"declining", "a value that falls by the same share every year (demand.price_decline)"},
};

enum class DiversionForm : std::uint8_t { threshold, logit };
inline constexpr std::array diversion_forms{
    Form{"threshold", "every order with a positive net gain"},
    Form{"logit", "at random, with a probability that rises with the net gain"},
};

enum class RiskForm : std::uint8_t { bayesian, fading_memory, experience, sticky, tipping };
inline constexpr std::array risk_forms{
    Form{"bayesian", "detections over lots: the mean of a Beta belief"},
    Form{"fading_memory", "recent detections only; undetected lots do not lower the perceived risk"},
    Form{"experience", "the detected share of remembered lots; the prior only without any"},
    Form{"sticky", "the prior, moved a little by what is known and by own losses, however many lots pass"},
    Form{"tipping", "as sticky, but a risk below a tipping point hardly counts"},
};

enum class ExposureForm : std::uint8_t { flat, volume };
inline constexpr std::array exposure_forms{
    Form{"flat", "the perceived risk does not depend on how much an owner moves"},
    Form{"volume", "an owner that moves more feels more visible"},
};

enum class MatchingForm : std::uint8_t { capacity, blind };
inline constexpr std::array matching_forms{
    Form{"capacity", "buyers look for firms that have delivered, start small, and order more with every delivery"},
    Form{"blind", "buyers meet firms of a hub at random and order any quantity from them"},
};

enum class PriceForm : std::uint8_t { bargain, stock_ask, posted, cost_plus };
inline constexpr std::array price_forms{
    Form{"bargain", "between the seller's value of a unit and the buyer's next best alternative"},
    Form{"stock_ask",
         "cost, less or more by the weeks of sales that the seller has in stock; the buyer takes the lowest"},
    Form{"posted", "an asked price that moves while the seller's stock is above or below its plan"},
    Form{"cost_plus", "the seller's cost; sellers hold no stock"},
};

enum class DiscoveryForm : std::uint8_t { by_source, customs, volume };
inline constexpr std::array discovery_forms{
    Form{"by_source",
         "by customs and end-use checks, officers at the origin, tips that stop lots, makers' checks and trade "
         "records, with consequences"},
    Form{"customs", "by customs and end-use checks; tips and reports only make firms suspect"},
    Form{"volume", "by one hazard for each owner that grows with its volume"},
};

enum class EntryForm : std::uint8_t { proportional, saturating };
inline constexpr std::array entry_forms{
    Form{"proportional", "with a probability that rises with the profit of a firm of the place"},
    Form{"saturating", "only where that profit, shared with those who enter, exceeds the cost of entry"},
};

enum class TargetingForm : std::uint8_t { learning, exogenous, random };
inline constexpr std::array targeting_forms{
    Form{"learning", "by earlier findings in each hub (Thompson sampling), then by score"},
    Form{"exogenous", "by the firms' scores only"},
    Form{"random", "at random"},
};

enum class RentalForm : std::uint8_t { reserved, spot, none };
inline constexpr std::array rental_forms{
    Form{"reserved",
         "lawful tenants rent less at a higher rent; clouds build what a large tenant has reserved and they have not"},
    Form{"spot", "lawful tenants use a constant share; restricted tenants rent what is free"},
    Form{"none", "no restricted buyer rents"},
};

enum class ResaleForm : std::uint8_t { market, none };
inline constexpr std::array resale_forms{
    Form{"market",
         "owners sell old units, dealers buy some of them, and what the maker may not serve fails or is repaired in "
         "shops"},
    Form{"none", "nobody sells used units, and none fails before the end of its service life"},
};

struct ModelForm {
  ChoiceForm choice;
  WillingnessForm willingness;
  DiversionForm diversion;
  RiskForm risk;
  ExposureForm exposure;
  PriceForm price;
  MatchingForm matching;
  DiscoveryForm discovery;
  EntryForm entry;
  TargetingForm targeting;
  RentalForm rental;
  ResaleForm resale;

  template <class Rows>
  static void rows(Rows& row) {
    using M = ModelForm;
    row.forms("choice", &M::choice, choice_forms, "How buyers choose among their options.");
    row.forms("willingness", &M::willingness, willingness_forms, "What buyers' willingness to pay follows over time.");
    row.forms("diversion", &M::diversion, diversion_forms, "Which grey orders an intermediary accepts.");
    row.forms("risk", &M::risk, risk_forms, "What evaders base their perceived risk of detection on.");
    row.forms("exposure", &M::exposure, exposure_forms, "How the perceived risk depends on an owner's volume.");
    row.forms("matching", &M::matching, matching_forms,
              "How grey buyers find sellers, and how much they order from them.");
    row.forms("price", &M::price, price_forms, "How a grey price is formed.");
    row.forms("discovery", &M::discovery, discovery_forms, "How diversion is detected.");
    row.forms("entry", &M::entry, entry_forms, "Where firms are founded that divert.");
    row.forms("targeting", &M::targeting, targeting_forms, "How the authority allocates checks and cases.");
    row.forms("rental", &M::rental, rental_forms, "How compute is rented, and at what rent.");
    row.forms("resale", &M::resale, resale_forms, "What becomes of used units.");
  }
};

}  // namespace entrepot::scenario
