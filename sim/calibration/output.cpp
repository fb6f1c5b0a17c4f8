#include "entrepot/calibration/output.hpp"

#include <fmt/format.h>

#include <cmath>

#include "entrepot/io/hdf5.hpp"
#include "entrepot/io/pending_file.hpp"
#include "entrepot/results/file_parts.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/results/run_info.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "entrepot/statistics/weighted.hpp"
#include "entrepot_version.hpp"
#include "summary.hpp"

namespace entrepot::calibration {
namespace {

namespace fs = std::filesystem;
namespace hdf5 = io::hdf5;
using results::describe;
using scenario::Value;

// ---- the overlay ---------------------------------------------------------------------------------------------------

const Value& value_at(const Value& root, const std::string& path) {
  const Value* at = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const Value* next = at->find(path.substr(begin, end - begin));
    if (next == nullptr) throw Error(fmt::format("'{}' is not in the scenario", path));
    at = next;
    begin = end + 1;
  }
  return *at;
}

Value& map_entry(Value& map, const std::string& key) {
  map.kind = Value::Kind::map;
  if (map.find(key) == nullptr) map.entries.push_back({key, {}, {}});
  return *map.find(key);
}

void set_at(Value& root, const std::string& path, const Value& value) {
  Value* at = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    at = &map_entry(*at, path.substr(begin, end - begin));
    begin = end + 1;
  }
  *at = value;
}

Value text_value(const std::string& text) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = text;
  return value;
}

std::vector<double> medians_of(const CalibrationSpec& spec, const Generation& generation) {
  std::vector<double> medians;
  const auto weights = weights_of(generation);
  for (std::size_t p = 0; p < spec.parameters.size(); ++p)
    medians.push_back(statistics::weighted_quantile(values_of(spec.parameters[p], generation, p), weights, 0.5));
  return medians;
}

/// The scenario values at the medians, with factors multiplied out, and no other values.
std::string overlay_text(const fs::path& file, const CalibrationSpec& spec, const Model& model, const Abc& abc) {
  const auto loaded = model.scenario_with(medians_of(spec, abc.posterior()));
  const Value& resolved = *loaded.tree;
  const fs::path folder = fs::absolute(file).parent_path();
  Value overlay;
  set_at(overlay, "extends", text_value(fs::absolute(spec.scenario).lexically_relative(folder).string()));
  set_at(overlay, "title", text_value(fmt::format("{}: medians of the posterior", spec.title)));
  for (const auto& factor : spec.parameters) {
    for (const auto& path : factor.paths) set_at(overlay, path, value_at(resolved, path));
  }
  std::string text =
      "# Weighted posterior medians, one parameter at a time; only the ensemble keeps their correlations.\n";
  if (!scenario::Tree(file).refusal(spec.scenario).empty())
    text += "# It extends a file outside its tree: to run it, give that file's directory with --include-dir.\n";
  return text + scenario::write_yaml(overlay);
}

// ---- the ensemble --------------------------------------------------------------------------------------------------

std::string csv_field(std::string text) {
  if (text.find_first_of(",\"\\") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "\"";
}

/// Rows drawn by weight, so that all have equal weight and a design of kind file can use them directly.
std::string ensemble_text(const CalibrationSpec& spec, const Abc& abc) {
  const auto& posterior = abc.posterior();
  std::vector<std::string> fields;
  for (const auto& factor : spec.parameters) fields.push_back(csv_field(factor.name));
  std::string text = fmt::format("{}\n", fmt::join(fields, ","));
  const auto rows = resample(weights_of(posterior), static_cast<std::size_t>(spec.method.ensemble),
                             static_cast<std::uint32_t>(spec.method.seed));
  for (const std::size_t row : rows) {
    fields.clear();
    for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
      const auto& factor = spec.parameters[p];
      fields.push_back(csv_field(factor.text(factor.value_at(posterior.particles[row].unit[p]))));
    }
    text += fmt::format("{}\n", fmt::join(fields, ","));
  }
  return text;
}

// ---- the result file -----------------------------------------------------------------------------------------------

/// A dimension and its size.
struct Axis {
  hdf5::Dataset scale;
  hsize_t size;
};

Axis create_axis(const hdf5::Group& group, const std::string& name, hsize_t size) {
  return {results::create_dimension(group, name, size), size};
}

