#pragma once
// What rules set besides decisions, declared by name (core/fields.hpp).

#include "entrepot/core/fields.hpp"
#include "entrepot/model/policy/rule_table.hpp"

namespace entrepot {

template <>
struct Fields<policy::LocationChecks> {
  using T = policy::LocationChecks;
  static constexpr auto all = std::tuple{field("coverage", &T::coverage), field("reveal_rate", &T::reveal_rate),
                                         field("spoofing", &T::spoofing)};
};
static_assert(declares_all<policy::LocationChecks>);

template <>
struct Fields<policy::EntityListing> {
  using T = policy::EntityListing;
  static constexpr auto all = std::tuple{field("rule", &T::rule), field("group", &T::group), field("share", &T::share)};
};
static_assert(declares_all<policy::EntityListing>);

template <>
struct Fields<policy::Levers> {
  using T = policy::Levers;
  static constexpr auto all = std::tuple{field("inspection", &T::inspection),
                                         field("cooperation", &T::cooperation),
                                         field("fines", &T::fines),
                                         field("channel_diligence", &T::channel_diligence),
                                         field("hub_checks", &T::hub_checks),
                                         field("probed", &T::probed),
                                         field("vendor_diligence", &T::vendor_diligence),
                                         field("home_first", &T::home_first),
                                         field("location", &T::location),
                                         field("import_banned", &T::import_banned, Axis::product, Axis::place),
                                         field("listed_intermediaries", &T::listed_intermediaries),
                                         field("listed_buyers", &T::listed_buyers),
                                         field("end_use_checks", &T::end_use_checks),
                                         field("investigators", &T::investigators),
                                         field("tips", &T::tips),
                                         field("listing_lag", &T::listing_lag),
                                         field("tenant_kyc", &T::tenant_kyc)};
};

template <>
struct Fields<policy::VolumeCap> {
  using T = policy::VolumeCap;
  static constexpr auto all =
      std::tuple{field("licence_rule", &T::licence_rule), field("share_of_home_sales", &T::share_of_home_sales)};
};
static_assert(declares_all<policy::VolumeCap>);

template <>
struct Fields<policy::CountryCap> {
  using T = policy::CountryCap;
  static constexpr auto all = std::tuple{field("licence_rule", &T::licence_rule), field("h100e", &T::h100e)};
};
static_assert(declares_all<policy::CountryCap>);

template <>
struct Fields<policy::Exemption> {
  using T = policy::Exemption;
  static constexpr auto all =
      std::tuple{field("licence_rule", &T::licence_rule), field("h100e_per_year", &T::h100e_per_year)};
};
static_assert(declares_all<policy::Exemption>);

}  // namespace entrepot
