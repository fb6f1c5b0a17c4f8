#pragma once
// Information about the run that wrote a result file: the attributes of its root group.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace entrepot::results {

/// Schema version of the result files that this program writes and reads.
inline constexpr std::int64_t schema_version = 1;
inline constexpr const char* program_name = "entrepot";

struct RunInfo {
  std::string program = program_name;
  std::int64_t schema_version = results::schema_version;
  std::string version;
  std::string commit;
  std::string title;
  std::string question;
  std::string start;  ///< ISO date
  std::string end;    ///< ISO date
  std::int64_t weeks = 0;
  std::int64_t seed = 0;
  double confidence = 0;  ///< level of the intervals in /summary
  std::int64_t replicates_planned = 0;
  std::int64_t replicates_finished = 0;
  std::int64_t replicates_failed = 0;
  std::string ending;       ///< why the run ended at this number of replicates; empty in files of older programs
  std::int64_t agents = 0;  ///< per replicate
  std::int64_t threads = 0;
  double wall_seconds = 0;
  std::string created;       ///< ISO time, UTC
  std::string content_hash;  ///< 32 hex digits; written last: a file without it is unfinished
};

/// An attribute of the root group and the member that holds it.
struct RunAttribute {
  std::string name;
  std::variant<std::string RunInfo::*, std::int64_t RunInfo::*, double RunInfo::*> member;
};

/// All attributes, in the order of writing.
const std::vector<RunAttribute>& run_attributes();

}  // namespace entrepot::results
