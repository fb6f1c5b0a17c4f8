#include "entrepot/results/run_info.hpp"

namespace entrepot::results {

const std::vector<RunAttribute>& run_attributes() {
  using R = RunInfo;
  static const std::vector<RunAttribute> table{
      {"program", &R::program},
      {"schema_version", &R::schema_version},
      {"version", &R::version},
      {"commit", &R::commit},
      {"title", &R::title},
      {"question", &R::question},
      {"start", &R::start},
      {"end", &R::end},
      {"weeks", &R::weeks},
      {"seed", &R::seed},
      {"confidence", &R::confidence},
      {"replicates_planned", &R::replicates_planned},
      {"replicates_finished", &R::replicates_finished},
      {"replicates_failed", &R::replicates_failed},
      {"ending", &R::ending},
      {"agents", &R::agents},
      {"threads", &R::threads},
      {"wall_seconds", &R::wall_seconds},
      {"created", &R::created},
      {"content_hash", &R::content_hash},
  };
  return table;
}

}  // namespace entrepot::results
