#include "entrepot/experiment/rerun.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/core/error.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot_version.hpp"

namespace entrepot::experiment {
namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string written_by(const results::RunInfo& run) {
  return fmt::format("written by version {} ({})", run.version, run.commit);
}

bool same_version(const results::RunInfo& run) {
  return run.version == generated::version && run.commit == generated::commit;
}

}  // namespace

scenario::LoadedScenario scenario_of(const results::ResultFile& file, const std::string& name) {
  // An edited or damaged file is rejected before its text is used.
  if (!file.matches_content_hash()) {
    const bool other_outputs = !file.has_recorded_hashes() && !same_version(file.run());
    throw Error(
        fmt::format("{}: was changed after it was written{}: scenario, seed or data do not match its content hash",
                    name, other_outputs ? fmt::format(", or {} with other outputs", written_by(file.run())) : ""));
  }
  try {
    const auto instruments = policy::instrument_schemas();
    auto loaded = scenario::load_scenario_text(file.scenario(), name + " (scenario)", {}, instruments);
    loaded.inputs = file.inputs();
    loaded.facts = file.facts();
    loaded.evidence = file.evidence();
    return loaded;
  } catch (const scenario::ScenarioError& error) {
    throw Error(fmt::format("{}: {}, and this version cannot read its scenario: {}", name, written_by(file.run()),
                            first_line(error.what())),
                ExitCode::bad_input);
  }
}

Rerun::Rerun(const results::ResultFile& file, std::string name)
    : file_(file),
      name_(std::move(name)),
      loaded_(scenario_of(file, name_)),
      setting_(loaded_.scenario),
      axes_(setting_) {}

ReplicateCheck Rerun::check(std::int64_t replicate, const model::Record& record) const {
  const std::string held = file_.computed_hash(replicate);
  const auto noted = file_.recorded_hash(replicate);
  ReplicateCheck check{.replicate = replicate, .hash = results::hash_of_rerun(file_, axes_, replicate, record)};
  if (noted && *noted != held) {
    check.sameness = Sameness::file_changed;
  } else if (check.hash != held) {
    check.sameness = Sameness::outputs_differ;
  } else {
    return check;
  }
  check.differences = results::differences(file_, axes_, replicate, record);
  // The hash of a file with outputs of another version cannot be recomputed; common outputs can be compared.
  if (check.sameness == Sameness::outputs_differ && check.differences.empty() &&
      !results::outputs_unknown_in(file_).empty()) {
    check.sameness = Sameness::identical;
  }
  return check;
}

std::string Rerun::other_version() const {
  if (same_version(file_.run())) return {};
  return fmt::format("{}, rerun by version {} ({})", written_by(file_.run()), generated::version, generated::commit);
}

std::string Rerun::verdict(const ReplicateCheck& check) const {
  const auto say = [&](const std::string& what) { return fmt::format("replicate {}: {}", check.replicate, what); };
  const auto missing = results::outputs_missing_in(file_);
  switch (check.sameness) {
    case Sameness::identical: {
      std::string text = fmt::format("identical, hash {}", check.hash);
      if (!other_version().empty()) text += fmt::format("; {}", other_version());
      const auto unknown = results::outputs_unknown_in(file_);
      if (!unknown.empty()) text += fmt::format("; {} outputs of the file are unknown to this version", unknown.size());
      if (!missing.empty()) text += fmt::format("; {} outputs of this version are not in the file", missing.size());
      return say(text);
    }
    case Sameness::file_changed:
      return say("the file was changed after it was written: the data do not match their hash");
    case Sameness::outputs_differ:
      break;
  }
  return say(other_version().empty()
                 ? "differs, although this version wrote it: built from uncommitted source, or with another Boost?"
                 : fmt::format("differs: {}, which computes other outputs", other_version()));
}

std::vector<std::int64_t> sample_of(const std::vector<std::int64_t>& replicates, std::size_t wanted,
                                    std::uint32_t seed) {
  std::vector<std::int64_t> left = replicates;
  std::vector<std::int64_t> sample;
  Draws draws(seed, 0, 0, 0, Purpose::resampling);
  while (sample.size() < wanted && !left.empty()) {
    const auto pick = left.begin() + draws.index(static_cast<std::uint32_t>(left.size()));
    sample.push_back(*pick);
    left.erase(pick);
  }
  std::sort(sample.begin(), sample.end());
  return sample;
}

std::vector<std::int64_t> changed_replicates(const results::ResultFile& file) {
  std::vector<std::int64_t> changed;
  for (const auto replicate : file.replicates()) {
    const auto noted = file.recorded_hash(replicate);
    if (noted && *noted != file.computed_hash(replicate)) changed.push_back(replicate);
  }
  return changed;
}

}  // namespace entrepot::experiment
