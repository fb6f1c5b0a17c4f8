#pragma once
// Messages of a week and what is published, declared by name (core/fields.hpp).

#include "entrepot/core/fields.hpp"
#include "entrepot/model/tick.hpp"

namespace entrepot {

template <>
struct Fields<model::RentalWish> {
  using T = model::RentalWish;
  static constexpr auto all = std::tuple{field("tenant", &T::tenant), field("h100e", &T::h100e)};
};
static_assert(declares_all<model::RentalWish>);

/// All but the rows of contacts that failed, which are numbers of no table of their own.
template <>
struct Fields<model::Messages> {
  using T = model::Messages;
  static constexpr auto all =
      std::tuple{field("lawful", &T::lawful), field("to_license", &T::to_license), field("grey", &T::grey),
                 field("rentals", &T::rentals), field("diversions", &T::diversions)};
};

template <>
struct Fields<model::Published> {
  using T = model::Published;
  static constexpr auto all = std::tuple{field("imports", &T::imports),
                                         field("re_exports", &T::re_exports),
                                         field("shipments", &T::shipments),
                                         field("mirror_gap", &T::mirror_gap),
                                         field("seen_use", &T::seen_use),
                                         field("balance_gap", &T::balance_gap),
                                         field("imports_value", &T::imports_value),
                                         field("re_exports_value", &T::re_exports_value),
                                         field("seized", &T::seized),
                                         field("checks", &T::checks),
                                         field("unfavourable_checks", &T::unfavourable_checks),
                                         field("listings", &T::listings),
                                         field("premium", &T::premium),
                                         field("billing", &T::billing),
                                         field("billing_year_before", &T::billing_year_before),
                                         field("billing_pooled", &T::billing_pooled),
                                         field("import_growth", &T::import_growth),
                                         field("billing_growth", &T::billing_growth),
                                         field("last_billing", &T::last_billing),
                                         field("last_billing_year_before", &T::last_billing_year_before)};
};
static_assert(declares_all_bytes<model::Published>);

}  // namespace entrepot
