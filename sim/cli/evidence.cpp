// evidence: search the register, print one row, and count the figures of a scenario that cite it.

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/report/evidence_report.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

constexpr std::size_t most_rows = 40;

void print_coverage(const EvidenceOptions& options) {
  const auto loaded = load_scenario(options.coverage, options.settings, options.include_dirs);
  const auto coverage = report::coverage_of(scenario::all_figures(loaded, policy::instrument_schemas()));
  if (options.json) {
    print("{}\n", report::coverage_json(coverage).dump(2));
  } else {
    print_page(report::coverage_text(coverage));
  }
}

void print_row(const scenario::EvidenceRow& row, bool json) {
  if (json) {
    print("{}\n", report::evidence_json(row).dump(2));
  } else {
    print_page(report::evidence_text(row));
  }
}

void print_rows(const std::vector<const scenario::EvidenceRow*>& rows, bool json) {
  if (!json) {
    print_page(report::evidence_list_text(rows, most_rows));
    return;
  }
  auto all = nlohmann::ordered_json::array();
  for (const auto* row : rows) all.push_back(report::evidence_json(*row));
  print("{}\n", all.dump(2));
}

std::vector<const scenario::EvidenceRow*> all_rows(const scenario::EvidenceRegister& evidence) {
  std::vector<const scenario::EvidenceRow*> rows;
  for (const auto& row : evidence.rows()) rows.push_back(&row);
  return rows;
}

}  // namespace

void evidence(const EvidenceOptions& options) {
  if (!options.coverage.empty()) return print_coverage(options);
  const auto evidence = scenario::read_evidence(evidence_dirs(options.include_dirs));
  const std::string words = fmt::format("{}", fmt::join(options.words, " "));
  if (words.empty()) {
    if (options.json) return print_rows(all_rows(evidence), true);
    return print_page(report::register_text(evidence));
  }
  if (const auto* row = evidence.find(words); row != nullptr) return print_row(*row, options.json);
  const auto rows = evidence.search(words);
  if (rows.empty())
    throw Error(fmt::format("no evidence on '{}'{}", words, evidence.nearest(words)), ExitCode::bad_input);
  print_rows(rows, options.json);
}

}  // namespace entrepot::cli
