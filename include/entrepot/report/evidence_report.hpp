#pragma once
// The evidence register, the evidence of a scenario's values, and which of its figures have none.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entrepot/scenario/cited_figures.hpp"
#include "entrepot/scenario/evidence.hpp"

namespace entrepot::report {

/// "140,000 (10,000 to 500,000) units"; dates and statuses as they are.
std::string figure_text(const scenario::EvidenceRow& row);
/// "2024-01-01 to 2024-12-31"; empty without dates.
std::string period_text(const scenario::EvidenceRow& row);

/// One row in full.
std::string evidence_text(const scenario::EvidenceRow& row);
nlohmann::ordered_json evidence_json(const scenario::EvidenceRow& row);

/// A table of rows, at most `most` of them.
std::string evidence_list_text(const std::vector<const scenario::EvidenceRow*>& rows, std::size_t most);
/// The files of a register: how many rows of each grade they have.
std::string register_text(const scenario::EvidenceRegister& evidence);

/// Values of one key of a scenario, with the rows that they cite.
std::string figures_text(const std::vector<scenario::Figure>& figures, const std::vector<scenario::EvidenceRow>& rows);

/// Figures of a scenario by their evidence.
struct Coverage {
  std::vector<scenario::Figure> cited;    ///< cite rows of the register
  std::vector<scenario::Figure> ranged;   ///< a judgement with a range
  std::vector<scenario::Figure> neither;  ///< the others; some name a source
};
Coverage coverage_of(std::vector<scenario::Figure> figures);
std::string coverage_text(const Coverage& coverage);
nlohmann::ordered_json coverage_json(const Coverage& coverage);

}  // namespace entrepot::report
