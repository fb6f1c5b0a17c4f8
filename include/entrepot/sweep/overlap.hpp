#pragma once
// Which statements of a sweep or calibration file set the same path of the scenario, so that one would void the other.

#include <map>
#include <string>
#include <vector>

#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::sweep {

/// A value that is written for a path.
struct Claim {
  std::string path;
  std::string by;  ///< the key of the file that says it, e.g. `policies.strict.set`
  scenario::Mark mark;
};

/// The claims of a `set`: a map claims what stands in it, since maps join the scenario key by key.
std::vector<Claim> claims_of(const std::vector<scenario::Change>& changes, const std::string& by);
/// Of a factor that takes the place of the scenario's values: its paths, or what stands in its categories.
std::vector<Claim> claims_of(const Factor& factor, const std::string& by);

/// Claims in which an overlap is found in the time of a look-up, whatever their number.
class Claims {
 public:
  /// One at the path, above it or below it; null if there is none.
  [[nodiscard]] const Claim* overlapping(const std::string& path) const;
  /// One at the path or above it, which replaces all of it.
  [[nodiscard]] const Claim* at_or_above(const std::string& path) const;
  void add(Claim claim);

 private:
  std::map<std::string, Claim> by_path_;
};

/// Why varying a path makes no other world; empty if it may.
std::string why_not_varied(const std::string& path);

/// Reports values of one `set` that overlap: the later would void the earlier.
void check_changes(scenario::Reading& reading, const std::vector<scenario::Change>& changes, const std::string& by);
/// Reports factors of `kind` (`parameters`, `levers`) that overlap with each other or those before, and adds them.
void check_factors(scenario::Reading& reading, const std::vector<Factor>& factors, const std::string& kind,
                   Claims& before);
/// A value of a `set` that a factor replaces in every run.
struct Replaced {
  Claim by;
  Claim value;
  [[nodiscard]] std::string text() const;
};
/// The first of each factor of `kind`. Factors that scale use the value.
std::vector<Replaced> replaced_values(const std::vector<Claim>& set, const std::vector<Factor>& factors,
                                      const std::string& kind);

}  // namespace entrepot::sweep
