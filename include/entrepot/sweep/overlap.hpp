#pragma once
// Detection of statements in a sweep or calibration file that set the same scenario path, so that one overrides the
// other.

#include <map>
#include <string>
#include <vector>

#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/variation.hpp"
#include "entrepot/sweep/factor.hpp"

namespace entrepot::sweep {

/// A statement that sets a path.
struct Claim {
  std::string path;
  std::string by;  ///< key of the statement in the file, e.g. `policies.strict.set`
  scenario::Mark mark;
};

/// The claims of a `set`: a map claims its entries, since maps merge with the scenario key by key.
std::vector<Claim> claims_of(const std::vector<scenario::Change>& changes, const std::string& by);
/// The claims of a factor that replaces values: its paths, or the entries of its categories.
std::vector<Claim> claims_of(const Factor& factor, const std::string& by);

/// A set of claims with logarithmic search for overlaps.
class Claims {
 public:
  /// A claim at the path, above it or below it; nullptr if there is none.
  [[nodiscard]] const Claim* overlapping(const std::string& path) const;
  /// A claim at the path or above it, which replaces it completely; nullptr if there is none.
  [[nodiscard]] const Claim* at_or_above(const std::string& path) const;
  void add(Claim claim);

 private:
  std::map<std::string, Claim> by_path_;
};

/// Why a path must not be varied; empty if it may.
std::string why_not_varied(const std::string& path);

/// Reports overlapping values of one `set`: the later would override the earlier.
void check_changes(scenario::Reading& reading, const std::vector<scenario::Change>& changes, const std::string& by);
/// Reports factors of `kind` (`parameters`, `levers`) that overlap with each other or with earlier claims, and adds
/// them.
void check_factors(scenario::Reading& reading, const std::vector<Factor>& factors, const std::string& kind,
                   Claims& before);
/// A value of a `set` that a factor replaces in every run.
struct Replaced {
  Claim by;
  Claim value;
  [[nodiscard]] std::string text() const;
};
/// The first replaced value per factor of `kind`; a factor that scales uses the value and replaces none.
std::vector<Replaced> replaced_values(const std::vector<Claim>& set, const std::vector<Factor>& factors,
                                      const std::string& kind);

}  // namespace entrepot::sweep