/// The dimensions that several groups share.
struct SharedAxes {
  Axis parameter;
  Axis other;  ///< the same parameters, for pairs of them: netCDF wants two names
  Axis quantity;
  Axis level;        ///< values of parameters that have only some
  Axis probability;  ///< of the curves of priors
  Axis interval;     ///< lower end, median, upper end
};

/// A dimension with probabilities as its labels.
Axis create_probabilities(const hdf5::Group& group, const std::string& name, const std::vector<double>& values) {
  auto dataset = group.create_dataset(name, hdf5::Stored::float64, {.shape = {values.size()}});
  dataset.write_all(std::span<const double>(values));
  describe(dataset, "1", "Probability", "Below the quantile.");
  dataset.make_scale(name);
  return {std::move(dataset), values.size()};
}

void write_numbers(const hdf5::Group& group, const std::string& name, const std::vector<const Axis*>& axes,
                   const std::vector<double>& values, const std::string& long_name, const std::string& description) {
  std::vector<hsize_t> shape;
  for (const Axis* axis : axes) shape.push_back(axis->size);
  const auto dataset = group.create_dataset(name, hdf5::Stored::float64, {.shape = shape});
  dataset.write_all(std::span<const double>(values));
  describe(dataset, "1", long_name, description);
  for (unsigned a = 0; a < axes.size(); ++a) dataset.attach(a, axes[a]->scale);
}

void write_texts(const hdf5::Group& group, const std::string& name, const Axis& axis,
                 const std::vector<std::string>& texts) {
  group.create_texts(name, texts).attach(0, axis.scale);
}

const char* name_of(sweep::FactorKind kind) {
  switch (kind) {
    case sweep::FactorKind::number:
      return "number";
    case sweep::FactorKind::integer:
      return "integer";
    case sweep::FactorKind::category:
      return "category";
    case sweep::FactorKind::date:
      return "date";
  }
  return "";
}

std::size_t level_count(const CalibrationSpec& spec) {
  std::size_t count = 0;
  for (const auto& factor : spec.parameters) count += factor.levels.size();
  return count;
}

/// The values of parameters that have only some, a row each, in the order in which they are written.
void write_levels(const hdf5::Group& root, const SharedAxes& axes, const CalibrationSpec& spec) {
  const auto group = root.create_group("levels");
  std::vector<double> parameters;
  std::vector<double> values;
  std::vector<std::string> names;
  for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
    const auto& factor = spec.parameters[p];
    for (const double value : factor.levels) {
      parameters.push_back(static_cast<double>(p));
      values.push_back(value);
      names.push_back(factor.text(value));
    }
  }
  write_numbers(group, "parameter", {&axes.level}, parameters, "Parameter", "Its row in /parameters.");
  write_numbers(group, "value", {&axes.level}, values, "Value", "As in /generations/NNN/value.");
  write_texts(group, "name", axes.level, names);
}

void write_priors(const hdf5::Group& group, const SharedAxes& axes, const CalibrationSpec& spec) {
  std::vector<std::string> kinds;
  std::vector<double> logarithmic;
  std::vector<double> curves;
  std::vector<double> intervals;
  for (const auto& factor : spec.parameters) {
    kinds.emplace_back(name_of(factor.kind));
    logarithmic.push_back(is_logarithmic(factor) ? 1 : 0);
    for (const double level : prior_levels()) curves.push_back(prior_quantile(factor, level));
    const auto quantiles = prior_quantiles(factor);
    intervals.insert(intervals.end(), quantiles.begin(), quantiles.end());
  }
  write_texts(group, "kind", axes.parameter, kinds);
  write_numbers(group, "logarithmic", {&axes.parameter}, logarithmic, "Whether the prior is logarithmic",
                "1: the prior is a distribution of the logarithm.");
  write_numbers(group, "prior_curve", {&axes.parameter, &axes.probability}, curves, "Quantiles of the prior",
                "Where the prior has no end, the first and last are the quantiles one step inwards.");
  write_numbers(group, "prior_interval", {&axes.parameter, &axes.interval}, intervals, "Interval of the prior",
                "Lower end, median, upper end.");
}

