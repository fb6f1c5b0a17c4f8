#include "entrepot/sweep/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/io/hdf5.hpp"
#include "entrepot/results/identity.hpp"
#include "entrepot/results/kind.hpp"
#include "entrepot/sweep/store.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;
namespace hdf5 = io::hdf5;

Error bad_file(const fs::path& path, const std::string& what) {
  return Error(fmt::format("{}: {}", path.string(), what), ExitCode::bad_input);
}

/// Suggests `merge` for a result file that does not exist yet.
void check_there(const fs::path& path) {
  if (fs::exists(path) || !fs::exists(store_of(path))) return;
  throw bad_file(path, fmt::format("does not exist yet; `entrepot merge {}` writes it from the finished runs in {}",
                                   path.string(), store_of(path).string()));
}

void check_identity(const hdf5::Group& root, const fs::path& path) {
  const auto refusal = results::refusal_of(root, results::kind::sweep);
  if (!refusal.empty()) throw bad_file(path, refusal);
  if (!root.has("runs_missing")) throw bad_file(path, "is the manifest of a sweep and has no runs");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::vector<FactorInfo> read_factors(const hdf5::Group& group, const std::string& axis) {
  std::vector<FactorInfo> factors;
  const auto column = [&](const std::string& name, const auto& put) {
    const auto dataset = group.open_dataset(name);
    const auto texts = dataset.read_texts();
    if (name == axis) factors.resize(texts.size());
    if (texts.size() != factors.size()) dataset.refuse("differs in length from the names of its factors");
    for (std::size_t f = 0; f < texts.size(); ++f) put(factors[f], texts[f]);
  };
  column(axis, [](FactorInfo& f, const std::string& text) { f.name = text; });
  column(axis + "_path", [](FactorInfo& f, const std::string& text) { f.paths = text; });
  column(axis + "_kind", [](FactorInfo& f, const std::string& text) { f.kind = text; });
  column(axis + "_form", [](FactorInfo& f, const std::string& text) { f.form = text; });
  column(axis + "_group", [](FactorInfo& f, const std::string& text) { f.group = text; });
  column(axis + "_scales", [](FactorInfo& f, const std::string& text) { f.scales = text == "true"; });
  column(axis + "_categories", [](FactorInfo& f, const std::string& text) { f.categories = lines_of(text); });
  column(axis + "_source", [](FactorInfo& f, const std::string& text) { f.source = text; });
  column(axis + "_grade", [](FactorInfo& f, const std::string& text) { f.grade = text; });
  return factors;
}

}  // namespace

std::string FactorInfo::text(double value) const {
  if (categorical()) {
    const auto row = static_cast<std::size_t>(value);
    return row < categories.size() ? categories[row] : fmt::format("category {}", value);
  }
  if (kind == "date") return Date{static_cast<std::int32_t>(value)}.iso();
  return fmt::format("{:.6g}", value);
}

class SweepResult::Impl {
 public:
  explicit Impl(fs::path from) : path(std::move(from)), file(opened(path)), root(file.root()) {
    check_identity(root, path);
    read_attributes();
    read_design();
    read_measures();
    check_sizes();
  }

  [[nodiscard]] std::vector<double> values(std::size_t measure, std::size_t first, std::size_t count) const {
    const hdf5::QuietErrors silence;
    const auto dataset = root.open_group("runs").open_dataset(dataset_name(measures.at(measure).name));
    if (dataset.shape() != std::vector<hsize_t>{points, replicates})
      throw bad_file(path, fmt::format("is damaged: {} has another shape than its runs", measures[measure].name));
    return dataset.read_part<double>(0, first, count);
  }

  [[nodiscard]] std::string failures() const {
    const hdf5::QuietErrors silence;
    std::map<std::string, std::size_t> kinds;
    for (const auto& kind : root.open_group("failures").open_dataset("failure").read_texts()) ++kinds[kind];
    std::string text;
    for (const auto& [kind, count] : kinds) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
    return text;
  }

  hdf5::QuietErrors quiet;
  fs::path path;
  hdf5::File file;
  hdf5::Group root;
  std::string title;
  std::string question;
  std::string identity;
  std::string design;
  bool second_order = false;
  double confidence = 0;
  std::size_t points = 0;
  std::size_t replicates = 0;
  RunCounts runs;
  std::vector<std::string> policies;
  std::vector<FactorInfo> levers;
  std::vector<FactorInfo> parameters;
  std::vector<MeasureInfo> measures;
  std::size_t lever_points = 0;
  std::size_t rows = 0;
  std::vector<double> lever_values;
  std::vector<double> parameter_values;
  std::vector<double> unit_values;

