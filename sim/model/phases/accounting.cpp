// Accounting: goods retire, and the books are audited.

#include <algorithm>

#include "entrepot/core/units.hpp"
#include "entrepot/model/buyer_books.hpp"
#include "entrepot/model/phases.hpp"

namespace entrepot::model {
namespace {

void retire_goods(Writes<BuyerState, PublicState, Ledger> week) {
  for (const world::Cohort& old : week->state.buyers.retiring[week->number])
    retire(week, old.buyer, old.product, old.units);
  week.buyers().retiring[week->number].clear();
}

double restricted_stock(const WeekContext& week) {
  const auto& buyers = week.agents.buyers;
  double stock = 0;
  for (std::size_t group = 0; group < buyers.group_parameters.size(); ++group) {
    if (!restricted(buyers.group_parameters[group]->segment)) continue;
    for (std::size_t row = buyers.group_begin[group]; row < buyers.group_begin[group + 1]; ++row)
      stock += week.state.buyers.installed[BuyerId{row}];
  }
  return stock;
}

/// Every holder of goods and money is audited every week, buyers only if they moved some; all of them at the end of
/// every quarter and of the run, so that a table that changed without a posting is found too.
void audit(Writes<Ledger> week) {
  const bool last = week->number + 1 == week->setting.calendar.weeks();
  const bool quarter_ends = (week->number + 1) % weeks_per_quarter == 0;
  week.ledger().audit(week->number, week->setting.calendar, week->setting.catalogue, week->agents, week->state,
                      last || quarter_ends ? Ledger::Buyers::all : Ledger::Buyers::moved_since_last_audit);
}

/// Whether a product was made for places that may not have it.
bool is_stranded(const WeekContext& week, ProductId p) {
  const auto& products = week.setting.catalogue.products;
  if (products.facts[p].sold_in.empty()) return false;
  for (const JurisdictionId place : Rows<JurisdictionId>(week.setting.geography.jurisdictions().size())) {
    if (!products.sold_in[p][place.row()]) continue;
    if (week.rules.decision(p, place, place).review < policy::Review::presumption_of_denial) return false;
  }
  return true;
}

void value_stranded_stock(Writes<Record> week) {
  for (const ProductId p : Rows<ProductId>(week->products())) {
    if (!is_stranded(week, p)) continue;
    const auto& vendors = week->state.vendors;
    const Units units = vendors.stock[p] + vendors.in_production[p];
    week.record().stranded_stock(week->number, week->vendor(p).row()) += (week->list_price(p) * units).cents;
  }
}

void count_dealers_stock(Writes<Record> week) {
  const auto& dealers = week->state.intermediaries;
  for (const std::uint32_t cell : dealers.deals_in) week.record().dealers_stock(week->number) += dealers.stock[cell];
}

/// Lawful orders and applications of restricted end users that are still open when the run ends.
void count_waiting(Writes<Record> week) {
  const auto count = [&](const world::Order& order) {
    if (order.pathway == world::Pathway::grey || !restricted(week->agents.buyers.segment[order.buyer])) return;
    week.record().waiting_value(week->vendor(order.product).row()) +=
        (week->list_price(order.product) * order.open).cents;
  };
  using Books = std::vector<std::vector<world::Order>>;
  for (const Books* books :
       std::initializer_list<const Books*>{&week->state.vendors.book.cells(), &week->state.channels.book}) {
    for (const auto& book : *books) std::for_each(book.begin(), book.end(), count);
  }
  for (const auto& application : week->state.licensing.applications) count(application.order);
  for (const auto& application : week->state.licensing.imports) count(application.order);
}

}  // namespace

void phases::accounting(AccountingWeek week) {
  retire_goods(week);
  week.record().restricted_stock(week->number) = restricted_stock(week);
  value_stranded_stock(week);
  count_dealers_stock(week);
  if (week->number + 1 == week->setting.calendar.weeks()) count_waiting(week);
  audit(week);
}

}  // namespace entrepot::model