void write_parameters(const hdf5::Group& root, const SharedAxes& axes, const CalibrationSpec& spec, const Abc& abc) {
  const auto group = root.create_group("parameters");
  std::vector<std::string> names;
  std::vector<std::string> paths;
  std::vector<std::string> forms;
  std::vector<std::string> sources;
  std::vector<double> scales;
  std::vector<double> contraction;
  for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
    const auto& factor = spec.parameters[p];
    names.push_back(factor.name);
    paths.push_back(fmt::format("{}", fmt::join(factor.paths, " ")));
    forms.push_back(factor.form);
    sources.push_back(factor.source);
    scales.push_back(factor.scales ? 1 : 0);
    contraction.push_back(contraction_of(abc, p));
  }
  write_texts(group, "name", axes.parameter, names);
  write_texts(group, "paths", axes.parameter, paths);
  write_texts(group, "prior", axes.parameter, forms);
  write_texts(group, "source", axes.parameter, sources);
  write_numbers(group, "scales", {&axes.parameter}, scales, "Whether it scales",
                "1 if its values multiply the scenario's value.");
  write_numbers(group, "contraction", {&axes.parameter}, contraction, "Contraction",
                "1 minus the ratio of posterior to prior standard deviation, both in the unit interval of the prior.");
  write_priors(group, axes, spec);
}

void write_quantities(const hdf5::Group& root, const SharedAxes& axes, const Model& model, std::size_t targets) {
  const auto group = root.create_group("quantities");
  std::vector<std::string> names;
  std::vector<std::string> sources;
  std::vector<double> observed;
  std::vector<double> sd;
  std::vector<double> held_out;
  for (const auto& quantity : model.quantities()) {
    held_out.push_back(names.size() < targets ? 0 : 1);
    names.push_back(quantity.name);
    sources.push_back(quantity.source);
    observed.push_back(quantity.observed);
    sd.push_back(quantity.sd());
  }
  write_texts(group, "name", axes.quantity, names);
  write_texts(group, "source", axes.quantity, sources);
  write_numbers(group, "observed", {&axes.quantity}, observed, "Observed", "In the unit of its outputs.");
  write_numbers(group, "sd", {&axes.quantity}, sd, "Standard deviation",
                "Standard deviation of model minus observation: error and discrepancy combined.");
  write_numbers(group, "held_out", {&axes.quantity}, held_out, "Held out",
                "1 for a forecast, which is not part of the distance.");
}

void append(std::vector<double>& to, const Quantiles& quantiles) {
  to.insert(to.end(), quantiles.begin(), quantiles.end());
}

/// Weighted statistics of a generation, so that no reader has to compute them again.
void write_statistics(const hdf5::Group& group, const SharedAxes& axes, const CalibrationSpec& spec, const Model& model,
                      const Generation& generation) {
  const std::size_t parameters = spec.parameters.size();
  const auto weights = weights_of(generation);
  std::vector<double> values;
  std::vector<double> correlation;
  std::vector<double> levels;
  for (std::size_t p = 0; p < parameters; ++p) {
    const auto& factor = spec.parameters[p];
    append(values, parameter_quantiles(factor, generation, p));
    for (const double value : factor.levels) levels.push_back(weight_at(factor, generation, p, value));
    for (std::size_t other = 0; other < parameters; ++other)
      correlation.push_back(
          statistics::weighted_correlation(unit_of(generation, p), unit_of(generation, other), weights));
  }
  std::vector<double> simulated;
  std::vector<double> predicted;
  for (std::size_t q = 0; q < model.quantities().size(); ++q) {
    append(simulated, simulated_quantiles(generation, q));
    append(predicted, predicted_quantiles(generation, q, model.quantities()[q]));
  }
  group.set("effective_particles", statistics::effective_size(weights));
  write_numbers(group, "value_interval", {&axes.parameter, &axes.interval}, values, "Intervals of parameters",
                "Lower end, median, upper end, by weight.");
  write_numbers(group, "level_weight", {&axes.level}, levels, "Weight of levels", "Of each row of /levels.");
  write_numbers(group, "correlation", {&axes.parameter, &axes.other}, correlation, "Correlation of parameters",
                "In the unit cube, by weight.");
  write_numbers(group, "simulated_interval", {&axes.quantity, &axes.interval}, simulated,
                "Intervals of simulated quantities", "Lower end, median, upper end, by weight.");
  write_numbers(group, "predicted_interval", {&axes.quantity, &axes.interval}, predicted,
                "Intervals of predicted observations",
                "Simulated quantities with the model's discrepancy and the observation's error.");
}

