#include "entrepot/core/apportion.hpp"

#include <algorithm>
#include <numeric>

namespace entrepot {
namespace {

/// Wide enough for the product of any two unit counts.
__extension__ using Wide = __int128;

}  // namespace

std::vector<Units> apportion(Units supply, std::span<const Units> claims) {
  const Wide claimed = std::accumulate(claims.begin(), claims.end(), Wide{0});
  if (supply >= claimed) return {claims.begin(), claims.end()};
  std::vector<Units> shares(claims.size(), 0);
  if (supply <= 0) return shares;

  // Integer arithmetic keeps the quotas exact, so that remainders sort equally on every machine.
  std::vector<std::pair<Wide, std::size_t>> remainders;
  remainders.reserve(claims.size());
  Units left = supply;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Wide quota = Wide{supply} * claims[i];
    shares[i] = static_cast<Units>(quota / claimed);
    remainders.emplace_back(quota % claimed, i);
    left -= shares[i];
  }
  // Fewer units remain than there are claims; they go to the largest remainders, of equal ones to the first.
  const auto larger = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  std::nth_element(remainders.begin(), remainders.begin() + left, remainders.end(), larger);
  for (std::size_t k = 0; k < static_cast<std::size_t>(left); ++k) ++shares[remainders[k].second];
  return shares;
}

}  // namespace entrepot
