#include "entrepot/sweep/overlap.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace entrepot::sweep {
namespace {

using scenario::Mark;
using scenario::Value;

void collect(const Value& value, const std::string& path, const std::string& by, std::vector<Claim>& into) {
  if (value.kind != Value::Kind::map || value.entries.empty()) {
    into.push_back({path, by, value.mark});
    return;
  }
  for (const auto& entry : value.entries) collect(entry.value, path + "." + entry.key, by, into);
}

}  // namespace

std::vector<Claim> claims_of(const std::vector<scenario::Change>& changes, const std::string& by) {
  std::vector<Claim> claims;
  for (const auto& change : changes) collect(change.value, change.path, by, claims);
  return claims;
}

std::vector<Claim> claims_of(const Factor& factor, const std::string& by) {
  std::vector<Claim> claims;
  for (const auto& path : factor.paths) {
    if (factor.categories.empty()) claims.push_back({path, by, factor.mark});
    for (const auto& category : factor.categories) collect(category, path, by, claims);
  }
  return claims;
}

const Claim* Claims::at_or_above(const std::string& path) const {
  for (std::size_t end = path.find('.'); end != std::string::npos; end = path.find('.', end + 1)) {
    const auto above = by_path_.find(path.substr(0, end));
    if (above != by_path_.end()) return &above->second;
  }
  const auto same = by_path_.find(path);
  return same != by_path_.end() ? &same->second : nullptr;
}

const Claim* Claims::overlapping(const std::string& path) const {
  if (const Claim* found = at_or_above(path); found != nullptr) return found;
  const auto below = by_path_.lower_bound(path + ".");
  return below != by_path_.end() && below->first.starts_with(path + ".") ? &below->second : nullptr;
}

void Claims::add(Claim claim) { by_path_.emplace(claim.path, claim); }

std::string why_not_varied(const std::string& path) {
  if (path == "run.replicates")
    return "run.replicates has no effect in a sweep; the number of runs per point is the top-level key 'replicates'";
  if (path == "run.confidence") return "run.confidence does not affect runs; it is the confidence level of all points";
  if (path == "run.seed")
    return "run.seed selects random numbers and is neither a policy nor an uncertainty; every replicate has its own "
           "random numbers, and 'set' chooses the seed for all points";
  if ((path.starts_with("vendors.") || path.starts_with("jurisdictions.")) && path.ends_with(".name"))
    return "a name does not affect runs";
  return path == "run" ? "'run' has settings of the sweep itself, which cannot vary within it" : "";
}

void check_changes(scenario::Reading& reading, const std::vector<scenario::Change>& changes, const std::string& by) {
  Claims seen;
  for (const auto& claim : claims_of(changes, by)) {
    if (const Claim* earlier = seen.overlapping(claim.path); earlier != nullptr)
      reading.diagnostics.error(claim.mark, by,
                                fmt::format("'{}' replaces '{}', which is set at {}; remove one of them", claim.path,
                                            earlier->path, place_of(earlier->mark)));
    seen.add(claim);
  }
}

void check_factors(scenario::Reading& reading, const std::vector<Factor>& factors, const std::string& kind,
                   Claims& before) {
  for (const auto& factor : factors) {
    const std::string by = kind + "." + factor.name;
    for (const auto& path : factor.paths) {
      if (const Claim* earlier = before.overlapping(path); earlier != nullptr) {
        const std::string what = earlier->path == path ? fmt::format("'{}' is varied twice", path)
                                                       : fmt::format("'{}' and '{}' overlap", path, earlier->path);
        reading.diagnostics.error(
            factor.mark, by,
            fmt::format("{}: also by {} at {}; remove one of them", what, earlier->by, place_of(earlier->mark)));
      }
      before.add({path, by, factor.mark});
    }
  }
}

std::string Replaced::text() const {
  return fmt::format(
      "replaces '{}' in every run, although '{}' gives it a value ({}); remove one of them, or scale the "
      "value with 'scales: true'",
      value.path, value.by, place_of(value.mark));
}

std::vector<Replaced> replaced_values(const std::vector<Claim>& set, const std::vector<Factor>& factors,
                                      const std::string& kind) {
  Claims claims;
  for (const auto& claim : set) claims.add(claim);
  std::vector<Replaced> all;
  for (const auto& factor : factors) {
    if (factor.scales) continue;
    for (const auto& claim : claims_of(factor, kind + "." + factor.name)) {
      const Claim* value = claims.overlapping(claim.path);
      if (value == nullptr) continue;
      all.push_back({{claim.path, claim.by, factor.mark}, *value});
      break;
    }
  }
  return all;
}

}  // namespace entrepot::sweep
