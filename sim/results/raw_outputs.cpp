// The tallies of engine::Record as datasets.

#include "output_tables.hpp"

namespace entrepot::results {
namespace {

using engine::Record;
using engine::Tally;

/// An output that is a tally as it stands.
template <class T, std::size_t Rank>
auto as_is(Tally<T, Rank> Record::*tally) {
  return [tally](const Axes&, const Record& record) -> Values { return (record.*tally).values(); };
}

/// An output in USD of a tally in US cents.
template <std::size_t Rank>
auto in_dollars(Tally<std::int64_t, Rank> Record::*tally) {
  return [tally](const Axes&, const Record& record) -> Values {
    const auto& cents = (record.*tally).values();
    std::vector<double> dollars;
    dollars.reserve(cents.size());
    for (const std::int64_t amount : cents) dollars.push_back(Money{amount}.dollars());
    return dollars;
  };
}

constexpr auto integer = NumberType::integer;
constexpr auto real = NumberType::real;

}  // namespace

std::vector<Output> raw_outputs() {
  using R = Record;
  using S = Summarised;
  // One output a line, however long: a table reads best as rows.
  // clang-format off
  return {
      {{"produced", {"week", "product"}, integer, "units", "Units produced", "Finished by the vendors' production lines."}, S::no, as_is(&R::produced)},
      {{"sold", {"week", "product"}, integer, "units", "Units sold", "First sales by vendors, in the week of the invoice."}, S::no, as_is(&R::sold)},
      {{"controlled_sold", {"week", "product"}, integer, "units", "Controlled units sold", "First sales of products that needed a licence for some end user in that week."}, S::no, as_is(&R::controlled_sold)},
      {{"leaked", {"week", "product"}, integer, "units", "Units leaked", "Controlled units that reached an end user who needed a licence and had none, in the week of delivery."}, S::yes, as_is(&R::leaked)},
      {{"seized", {"week", "product"}, integer, "units", "Units seized", "Diverted units taken at a border or transfer."}, S::no, as_is(&R::seized)},
      {{"leaked_by_hub", {"month", "hub"}, integer, "units", "Units leaked by hub", "Leaked units by the hub whose intermediary diverted them; leaks through other places are left out."}, S::yes, as_is(&R::leaked_by_hub)},
      {{"hub_received", {"month", "hub"}, integer, "units", "Units received in hubs", "Units that reached consignees in the hub."}, S::no, as_is(&R::hub_received)},
      {{"leaked_by_path", {"month", "path"}, integer, "units", "Units leaked by path", "Leaked units by the way they went from hub to end user."}, S::no, as_is(&R::leaked_by_path)},
      {{"leaked_by_cause", {"month", "leak_hub", "intermediary_group", "failed_check"}, integer, "units", "Units leaked by cause", "Leaked units by the hub, the kind of intermediary that diverted them, and the last check that could have stopped them."}, S::no, as_is(&R::leaked_by_cause)},
      {{"licence_applications", {"week"}, integer, "applications", "Licence applications", "Filed in the week."}, S::no, as_is(&R::licence_applications)},
      {{"licence_approvals", {"week"}, integer, "applications", "Licences approved", "Closed with approval in the week."}, S::no, as_is(&R::licence_approvals)},
      {{"licence_denials", {"week"}, integer, "applications", "Licences denied", "Closed with denial in the week."}, S::no, as_is(&R::licence_denials)},
      {{"honest_orders_refused", {"week"}, integer, "orders", "Honest orders refused", "Orders for an honest end user that a supplier's screening turned down: collateral harm."}, S::no, as_is(&R::honest_orders_refused)},
      {{"honest_units_refused", {"week"}, integer, "units", "Units of honest orders refused", "Units of the honest orders that screening turned down."}, S::no, as_is(&R::honest_units_refused)},
      {{"grey_orders_refused", {"week"}, integer, "orders", "Diverters' orders refused", "Orders under a cover story that a supplier's screening turned down."}, S::no, as_is(&R::grey_orders_refused)},
      {{"honest_lots_delayed", {"week"}, integer, "lots", "Honest lots delayed", "Honest lots held for an inspection."}, S::no, as_is(&R::honest_lots_delayed)},
      {{"units_barred", {"week"}, integer, "units", "Units barred", "Open orders that a new rule stopped."}, S::no, as_is(&R::units_barred)},
      {{"cases_opened", {"week"}, integer, "cases", "Cases opened", "Investigations begun."}, S::no, as_is(&R::cases_opened)},
      {{"entity_listings", {"week"}, integer, "listings", "Entity listings", "Intermediaries put on the entity list by the authority's cases."}, S::no, as_is(&R::entity_listings)},
      {{"end_use_checks", {"week"}, integer, "checks", "End-use checks", "Checks made at consignees."}, S::no, as_is(&R::end_use_checks)},
      {{"grey_units_asked", {"week"}, integer, "units", "Grey units asked", "Units that barred end users asked intermediaries for."}, S::no, as_is(&R::grey_units_asked)},
      {{"grey_units_accepted", {"week"}, integer, "units", "Grey units accepted", "Units of those that intermediaries took on."}, S::no, as_is(&R::grey_units_accepted)},
      {{"tenants_refused", {"week"}, integer, "requests", "Tenants refused", "Requests of restricted tenants to rent abroad that a cloud's know-your-customer check turned away."}, S::no, as_is(&R::tenants_refused)},
      {{"location_reveals", {"week"}, integer, "lots", "Lots that gave their place away", "Diverted lots whose location check named their seller."}, S::no, as_is(&R::location_reveals)},
      {{"rule_units", {"month", "rule", "rule_outcome"}, integer, "units", "Units by deciding rule", "Units by the rule that decided on them, and what became of them: shipped (licensed or exempt under the rule, or where no rule asked for a licence), licence denied, struck out of an order book, or leaked to an end user whom the rule bars."}, S::no, as_is(&R::rule_units)},
      {{"leaked_h100e", {"week"}, real, "H100e", "Compute leaked", "Leaked units in H100 equivalents."}, S::no, as_is(&R::leaked_h100e)},
      {{"controlled_h100e_sold", {"week"}, real, "H100e", "Controlled compute sold", "Controlled units sold in H100 equivalents."}, S::no, as_is(&R::controlled_h100e_sold)},
      {{"restricted_stock", {"week"}, real, "H100e", "Restricted stock", "Effective compute installed at restricted end users at the end of the week, from whatever source."}, S::yes, as_is(&R::restricted_stock)},
      {{"rented_h100e", {"week"}, real, "H100e", "Compute rented abroad", "Compute that restricted tenants rent from clouds abroad: leakage of access, not of chips, and in no count of leaked units."}, S::yes, as_is(&R::rented_h100e)},
      {{"rent", {"week"}, real, "USD H100e-1 week-1", "Rent of compute", "Clouds' price of an H100 equivalent for a week."}, S::yes, as_is(&R::rent)},
      {{"leaked_value", {"week"}, real, "USD", "Value leaked", "Leaked units at the price of their first sale."}, S::no, in_dollars(&R::leaked_value)},
      {{"controlled_value_sold", {"week"}, real, "USD", "Controlled value sold", "Vendors' revenue from controlled units sold."}, S::no, in_dollars(&R::controlled_value_sold)},
      {{"grey_premium", {"week"}, real, "1", "Grey premium", "Mean price of accepted grey units over list price, less one; NaN in a week without."}, S::yes, as_is(&R::grey_premium)},
      {{"revenue", {"month", "vendor", "place", "view"}, real, "USD", "Vendors' revenue", "First sales in the month of the invoice, by three views of where they were made. Under true_destination, sales move from 'pipeline' to the end user's place on delivery."}, S::yes, in_dollars(&R::vendor_revenue)},
  };
  // clang-format on
}

}  // namespace entrepot::results
