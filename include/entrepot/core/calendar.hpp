#pragma once
// Calendar dates and the weeks of a run.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entrepot {

/// Week of a run: 0 is the week of the start date. Negative or past-the-end weeks are outside the run.
using Week = std::int32_t;

/// A calendar date (proleptic Gregorian), stored as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;

  /// Parses `YYYY-MM-DD`; nullopt unless the text is a valid date of the years 1900 to 2199.
  static std::optional<Date> parse(std::string_view iso);
  static Date of(int year, unsigned month, unsigned day);
  [[nodiscard]] std::string iso() const;
  [[nodiscard]] int year() const;
  /// 1 to 12.
  [[nodiscard]] int month() const;
  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, int days) { return {d.days + days}; }
  friend constexpr int operator-(Date a, Date b) { return a.days - b.days; }
};

/// The weeks of a run. The last week contains the end date.
class Calendar {
 public:
  Calendar() = default;
  /// Throws std::invalid_argument unless start <= end.
  Calendar(Date start, Date end);
  [[nodiscard]] Date start() const { return start_; }
  [[nodiscard]] Week weeks() const { return weeks_; }
  /// First day of a week.
  [[nodiscard]] Date date_of(Week week) const { return start_ + 7 * week; }
  /// Week that contains a date; negative before the start, >= weeks() after the end.
  [[nodiscard]] Week week_of(Date date) const;

 private:
  Date start_;
  Week weeks_ = 0;
};

}  // namespace entrepot
