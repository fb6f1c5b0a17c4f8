#pragma once
// How diversion is detected, and what limits the cases that follow.

#include <array>
#include <cstdint>
#include <string_view>

namespace entrepot::world {

/// What detected a diverted lot or its diverter.
enum class Discovery : std::uint8_t {
  origin,         ///< officers where the exporting authority is at home, before the goods leave
  hub_customs,    ///< customs of a place that a lot leaves
  port,           ///< customs of the place where it arrives
  tip,            ///< somebody talks
  site_check,     ///< a maker looks for its goods at the site that was declared
  location,       ///< a part reports where it is
  end_use_check,  ///< the authority visits the consignee
  records,        ///< trade records and the press: the more an owner moves, the likelier
  registry,       ///< an audit of a registered owner
};
inline constexpr std::array<std::string_view, 9> discovery_names{
    "origin", "hub_customs", "port", "tip", "site_check", "location", "end_use_check", "records", "registry"};

/// What limits the cases of the authority in a week.
enum class EnforcementLimit : std::uint8_t {
  none,   ///< a desk is free, and nobody diverts
  leads,  ///< a desk is free, and no lead waits, although there are diverters
  staff,  ///< leads wait for a desk
};
inline constexpr std::array<std::string_view, 3> enforcement_limit_names{"none", "leads", "staff"};

/// How a case ends.
enum class CaseEnd : std::uint8_t {
  proved,
  no_help,   ///< it would have been proved with the help of the place where the firm is registered
  no_proof,  ///< it would not
  nothing,   ///< the firm had not diverted anything
};
inline constexpr std::array<std::string_view, 4> case_end_names{"proved", "no_help", "no_proof", "nothing"};

/// How a case becomes public.
enum class Publication : std::uint8_t {
  charge,    ///< a criminal charge after a proved case
  exposure,  ///< trade records and the press
};
inline constexpr std::array<std::string_view, 2> publication_names{"charge", "exposure"};

/// Sizes of public cases, by the fewest units of each.
inline constexpr std::array<std::int64_t, 5> case_size_units{1, 100, 1000, 10000, 100000};
inline constexpr std::array<std::string_view, 5> case_size_names{"under 100", "100 to 999", "1,000 to 9,999",
                                                                 "10,000 to 99,999", "100,000 or more"};

/// Years after an act within which it comes to light.
inline constexpr std::array<std::string_view, 3> light_horizon_names{"1 year", "2 years", "3 years"};

}  // namespace entrepot::world
