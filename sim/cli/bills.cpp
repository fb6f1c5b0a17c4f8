// bills: search the catalogue of bills and events, and print one.

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/model/policy/instrument.hpp"
#include "entrepot/report/bills_report.hpp"
#include "log.hpp"
#include "page.hpp"
#include "shipped.hpp"

namespace entrepot::cli {
namespace {

using scenario::Bill;

std::vector<Bill> catalogue() {
  std::vector<std::string> names;
  for (const auto& instrument : policy::instruments()) names.push_back(instrument.name);
  return scenario::read_bills(shipped_scenarios() / "bills" / "catalogue.yaml", names);
}

void print_bills(const std::vector<const Bill*>& bills, bool json) {
  if (!json)
    return print_page(report::bill_list_text(bills) +
                      "\nOne of them: entrepot bills ID. Its scenario runs by name: "
                      "entrepot run bills/NAME.\n");
  auto all = nlohmann::ordered_json::array();
  for (const Bill* bill : bills) all.push_back(report::bill_json(*bill));
  print("{}\n", all.dump(2));
}

}  // namespace

void bills(const BillsOptions& options) {
  const auto all = catalogue();
  const std::string words = fmt::format("{}", fmt::join(options.words, " "));
  const auto one = std::find_if(all.begin(), all.end(), [&](const Bill& bill) { return bill.id == words; });
  if (one != all.end()) {
    if (options.json) return print("{}\n", report::bill_json(*one).dump(2));
    return print_page(report::bill_text(*one));
  }
  std::vector<const Bill*> found;
  if (words.empty()) {
    for (const auto& bill : all) found.push_back(&bill);
  } else {
    found = scenario::search_bills(all, words);
  }
  if (found.empty()) throw Error(fmt::format("no bill on '{}'", words), ExitCode::bad_input);
  print_bills(found, options.json);
}

}  // namespace entrepot::cli
