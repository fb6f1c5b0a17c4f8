#include "file_parts.hpp"

namespace entrepot::results {
namespace {

/// One column of a table of texts: a dataset of one text a row.
template <class Row>
void write_column(const hdf5::Group& group, const std::string& name, const std::string& meaning,
                  const std::vector<Row>& rows, std::string Row::*member) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const auto& row : rows) texts.push_back(row.*member);
  describe(group.create_texts(name, texts), "1", name, meaning);
}

}  // namespace

void write_provenance(const hdf5::Group& root, const scenario::LoadedScenario& loaded) {
  const hdf5::Group group = root.create_group("provenance");
  describe(group.create_text("scenario", loaded.resolved_yaml), "1", "Resolved scenario",
           "All layers and settings merged, as YAML; it reads back to the same scenario.");
  using scenario::Fact;
  using scenario::Input;
  write_column(group, "input_path", "Files the scenario was read from.", loaded.inputs, &Input::path);
  write_column(group, "input_hash", "XXH3-128 of their bytes.", loaded.inputs, &Input::hash);
  write_column(group, "fact_path", "Parameters that cite evidence, by dotted path.", loaded.facts, &Fact::path);
  write_column(group, "fact_value", "Their values as written.", loaded.facts, &Fact::value);
  write_column(group, "fact_source", "Where the value is from.", loaded.facts, &Fact::source);
  write_column(group, "fact_grade", "A official, B named research or press, C rough.", loaded.facts, &Fact::grade);
  write_column(group, "fact_note", "Notes on the value.", loaded.facts, &Fact::note);
  write_column(group, "fact_where", "File, line and column of the value.", loaded.facts, &Fact::where);
}

}  // namespace entrepot::results