 private:
  static hdf5::File opened(const fs::path& path) {
    check_there(path);
    return hdf5::File::open(path);
  }

  [[nodiscard]] std::size_t count(const std::string& attribute) const {
    const auto number = root.integer(attribute);
    if (number < 0) throw bad_file(path, fmt::format("is damaged: {} is {}", attribute, number));
    return static_cast<std::size_t>(number);
  }

  void read_attributes() {
    title = root.text("title");
    question = root.text("question");
    identity = root.text("identity");
    design = root.text("design");
    second_order = root.integer("second_order") != 0;
    confidence = root.real("confidence");
    points = count("points");
    replicates = count("replicates");
    runs = {count("runs_planned"), count("runs_finished"), count("runs_failed"), count("runs_missing")};
  }

  void read_design() {
    const auto group = root.open_group("design");
    policies = group.open_dataset("policy").read_texts();
    levers = read_factors(group, "lever");
    parameters = read_factors(group, "parameter");
    lever_points = group.open_dataset("lever_point").rows();
    rows = group.open_dataset("row").rows();
    lever_values = group.open_dataset("lever_value").read_all<double>();
    parameter_values = group.open_dataset("parameter_value").read_all<double>();
    if (group.has_member("unit_value")) unit_values = group.open_dataset("unit_value").read_all<double>();
  }

  void read_measures() {
    const auto group = root.open_group("measures");
    const auto names = group.open_dataset("measure").read_texts();
    const auto units = group.open_dataset("unit").read_texts();
    const auto titles = group.open_dataset("title").read_texts();
    if (units.size() != names.size() || titles.size() != names.size())
      throw bad_file(path, "is damaged: the columns of its outputs differ in length");
    for (std::size_t m = 0; m < names.size(); ++m) measures.push_back({names[m], units[m], titles[m]});
  }

  void check_sizes() const {
    const bool fits = points == policies.size() * lever_points * rows && runs.planned == points * replicates &&
                      runs.finished + runs.failed + runs.missing == runs.planned && replicates > 0 &&
                      lever_values.size() == lever_points * levers.size() &&
                      parameter_values.size() == rows * parameters.size() &&
                      (unit_values.empty() || unit_values.size() == parameter_values.size());
    if (!fits) throw bad_file(path, "is damaged: its tables do not match");
  }
};

SweepResult::SweepResult(const fs::path& path) : impl_(std::make_unique<Impl>(path)) {}
SweepResult::~SweepResult() = default;
SweepResult::SweepResult(SweepResult&&) noexcept = default;
SweepResult& SweepResult::operator=(SweepResult&&) noexcept = default;

const std::string& SweepResult::title() const { return impl_->title; }
const std::string& SweepResult::question() const { return impl_->question; }
const std::string& SweepResult::identity() const { return impl_->identity; }
const std::string& SweepResult::design() const { return impl_->design; }
bool SweepResult::second_order() const { return impl_->second_order; }
double SweepResult::confidence() const { return impl_->confidence; }
std::size_t SweepResult::replicates() const { return impl_->replicates; }
RunCounts SweepResult::runs() const { return impl_->runs; }
std::string SweepResult::failures() const { return impl_->failures(); }
const std::vector<std::string>& SweepResult::policies() const { return impl_->policies; }
const std::vector<FactorInfo>& SweepResult::levers() const { return impl_->levers; }
const std::vector<FactorInfo>& SweepResult::parameters() const { return impl_->parameters; }
const std::vector<MeasureInfo>& SweepResult::measures() const { return impl_->measures; }
std::size_t SweepResult::lever_points() const { return impl_->lever_points; }
std::size_t SweepResult::rows() const { return impl_->rows; }
std::span<const double> SweepResult::lever_values() const { return impl_->lever_values; }
std::span<const double> SweepResult::parameter_values() const { return impl_->parameter_values; }
std::span<const double> SweepResult::unit_values() const { return impl_->unit_values; }
std::vector<double> SweepResult::values(std::size_t measure, std::size_t first, std::size_t count) const {
  return impl_->values(measure, first, count);
}

}  // namespace entrepot::sweep
