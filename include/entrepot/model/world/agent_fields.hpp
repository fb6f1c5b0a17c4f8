#pragma once
// The drawn attributes of agents, declared by name. Left out is what follows from others: ids and groups, which name a
// row, lists of suppliers and contacts, and what is kept by group.

#include "entrepot/core/fields.hpp"
#include "entrepot/model/world/agents.hpp"

namespace entrepot {

template <>
struct Fields<world::Channels> {
  using T = world::Channels;
  static constexpr auto all = std::tuple{field("jurisdiction", &T::jurisdiction),
                                         field("bills_in", &T::bills_in),
                                         field("kyc", &T::kyc),
                                         field("margin", &T::margin),
                                         field("stock_cover_weeks", &T::stock_cover_weeks),
                                         field("weight", &T::weight),
                                         field("priority", &T::priority)};
};

template <>
struct Fields<world::Intermediaries> {
  using T = world::Intermediaries;
  static constexpr auto all =
      std::tuple{field("jurisdiction", &T::jurisdiction),           field("warehouse", &T::warehouse),
                 field("limited_liability", &T::limited_liability), field("age_years", &T::age_years),
                 field("plausible_units", &T::plausible_units),     field("margin", &T::margin),
                 field("working_capital", &T::working_capital),     field("wrongdoing_cost", &T::wrongdoing_cost),
                 field("honest_revenue", &T::honest_revenue),       field("risk_aversion", &T::risk_aversion),
                 field("prior_detection", &T::prior_detection)};
};

template <>
struct Fields<world::Buyers> {
  using T = world::Buyers;
  static constexpr auto all = std::tuple{field("jurisdiction", &T::jurisdiction),
                                         field("parent", &T::parent),
                                         field("segment", &T::segment),
                                         field("procurement", &T::procurement),
                                         field("channel", &T::channel),
                                         field("reseller", &T::reseller),
                                         field("billing_centre", &T::billing_centre),
                                         field("centralises", &T::centralises),
                                         field("initial_target", &T::initial_target),
                                         field("log_growth_week", &T::log_growth_week),
                                         field("demand_noise", &T::demand_noise),
                                         field("willingness_to_pay", &T::willingness_to_pay),
                                         field("budget", &T::budget),
                                         field("cadence", &T::cadence),
                                         field("phase", &T::phase),
                                         field("patience", &T::patience),
                                         field("foresight", &T::foresight),
                                         field("wrongdoing_cost", &T::wrongdoing_cost)};
};

template <>
struct Fields<world::RetailTrade> {
  using T = world::RetailTrade;
  static constexpr auto all = std::tuple{field("product", &T::product)};
};

template <>
struct Fields<world::Agents> {
  using T = world::Agents;
  static constexpr auto all =
      std::tuple{field("channel_partners", &T::channels), field("intermediaries", &T::intermediaries),
                 field("buyers", &T::buyers), field("retail", &T::retail)};
};

}  // namespace entrepot
