// The tallies of model::Record as datasets: one per member declared as an output (model/tally.hpp), in the order of the
// struct.

#include <string_view>

#include "output_tables.hpp"

namespace entrepot::results {
namespace {

using model::OutputField;
using model::Record;

template <class Tally>
std::vector<std::string> dimensions_of() {
  std::vector<std::string> names;
  for (const model::Dim dim : Tally::axes) names.emplace_back(model::dim_names[static_cast<std::size_t>(dim)]);
  return names;
}

std::vector<double> in_dollars(const std::vector<model::Cents>& cents) {
  std::vector<double> dollars;
  dollars.reserve(cents.size());
  for (const model::Cents amount : cents) dollars.push_back(Money{amount}.dollars());
  return dollars;
}

/// The output of a tally. `part` returns the tally's table in a record.
template <class Part, class Tally, class Find>
Output output_of(const OutputField<Part, Tally>& field, std::string_view prefix, Find part) {
  using Number = typename std::remove_cvref_t<decltype(std::declval<Tally>().values())>::value_type;
  constexpr bool whole_numbers = std::is_integral_v<Number>;
  const bool cents = whole_numbers && field.unit == "USD";
  Output output;
  output.info = {std::string(prefix) + std::string(field.name),
                 dimensions_of<Tally>(),
                 whole_numbers && !cents ? NumberType::integer : NumberType::real,
                 std::string(field.unit),
                 std::string(field.title),
                 std::string(field.meaning)};
  output.summarised = field.summarised;
  output.take = [part, cents, member = field.member](const Axes&, const Record& record) -> Values {
    const auto& values = (part(record).*member).values();
    if constexpr (whole_numbers) {
      if (cents) return in_dollars(values);
    }
    return values;
  };
  return output;
}

template <class Part>
constexpr std::string_view prefix_of() {
  if constexpr (requires { Part::output_prefix; }) {
    return Part::output_prefix;
  } else {
    return "";
  }
}

/// Adds the outputs declared in a table of the record.
template <class Part, class Find>
void add_outputs(std::vector<Output>& outputs, Find part) {
  for_each_field<Part>([&](const auto& field) {
    if constexpr (requires { field.title; }) outputs.push_back(output_of(field, prefix_of<Part>(), part));
  });
}

}  // namespace

std::vector<Output> raw_outputs() {
  std::vector<Output> outputs;
  add_outputs<Record>(outputs, [](const Record& record) -> const Record& { return record; });
  add_outputs<model::Returns>(outputs, [](const Record& record) -> const model::Returns& { return record.returns; });
  add_outputs<model::Published>(outputs,
                                [](const Record& record) -> const model::Published& { return record.published; });
  return outputs;
}

}  // namespace entrepot::results
