// The command that writes the report: the work of the Python package.

#include <string>
#include <vector>

#include "analysis_package.hpp"
#include "commands.hpp"

namespace entrepot::cli {

void report(const ReportOptions& options) {
  std::vector<std::string> words{"report"};
  words.insert(words.end(), options.files.begin(), options.files.end());
  if (!options.output.empty()) words.insert(words.end(), {"--output", options.output});
  if (options.pdf) words.emplace_back("--pdf");
  become_analysis(words);
}

}  // namespace entrepot::cli
