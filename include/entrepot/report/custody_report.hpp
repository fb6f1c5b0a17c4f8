#pragma once
// Leaked units by cause, and the chains of custody of single lots.

#include <nlohmann/json.hpp>
#include <string>

#include "entrepot/results/reader.hpp"

namespace entrepot::report {

/// Which lots to report; an empty name selects all.
struct CustodyQuery {
  int lot = -1;         ///< one lot, hop by hop; -1: causes and the largest chains
  int replicate = -1;   ///< -1: all; with a lot, the first that the file keeps
  std::string to;       ///< place of end use, ISO alpha-2 or a common alpha-3 code
  std::string through;  ///< hub, the same
  std::string product;
  std::string failed_check;
  int limit = 10;  ///< rows of each table
};

/// Both throw Error (bad input) for a file without chains of custody, and for names that it does not have.
std::string custody_text(const results::ResultFile& file, const std::string& path, const CustodyQuery& query);
nlohmann::ordered_json custody_json(const results::ResultFile& file, const std::string& path,
                                    const CustodyQuery& query);

}  // namespace entrepot::report
