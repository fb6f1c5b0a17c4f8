#include "entrepot/core/share_out.hpp"

#include <algorithm>
#include <numeric>

namespace entrepot {

std::vector<Units> share_out(Units supply, std::span<const Units> claims) {
  const Units claimed = std::accumulate(claims.begin(), claims.end(), Units{0});
  if (supply >= claimed) return {claims.begin(), claims.end()};
  std::vector<Units> shares(claims.size(), 0);
  if (supply <= 0) return shares;

  // 128-bit products keep the quotas exact, so that the remainders order the same way on every machine.
  std::vector<std::pair<Units, std::size_t>> remainders;
  Units left = supply;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const __int128 quota = static_cast<__int128>(supply) * claims[i];
    shares[i] = static_cast<Units>(quota / claimed);
    remainders.emplace_back(static_cast<Units>(quota % claimed), i);
    left -= shares[i];
  }
  std::stable_sort(remainders.begin(), remainders.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t k = 0; k < static_cast<std::size_t>(left); ++k) ++shares[remainders[k].second];
  return shares;
}

}  // namespace entrepot
