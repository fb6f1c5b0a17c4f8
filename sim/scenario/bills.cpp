#include "entrepot/scenario/bills.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/scenario/file_text.hpp"
#include "entrepot/scenario/layers.hpp"
#include "entrepot/scenario/reading.hpp"
#include "entrepot/scenario/yaml_tree.hpp"
#include "search.hpp"

namespace entrepot::scenario {
namespace {

constexpr std::size_t most_bytes = (std::size_t{2} << 20U) + 1;

class BillReader {
 public:
  BillReader(const std::filesystem::path& file, const std::vector<std::string>& instruments)
      : file_(file), instruments_(instruments), reading_(diagnostics_) {}

  std::vector<Bill> read() {
    const FileText text = read_file(file_, most_bytes);
    if (!text.error.empty()) diagnostics_.error({file_.string(), 0, 0}, "", text.problem);
    diagnostics_.throw_if_failed();
    const Value root =
        as_map(parse_yaml(text.text, file_.string(), diagnostics_), file_.string(), diagnostics_, "catalogue of bills");
    diagnostics_.throw_if_failed();
    std::vector<Bill> bills;
    if (const Value* entries = root.find("bills"); entries != nullptr) {
      for (const auto& [id, entry] : entries_of(reading_, *entries, "bills")) bills.push_back(read_bill(id, *entry));
    }
    if (bills.empty()) reading_.error(root, "bills", "nothing in it; expected a map from ids to bills");
    diagnostics_.throw_if_failed();
    return bills;
  }

 private:
  Bill read_bill(const std::string& id, const Value& entry) {
    Bill bill;
    const std::string path = "bills." + id;
    table_of<Bill>()->read(reading_, entry, path, {}, bill);
    bill.id = id;
    bill.mark = entry.mark;
    if (entry.kind == Value::Kind::map) check(bill, entry, path);
    return bill;
  }

  void check(const Bill& bill, const Value& entry, const std::string& path) {
    const auto error = [&](const char* key, const std::string& message) {
      const Value* at = entry.find(key);
      reading_.error(at == nullptr ? entry : *at, path + "." + key, message);
    };
    for (const auto& name : bill.instruments) {
      if (std::find(instruments_.begin(), instruments_.end(), name) == instruments_.end())
        error("instruments", fmt::format("no instrument '{}'{}", name, did_you_mean(name, instruments_)));
    }
    if (bill.status_date && *bill.status_date > bill.as_of)
      error("status_date", fmt::format("{} is after 'as_of', {}", bill.status_date->iso(), bill.as_of.iso()));
    if ((bill.modelled == "no") != bill.scenario.empty())
      error("scenario", "expected a scenario if and only if 'modelled' is not 'no'");
    if (bill.modelled != "fully" && bill.left_out.empty())
      error("left_out", "expected what the model leaves out, unless it is fully modelled");
    const auto scenario = file_.parent_path() / (bill.scenario + ".yaml");
    if (std::error_code failed; !bill.scenario.empty() && !std::filesystem::exists(scenario, failed))
      error("scenario", fmt::format("no file {}", scenario.filename().string()));
  }

  std::filesystem::path file_;
  const std::vector<std::string>& instruments_;
  Diagnostics diagnostics_;
  Reading reading_;
};

}  // namespace

std::vector<Bill> read_bills(const std::filesystem::path& file, const std::vector<std::string>& instruments) {
  return BillReader(file, instruments).read();
}

std::vector<const Bill*> search_bills(const std::vector<Bill>& bills, const std::string& words) {
  return found_first(words, bills, [](const Bill& bill) {
    return Searchable{
        bill.id + " " + bill.name,
        fmt::format("{} {} {} {}", bill.numbers, bill.place, bill.status, fmt::join(bill.instruments, " ")),
        bill.content};
  });
}

}  // namespace entrepot::scenario
