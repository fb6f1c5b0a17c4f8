#include "entrepot/model/world/state_variables.hpp"

#include <fmt/format.h>

#include "entrepot/model/world/agents.hpp"
#include "entrepot/model/world/state.hpp"

namespace entrepot::world {
namespace {

/// The axis of a column; `position` for other types.
template <class T>
constexpr Axis column_axis = Axis::position;
template <class RowId, class T>
constexpr Axis column_axis<Column<RowId, T>> = axis_of<RowId>;

std::string joined(std::initializer_list<Axis> axes) {
  std::string text;
  for (const Axis axis : axes) {
    if (axis != Axis::position)
      text += (text.empty() ? "" : " x ") + std::string(axis_names[static_cast<std::size_t>(axis)]);
  }
  return text;
}

/// A member that is a table with a meaning of its own.
template <class Owner, class Member>
bool is_part(const Field<Owner, Member>& field) {
  return Declared<Member> && field.meaning.empty();
}

template <class T>
StateTable table_of(const std::string& name) {
  StateTable table{name, std::string(T::table_meaning), {}};
  for_each_field<T>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
    if (is_part(field)) return;
    table.variables.push_back({std::string(field.name), joined({column_axis<Member>, field.shape[0], field.shape[1]}),
                               std::string(field.unit), std::string(field.meaning)});
  });
  return table;
}

/// A table, then those that are parts of it. One without variables of its own is left out.
template <class T>
void add_tables(const std::string& name, std::vector<StateTable>& tables) {
  if (StateTable own = table_of<T>(name); !own.variables.empty()) tables.push_back(std::move(own));
  for_each_field<T>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
    if constexpr (Declared<Member>) {
      if (is_part(field)) add_tables<Member>(std::string(field.name), tables);
    }
  });
}

}  // namespace

std::vector<StateTable> attribute_tables() {
  std::vector<StateTable> tables;
  for_each_field<Agents>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
    tables.push_back(table_of<Member>("attributes of " + std::string(field.name)));
  });
  return tables;
}

std::vector<StateTable> state_tables() {
  std::vector<StateTable> tables;
  add_tables<State>("run", tables);
  tables.push_back(table_of<Order>("an order"));
  tables.push_back(table_of<Lot>("a lot"));
  tables.push_back(table_of<FirstSale>("a first sale"));
  tables.push_back(table_of<Cohort>("a cohort"));
  tables.push_back(table_of<Application>("an application"));
  tables.push_back(table_of<ImportApplication>("an import application"));
  tables.push_back(table_of<PartsStock>("parts of a line"));
  tables.push_back(table_of<Case>("a case"));
  tables.push_back(table_of<Charge>("a charge"));
  tables.push_back(table_of<Act>("an act"));
  tables.push_back(table_of<Flag>("a discovery"));
  tables.push_back(table_of<LaneBooking>("a booking"));
  tables.push_back(table_of<Tenancy>("a tenancy"));
  tables.push_back(table_of<Reservation>("a reservation"));
  tables.push_back(table_of<UsedOffer>("a used offer"));
  return tables;
}

}  // namespace entrepot::world
