#include "entrepot/model/world/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entrepot/core/error.hpp"

namespace entrepot::world {
namespace {

template <class Map>
std::size_t row_of(const Map& map, const std::string& name) {
  return static_cast<std::size_t>(std::distance(map.begin(), map.find(name)));
}

std::size_t row_of_name(const std::vector<std::string>& names, std::string_view name, std::string_view kind) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) throw Error(fmt::format("no {} '{}'", kind, name), ExitCode::bad_input);
  return static_cast<std::size_t>(it - names.begin());
}

void add_vendors(const scenario::Scenario& scenario, Date first_day, const Jurisdictions& jurisdictions,
                 Vendors& vendors) {
  for (const auto& [key, vendor] : scenario.vendors) {
    vendors.names.push_back(key);
    vendors.home.push_back(jurisdictions.find(vendor.home));
    vendors.ships_from.push_back(jurisdictions.find(vendor.ships_from));
    vendors.kyc.push_back(vendor.kyc);
    vendors.stock_cover_weeks.push_back(vendor.stock_cover_weeks);
    vendors.under_controls.push_back(vendor.under_controls ? 1 : 0);
    vendors.software.push_back(vendor.software);
    vendors.fiscal_year_end_month.push_back(static_cast<int>(vendor.fiscal_year_end_month));
    vendors.sells_to.push_back(vendor.sells_only_to.empty() ? JurisdictionSet{}.set()
                                                            : jurisdictions.matching(vendor.sells_only_to, first_day));
  }
}

/// Whether buyers anywhere can compare other parts with it.
bool is_reference(const scenario::Scenario& scenario, const Catalogue& catalogue, ProductId p) {
  const auto& product = catalogue.products.facts[p];
  const std::string& vendor = catalogue.vendors.names[catalogue.products.vendor[p].row()];
  return product.redesign_of.empty() && product.sold_in.empty() && scenario.vendors.at(vendor).sells_only_to.empty();
}

/// USD per usable H100e at list price.
double usable_price(const Catalogue& catalogue, ProductId p, Week week) {
  const auto& product = catalogue.products.facts[p];
  return catalogue.products.list_price[p][static_cast<std::size_t>(week)].dollars() /
         (product.h100e * product.software_factor);
}

/// The cheapest part made in a week, per usable H100e; none if none is.
ProductId cheapest_new_part(const scenario::Scenario& scenario, const Catalogue& catalogue, Week week, bool any_part) {
  ProductId cheapest = ProductId::none();
  for (const ProductId p : Rows<ProductId>(catalogue.products.size())) {
    const bool usable = catalogue.products.facts[p].software_factor > 0 && catalogue.products.made(p, week);
    if (!usable || !(any_part || is_reference(scenario, catalogue, p))) continue;
    if (!cheapest.exists() || usable_price(catalogue, p, week) < usable_price(catalogue, cheapest, week)) cheapest = p;
  }
  return cheapest;
}

}  // namespace

std::vector<Money> weekly_prices(const scenario::Series& path, const Calendar& calendar) {
  std::vector<Money> prices;
  for (Week week = 0; week < calendar.weeks(); ++week)
    prices.push_back(Money::from_dollars(path.at(calendar.date_of(week))));
  return prices;
}

void set_reference_prices(const scenario::Scenario& scenario, const Calendar& calendar, Catalogue& catalogue) {
  const double memory = static_cast<double>(scenario.demand.reference_price_weeks);
  double price = 0;
  catalogue.cheapest_part.clear();
  catalogue.cheapest_price.clear();
  catalogue.reference_price.clear();
  for (Week week = 0; week < calendar.weeks(); ++week) {
    ProductId best = cheapest_new_part(scenario, catalogue, week, false);
    if (!best.exists()) best = cheapest_new_part(scenario, catalogue, week, true);
    const double newest = best.exists() ? usable_price(catalogue, best, week) : price;
    price = price == 0 ? newest : price + (newest - price) / memory;
    catalogue.cheapest_part.push_back(best);
    catalogue.cheapest_price.push_back(newest);
    catalogue.reference_price.push_back(price);
  }
  // Before anything is on sale, buyers see the first price to come.
  const auto first = std::find_if(catalogue.reference_price.begin(), catalogue.reference_price.end(),
                                  [](double seen) { return seen > 0; });
  const double opening = first == catalogue.reference_price.end() ? 1.0 : *first;
  std::fill(catalogue.reference_price.begin(), first, opening);
}

VendorId Vendors::find(std::string_view name) const { return VendorId{row_of_name(names, name, "vendor")}; }

ProductId Products::find(std::string_view name) const { return ProductId{row_of_name(names, name, "product")}; }

Catalogue make_catalogue(const scenario::Scenario& scenario, const Calendar& calendar,
                         const Jurisdictions& jurisdictions) {
  Catalogue catalogue;
  add_vendors(scenario, calendar.start(), jurisdictions, catalogue.vendors);
  for (const auto& [key, line] : scenario.lines) {
    catalogue.lines.names.push_back(key);
    catalogue.lines.id.push_back(stable_id("lines/" + key, 0));
    catalogue.lines.vendor.push_back(VendorId{row_of(scenario.vendors, line.vendor)});
    catalogue.lines.capacity.push_back(line.capacity);
    catalogue.lines.lead_weeks.push_back(static_cast<Week>(line.lead_weeks));
    catalogue.lines.limits.push_back(line.limits);
    catalogue.lines.price_response.push_back(line.price_response);
    catalogue.lines.products.push_back({});
  }
  for (const auto& [key, product] : scenario.products) {
    const LineId line{row_of(scenario.lines, product.line)};
    catalogue.lines.products[line].emplace_back(catalogue.products.size());
    catalogue.products.names.push_back(key);
    catalogue.products.id.push_back(stable_id("products/" + key, 0));
    catalogue.products.line.push_back(line);
    catalogue.products.vendor.push_back(catalogue.lines.vendor[line]);
    catalogue.products.release.push_back(calendar.week_of(product.release));
    catalogue.products.end.push_back(product.end ? calendar.week_of(*product.end) : calendar.weeks() + 1);
    catalogue.products.facts.push_back(product);
    catalogue.products.list_price.push_back(weekly_prices(product.list_price, calendar));
    catalogue.products.sold_in.push_back(
        product.sold_in.empty() ? JurisdictionSet{}.set() : jurisdictions.matching(product.sold_in, calendar.start()));
    catalogue.products.h100e.push_back(product.h100e);
  }
  return catalogue;
}

}  // namespace entrepot::world
