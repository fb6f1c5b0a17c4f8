#include <numeric>

#include "entrepot/results/file_parts.hpp"

namespace entrepot::results {
namespace {

/// The row numbers of a text table, as an axis.
Dimension row_numbers(const std::string& name, const std::string& long_name, std::size_t rows) {
  std::vector<std::int64_t> numbers(rows);
  std::iota(numbers.begin(), numbers.end(), 0);
  return {name, long_name, "1", "Row number.", std::move(numbers)};
}

/// A text table along one axis, one dataset per column.
template <class Row>
class TextRows {
 public:
  TextRows(const io::hdf5::Group& group, const std::vector<Row>& rows, std::string axis, const Coordinates& coordinates)
      : group_(group), rows_(rows), axis_(std::move(axis)), coordinates_(coordinates) {}

  void column(const std::string& name, const std::string& long_name, const std::string& description,
              std::string Row::*member) const {
    std::vector<std::string> texts;
    texts.reserve(rows_.size());
    for (const auto& row : rows_) texts.push_back(row.*member);
    const auto dataset = group_.create_texts(name, texts);
    describe(dataset, "1", long_name, description);
    coordinates_.attach(dataset, std::span(&axis_, 1));
  }

 private:
  const io::hdf5::Group& group_;
  const std::vector<Row>& rows_;
  std::string axis_;
  const Coordinates& coordinates_;
};

/// Hashes by replicate, so that a single replicate can be rerun and checked.
void write_hashes(const io::hdf5::Group& group, const std::map<std::int64_t, io::Hash128>& replicates) {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> hashes;
  for (const auto& [replicate, hash] : replicates) {
    numbers.push_back(replicate);
    hashes.push_back(io::hex(hash));
  }
  const std::string axis = "replicate";
  const std::vector<Dimension> axes{{axis, "Replicate", "1", "Number of the replicate.", numbers}};
  const Coordinates coordinates(group, axes);
  const auto dataset = group.create_texts(replicate_hash_name, hashes);
  describe(dataset, "1", "Hash of the replicate", "XXH3-128 of the replicate's outputs and chains of custody.");
  coordinates.attach(dataset, std::span(&axis, 1));
  // Lets a program with other outputs identify the hashed ones.
  std::vector<std::string> names;
  for (const auto& output : outputs()) names.push_back(output.info.name);
  dataset.set_texts("outputs", names);
}

void write_scenario(const io::hdf5::Group& group, const scenario::LoadedScenario& loaded) {
  const std::string text = loaded.resolved_yaml();
  const auto dataset = group.create_text("scenario", text);
  describe(dataset, "1", "Resolved scenario",
           "All layers and overrides merged, as YAML; reading it gives the same scenario.");
  dataset.set(canonical_hash_name, canonical_hash(loaded));
  dataset.set(text_hash_name, io::hash_of_text(text));
}

}  // namespace

std::string canonical_hash(const scenario::LoadedScenario& loaded) {
  return io::hash_of_text(scenario::canonical_form(loaded.scenario));
}

void write_provenance(const io::hdf5::Group& root, const scenario::LoadedScenario& loaded,
                      const std::map<std::int64_t, io::Hash128>& replicates) {
  const io::hdf5::Group group = root.create_group("provenance");
  write_scenario(group, loaded);
  const std::vector<Dimension> axes{row_numbers("input", "Input file", loaded.inputs.size()),
                                    row_numbers("fact", "Cited fact", loaded.facts.size())};
  const Coordinates coordinates(group, axes);
  using scenario::Fact;
  using scenario::Input;
  const TextRows<Input> inputs(group, loaded.inputs, "input", coordinates);
  inputs.column("input_path", "Path", "Input file of the scenario.", &Input::path);
  inputs.column("input_hash", "Hash", "XXH3-128 of the file's bytes.", &Input::hash);
  const TextRows<Fact> facts(group, loaded.facts, "fact", coordinates);
  facts.column("fact_path", "Parameter", "Dotted path of the parameter that cites evidence.", &Fact::path);
  facts.column("fact_value", "Value", "Value as written in the file.", &Fact::value);
  facts.column("fact_source", "Source", "Source of the value.", &Fact::source);
  facts.column("fact_grade", "Grade", "Grade of the source: A official, B named research or press, C rough estimate.",
               &Fact::grade);
  facts.column("fact_note", "Note", "Remark on the value.", &Fact::note);
  facts.column("fact_where", "Place", "File, line and column of the value.", &Fact::where);
  write_hashes(group, replicates);
}

}  // namespace entrepot::results
