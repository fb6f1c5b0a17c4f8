#include "entrepot/report/bills_report.hpp"

#include <fmt/format.h>

#include "entrepot/io/text_table.hpp"
#include "format.hpp"

namespace entrepot::report {
namespace {

using nlohmann::ordered_json;
using scenario::Bill;

std::string status_text(const Bill& bill) {
  const std::string since = bill.status_date ? fmt::format(" since {}", bill.status_date->iso()) : "";
  return fmt::format("{}{}, as of {}", bill.status, since, bill.as_of.iso());
}

std::string command_text(const Bill& bill) {
  return bill.scenario.empty() ? "" : fmt::format("bills/{} ({})", bill.scenario, bill.modelled);
}

}  // namespace

std::string bill_text(const Bill& bill) {
  return bill.name + "\n" + labelled("Id", bill.id) + labelled("Numbers", bill.numbers) + labelled("Kind", bill.kind) +
         labelled("Place", bill.place) + labelled("Content", bill.content) + labelled("Status", status_text(bill)) +
         labelled("Source", bill.source) + labelled("Address", bill.url) +
         labelled("By", fmt::format("{}", fmt::join(bill.instruments, ", "))) +
         labelled("Scenario", command_text(bill)) + labelled("Left out", bill.left_out) +
         labelled("Judged", bill.judged);
}

ordered_json bill_json(const Bill& bill) {
  return {{"id", bill.id},
          {"name", bill.name},
          {"numbers", bill.numbers},
          {"kind", bill.kind},
          {"place", bill.place},
          {"content", bill.content},
          {"status", bill.status},
          {"status_date", bill.status_date ? ordered_json(bill.status_date->iso()) : ordered_json()},
          {"as_of", bill.as_of.iso()},
          {"source", bill.source},
          {"url", bill.url},
          {"instruments", bill.instruments},
          {"scenario", bill.scenario},
          {"modelled", bill.modelled},
          {"left_out", bill.left_out},
          {"judged", bill.judged}};
}

std::string bill_list_text(const std::vector<const Bill*>& bills) {
  io::TextTable table({"id", "place", "status", "as of", "modelled"}, 5);
  for (const Bill* bill : bills) table.add({bill->id, bill->place, bill->status, bill->as_of.iso(), bill->modelled});
  return table.text();
}

}  // namespace entrepot::report
