#include "entrepot/model/submodels/price_report.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "entrepot/core/elementary.hpp"

namespace entrepot::submodels {

double reported_premium(std::vector<Quote> quotes, std::int64_t samples, double noise) {
  const std::size_t heard = std::min(quotes.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, samples)));
  if (heard == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto by_rank = [](const Quote& a, const Quote& b) {
    return std::tie(a.rank, a.price_ratio, a.error) < std::tie(b.rank, b.price_ratio, b.error);
  };
  const auto end = quotes.begin() + static_cast<std::ptrdiff_t>(heard);
  std::partial_sort(quotes.begin(), end, quotes.end(), by_rank);
  double sum = 0;
  for (auto quote = quotes.begin(); quote != end; ++quote)
    sum += quote->price_ratio * core::exp(noise * quote->error - noise * noise / 2.0);
  return sum / static_cast<double>(heard) - 1.0;
}

}  // namespace entrepot::submodels
