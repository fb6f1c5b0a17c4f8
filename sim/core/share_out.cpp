#include "entrepot/core/share_out.hpp"

#include <algorithm>
#include <numeric>

namespace entrepot {

std::vector<Units> share_out(Units supply, std::span<const Units> claims) {
  const Units claimed = std::accumulate(claims.begin(), claims.end(), Units{0});
  if (supply >= claimed) return {claims.begin(), claims.end()};
  std::vector<Units> shares(claims.size(), 0);
  if (supply <= 0) return shares;

  // Whole numbers keep the quotas exact, so that remainders order the same way on every machine. The products stay
  // below 2^63 while supply and each claim are under three billion units.
  std::vector<std::pair<Units, std::size_t>> remainders;
  Units left = supply;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Units quota = supply * claims[i];
    shares[i] = quota / claimed;
    remainders.emplace_back(quota % claimed, i);
    left -= shares[i];
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t k = 0; k < static_cast<std::size_t>(left); ++k) ++shares[remainders[k].second];
  return shares;
}

}  // namespace entrepot
