#include "entrepot/core/calendar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <stdexcept>

namespace entrepot {
namespace {

std::chrono::year_month_day civil(Date date) { return std::chrono::sys_days{std::chrono::days{date.days}}; }

/// nullopt for a day that does not exist.
std::optional<Date> date_of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::optional<unsigned> unsigned_number(std::string_view digits) {
  unsigned value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = unsigned_number(iso.substr(0, 4));
  const auto month = unsigned_number(iso.substr(5, 2));
  const auto day = unsigned_number(iso.substr(8, 2));
  if (!year || !month || !day || *year < 1900 || *year > 2199) return std::nullopt;
  return date_of(static_cast<int>(*year), *month, *day);
}

Date Date::of(int year, unsigned month, unsigned day) {
  const auto date = date_of(year, month, day);
  if (!date) throw std::invalid_argument(fmt::format("no such date: {}-{}-{}", year, month, day));
  return *date;
}

std::string Date::iso() const {
  const auto date = civil(*this);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }

int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }

Calendar::Calendar(Date start, Date end) : start_(start) {
  if (end < start) throw std::invalid_argument("a calendar must end on or after its start");
  weeks_ = week_of(end) + 1;
}

Week Calendar::week_of(Date date) const {
  return static_cast<Week>(std::chrono::floor<std::chrono::weeks>(std::chrono::days{date - start_}).count());
}

}  // namespace entrepot
