#include <functional>
#include <numeric>
#include <optional>

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

  /// `text` is a member of the row, or a function of it.
  template <class Text>
  void column(const std::string& name, const std::string& long_name, const std::string& description,
              const Text& text) const {
    std::vector<std::string> texts;
    texts.reserve(rows_.size());
    for (const auto& row : rows_) texts.push_back(std::invoke(text, row));
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

/// A value or entry, and one row of evidence that it cites.
struct CitedRow {
  std::string path;
  std::string id;
};

std::vector<CitedRow> cited_rows_of(const scenario::LoadedScenario& loaded) {
  std::vector<CitedRow> rows;
  for (const auto& value : loaded.cited_values) {
    for (const auto& id : value.evidence) rows.push_back({value.path, id});
  }
  return rows;
}

auto iso_of(std::optional<Date> scenario::EvidenceRow::*day) {
  return [day](const scenario::EvidenceRow& row) { return row.*day ? (row.*day)->iso() : ""; };
}

/// The cited rows of evidence in full, so that the file needs no register.
void write_evidence(const io::hdf5::Group& group, const scenario::LoadedScenario& loaded) {
  if (loaded.evidence.empty()) return;
  const auto cited = cited_rows_of(loaded);
  const std::vector<Dimension> axes{row_numbers("citation", "Citation", cited.size()),
                                    row_numbers("evidence", "Cited row of evidence", loaded.evidence.size())};
  const Coordinates coordinates(group, axes);
  const TextRows<CitedRow> citations(group, cited, "citation", coordinates);
  citations.column("citation_path", "Parameter", "Dotted path of the value or entry that cites evidence.",
                   &CitedRow::path);
  citations.column("citation_evidence", "Evidence", "Id of the row that it cites.", &CitedRow::id);
  using E = scenario::EvidenceRow;
  const TextRows<E> rows(group, loaded.evidence, "evidence", coordinates);
  rows.column("evidence_id", "Id", "Id of the row of evidence.", &E::id);
  rows.column("evidence_quantity", "Quantity", "Quantity that was measured.", &E::quantity);
  rows.column("evidence_place", "Place of the figure", "ISO code, WORLD, or the owner of the chips.", &E::place);
  rows.column("evidence_value", "Figure", "Number, date or status; empty if only the range is known.", &E::value);
  rows.column("evidence_low", "Lower end", "Lower end of the figure's range; empty without one.", &E::low);
  rows.column("evidence_high", "Upper end", "Upper end of the figure's range; empty without one.", &E::high);
  rows.column("evidence_unit", "Unit", "Unit of the figure.", &E::unit);
  rows.column("evidence_from", "First day", "First day of the figure's period; empty if open.", iso_of(&E::from));
  rows.column("evidence_until", "Last day", "Last day of the figure's period; empty if open.", iso_of(&E::until));
  rows.column("evidence_grade", "Grade", "Grade of the source, as of cited facts.", &E::grade);
  rows.column("evidence_read", "How it was read", "direct, second_hand or derived.", &E::read);
  rows.column("evidence_source", "Source", "Publication and date.", &E::source);
  rows.column("evidence_url", "Address", "Address of the page that was read; may be empty.", &E::url);
  rows.column("evidence_note", "Note", "Basis, limits and conflicts of the figure.", &E::note);
}

/// The warnings of the scenario, for reports.
void write_warnings(const io::hdf5::Group& group, const std::vector<std::string>& warnings) {
  if (warnings.empty()) return;
  const std::string axis = "warning_row";
  const std::vector<Dimension> axes{row_numbers(axis, "Warning", warnings.size())};
  const Coordinates coordinates(group, axes);
  const auto dataset = group.create_texts("warning", warnings);
  describe(dataset, "1", "Warnings", "Warnings about the scenario, as the run printed them.");
  coordinates.attach(dataset, std::span(&axis, 1));
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
  write_evidence(group, loaded);
  write_warnings(group, loaded.warnings);
  write_hashes(group, replicates);
}

}  // namespace entrepot::results