void write_generation(const hdf5::Group& group, const SharedAxes& axes, const CalibrationSpec& spec,
                      const Generation& generation) {
  std::vector<double> unit;
  std::vector<double> values;
  std::vector<double> simulated;
  std::vector<double> distance;
  for (const auto& particle : generation.particles) {
    unit.insert(unit.end(), particle.unit.begin(), particle.unit.end());
    for (std::size_t p = 0; p < particle.unit.size(); ++p)
      values.push_back(spec.parameters[p].value_at(particle.unit[p]));
    simulated.insert(simulated.end(), particle.simulated.begin(), particle.simulated.end());
    distance.push_back(particle.distance);
  }
  const Axis particle = create_axis(group, "particle", generation.particles.size());
  group.set("tolerance", generation.tolerance);
  group.set("candidates", static_cast<std::int64_t>(generation.candidates));
  write_numbers(group, "unit_value", {&particle, &axes.parameter}, unit, "Parameters in the unit cube",
                "Position in the unit interval of the prior.");
  write_numbers(group, "value", {&particle, &axes.parameter}, values, "Parameters",
                "Numbers, days since 1970, or rows of categories, as in the calibration file.");
  write_numbers(group, "simulated", {&particle, &axes.quantity}, simulated, "Simulated quantities",
                "Targets, then forecasts.");
  write_numbers(group, "distance", {&particle}, distance, "Distance",
                "Root mean square over the targets of model minus observation, in standard deviations.");
  write_numbers(group, "weight", {&particle}, weights_of(generation), "Weight", "Sums to 1.");
}

void write_result(const fs::path& path, const CalibrationSpec& spec, const Model& model, const Abc& abc) {
  auto file = hdf5::File::create(path);
  {
    const auto root = file.root();
    root.set("program", results::program_name);
    root.set("schema_version", results::schema_version);
    root.set("kind", results::kind::calibration);
    root.set("title", spec.title);
    root.set("version", generated::version);
    root.set("commit", generated::commit);
    root.set("replicates", spec.replicates);
    root.set("candidates", static_cast<std::int64_t>(abc.candidates));
    root.set("ending", ending_text(abc.ending));
    (void)root.create_text("calibration_file", spec.text);
    (void)root.create_text("scenario", model.scenario_with({}).resolved_yaml());
    const SharedAxes axes{create_axis(root, "parameter", spec.parameters.size()),
                          create_axis(root, "other_parameter", spec.parameters.size()),
                          create_axis(root, "quantity", spec.targets.size() + spec.forecasts.size()),
                          create_axis(root, "level", level_count(spec)),
                          create_probabilities(root, "probability", prior_levels()),
                          create_probabilities(root, "interval", {reported_levels.begin(), reported_levels.end()})};
    write_parameters(root, axes, spec, abc);
    write_levels(root, axes, spec);
    write_quantities(root, axes, model, spec.targets.size());
    const auto generations = root.create_group("generations");
    for (std::size_t g = 0; g < abc.generations.size(); ++g) {
      const auto group = generations.create_group(fmt::format("{:03}", g));
      write_generation(group, axes, spec, abc.generations[g]);
      write_statistics(group, axes, spec, model, abc.generations[g]);
    }
  }
  file.flush_and_close();
}

}  // namespace

OutputFiles::OutputFiles(const fs::path& file) : result(file), overlay(file), ensemble(file) {
  overlay.replace_extension(".posterior.yaml");
  ensemble.replace_extension(".ensemble.csv");
}

void write_outputs(const OutputFiles& files, const CalibrationSpec& spec, const Model& model, const Abc& abc) {
  const hdf5::QuietErrors quiet;
  io::write_atomically(files.overlay, overlay_text(files.overlay, spec, model, abc));
  io::write_atomically(files.ensemble, ensemble_text(spec, abc));
  auto draft = io::PendingFile::of(files.result);
  write_result(draft.path(), spec, model, abc);
  draft.keep_as(files.result);
}

std::vector<double> values_of(const sweep::Factor& factor, const Generation& generation, std::size_t parameter) {
  auto values = unit_of(generation, parameter);
  for (auto& value : values) value = factor.value_at(value);
  return values;
}

double contraction_of(const Abc& abc, std::size_t parameter) {
  const double prior = std::sqrt(1.0 / 12);  // of the uniform
  return 1 - statistics::weighted_sd(unit_of(abc.posterior(), parameter), weights_of(abc.posterior())) / prior;
}

}  // namespace entrepot::calibration
