#pragma once
// The content hash of a result. It does not depend on the number of threads, the order in which replicates finish, the
// wall time, the program's version or the path.

#include <cstdint>
#include <map>
#include <string>

#include "entrepot/io/hash.hpp"

namespace entrepot::results {

/// Identity of a result, and the hash of each finished replicate's outputs (in table order, by replicate number).
struct Content {
  std::int64_t schema_version = 0;
  std::string scenario;  ///< hash of its canonical form; in files of versions up to 0.1.0 its resolved YAML
  std::int64_t seed = 0;
  std::map<std::int64_t, io::Hash128> replicates;
};

/// The content hash, 32 hex digits.
std::string content_hash(const Content& content);

}  // namespace entrepot::results
