#pragma once
// How agents find their partners, and how evaders trust each other.

#include <cstdint>

namespace entrepot::scenario {

/// How agents find their partners, and how evaders trust each other.
struct Network {
  double referral_share;
  double trust_gain;
  double trust_loss;
  double search_memory_weeks;
  double benefit_of_doubt;
  double gravity;
  double home_km;
  double reputation;
  double reputation_weeks;
  std::int64_t asks;
  double least_share;
  double misfit;
  double starter_units;
  double starter_share;
  double deal_growth;
  double trusted_deposit;

  template <class Rows>
  static void rows(Rows& row) {
    using N = Network;
    // clang-format off
    row("referral_share", &N::referral_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.4", .meaning = "Share of new contacts that come from a referral by another buyer of the same kind; the others come from a search in a hub.", .source = "general knowledge, C"});
    row("trust_gain", &N::trust_gain, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.2", .meaning = "Share of the gap to full trust that a delivered lot closes. A buyer's own risk cost falls with trust.", .source = "general knowledge, C"});
    row("trust_loss", &N::trust_loss, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.7", .meaning = "Share of trust that a seized lot destroys.", .source = "general knowledge, C"});
    row("search_memory_weeks", &N::search_memory_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "26", .meaning = "Memory of requests and deliveries in each hub, by which buyers choose where to search.", .source = "general knowledge, C"});
    row("benefit_of_doubt", &N::benefit_of_doubt, {.unit = "units", .min = 0.01, .max = 1e6, .fallback = "100", .meaning = "Prior of buyers about a hub: units of demand that they assume it has met in full.", .source = "general knowledge, C"});
    row("gravity", &N::gravity, {.unit = "ratio", .min = 0, .max = 10, .fallback = "0", .meaning = "Distance elasticity of trade. An end user and an intermediary draw their channel partners in proportion to size over distance to this power, from the user's place and the intermediary's warehouse; at 0 by size alone. Other values need `latitude` and `longitude` of every jurisdiction.", .source = "general knowledge, C; estimates of gravity models are near 0.9 (Disdier and Head 2008)"});
    row("home_km", &N::home_km, {.unit = "km", .min = 1, .max = 20000, .fallback = "300", .meaning = "Distance of trade within a place, and the least between two places.", .source = "general knowledge, C"});
    row("reputation", &N::reputation, {.unit = "exponent", .min = 0, .max = 3, .fallback = "0.7", .meaning = "Power of one plus the units that a firm has delivered by which buyers that search find it, in the form capacity.", .source = "general knowledge, C"});
    row("reputation_weeks", &N::reputation_weeks, {.unit = "weeks", .min = 1, .max = 1040, .fallback = "26", .meaning = "Half-life of a firm's reputation for deliveries.", .source = "general knowledge, C"});
    row("asks", &N::asks, {.unit = "firms", .min = 1, .max = 1000, .fallback = "5", .meaning = "Firms that a buyer asks in one search until one would sell at what it would pay, in the form capacity.", .source = "general knowledge, C: dealers advertise, and to ask costs little"});
    row("least_share", &N::least_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.02", .meaning = "Least share of what a buyer seeks that a seller must be able to promise to fit it, in the form capacity.", .source = "general knowledge, C"});
    row("misfit", &N::misfit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "Chance, beside one that fits, that a search accepts a seller that does not.", .source = "general knowledge, C"});
    row("starter_units", &N::starter_units, {.unit = "units", .min = 1, .max = 1e9, .fallback = "32", .meaning = "Largest deal with a seller that has delivered nothing yet to the buyer, in the form capacity.", .source = "general knowledge, C"});
    row("starter_share", &N::starter_share, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.1", .meaning = "The same as a share of what the buyer seeks, if that is more.", .source = "general knowledge, C: a first deal is small beside what the buyer wants"});
    row("deal_growth", &N::deal_growth, {.unit = "ratio", .min = 0, .max = 100, .fallback = "1", .meaning = "Rise of the largest deal with each unit that the seller has delivered to the buyer, beyond the unit itself, in the form capacity.", .source = "general knowledge, C"});
    row("trusted_deposit", &N::trusted_deposit, {.unit = "ratio", .min = 0, .max = 1, .fallback = "0.5", .meaning = "Share of the deposit that a seller with full trust still gets, in the form capacity.", .source = "general knowledge, C"});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
