#include "entrepot/results/content_hash.hpp"

namespace entrepot::results {

std::string content_hash(const Content& content) {
  io::Hasher hasher;
  hasher.add(static_cast<std::uint64_t>(content.schema_version));
  hasher.add(std::string_view(content.scenario));
  hasher.add(static_cast<std::uint64_t>(content.seed));
  for (const auto& [replicate, hash] : content.replicates) {
    hasher.add(static_cast<std::uint64_t>(replicate));
    hasher.add(hash.high);
    hasher.add(hash.low);
  }
  return io::hex(hasher.digest());
}

}  // namespace entrepot::results
