#include "scenario_walk.hpp"

#include "entrepot/scenario/tables.hpp"

namespace entrepot::scenario {
namespace {

using Kind = Value::Kind;
using VisitValue = std::function<void(const SetValue&)>;

void walk(const AnyTable& table, const Value& record, const std::string& prefix, const Value* entry,
          const VisitValue& visit) {
  for (const auto& row : table.rows()) {
    const Value* given = record.find(row.description.key);
    if (given == nullptr || given->kind == Kind::null) continue;
    const std::string path = prefix + row.description.key;
    if (row.description.type == ParameterType::map) {
      for (const auto& each : given->entries)
        walk(*row.inner, each.value, path + "." + each.key + ".", &each.value, visit);
    } else if (row.inner) {
      walk(*row.inner, *given, path + ".", entry, visit);
    } else {
      visit({path, row.description, *given, entry});
    }
  }
}

}  // namespace

const Value& SetValue::plain() const {
  const Value* inner = given.kind == Kind::map ? given.find("value") : nullptr;
  return inner == nullptr ? given : *inner;
}

void walk_values(const Value& root, std::span<const InstrumentSchema> instruments, const VisitValue& visit) {
  walk(*scenario_table(), root, "", nullptr, visit);
  const Value* rules = root.find("rules");
  if (rules == nullptr) return;
  for (const auto& rule : rules->entries) {
    const std::string prefix = "rules." + rule.key + ".";
    walk(*rule_table(), rule.value, prefix, &rule.value, visit);
    const Value* kind = rule.value.find("instrument");
    for (const auto& instrument : instruments) {
      if (kind != nullptr && instrument.name == kind->text)
        walk(*instrument.table, rule.value, prefix, &rule.value, visit);
    }
  }
}

}  // namespace entrepot::scenario
