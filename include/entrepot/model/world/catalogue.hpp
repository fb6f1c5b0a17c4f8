#pragma once
// Vendors, their production lines and their products.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/core/id.hpp"
#include "entrepot/core/quantity.hpp"
#include "entrepot/core/random.hpp"
#include "entrepot/model/world/geography.hpp"
#include "entrepot/scenario/parameters.hpp"

namespace entrepot::world {

struct Vendors {
  std::vector<std::string> names;
  Column<VendorId, JurisdictionId> home;
  Column<VendorId, JurisdictionId> ships_from;
  Column<VendorId, double> kyc;
  Column<VendorId, double> stock_cover_weeks;
  Column<VendorId, char> under_controls;  ///< whether the exporting authority's rules reach its products
  Column<VendorId, JurisdictionSet> sells_to;
  Column<VendorId, scenario::SoftwareLearning> software;
  Column<VendorId, int> fiscal_year_end_month;  ///< 1 to 12
  [[nodiscard]] std::size_t size() const { return names.size(); }
  /// Throws Error for a name that is not in the scenario.
  [[nodiscard]] VendorId find(std::string_view name) const;
};

struct Lines {
  std::vector<std::string> names;
  Column<LineId, StableId> id;
  Column<LineId, VendorId> vendor;
  Column<LineId, scenario::Series> capacity;  ///< units/week started
  Column<LineId, Week> lead_weeks;
  Column<LineId, scenario::SupplyLimits> limits;
  Column<LineId, scenario::PriceResponse> price_response;
  Column<LineId, std::vector<ProductId>> products;
  [[nodiscard]] std::size_t size() const { return names.size(); }
};

struct Products {
  std::vector<std::string> names;
  Column<ProductId, StableId> id;
  Column<ProductId, LineId> line;
  Column<ProductId, VendorId> vendor;
  Column<ProductId, Week> release;  ///< first week of sale; may be before the run
  Column<ProductId, Week> end;      ///< first week without production; remaining stock is still sold
  Column<ProductId, scenario::Product> facts;
  Column<ProductId, std::vector<Money>> list_price;  ///< by week
  Column<ProductId, JurisdictionSet> sold_in;
  Column<ProductId, double> h100e;
  [[nodiscard]] std::size_t size() const { return names.size(); }
  /// Throws Error for a name that is not in the scenario.
  [[nodiscard]] ProductId find(std::string_view name) const;
  [[nodiscard]] bool made(ProductId p, Week week) const { return release[p] <= week && week < end[p]; }
};

struct Catalogue {
  /// Whether it is for sale in a place at all, by the vendor's choice.
  [[nodiscard]] bool is_sold_in(ProductId p, JurisdictionId place) const {
    return vendors.sells_to[products.vendor[p]][place.row()] && products.sold_in[p][place.row()];
  }
  Vendors vendors;
  Lines lines;
  Products products;
  std::vector<ProductId> cheapest_part;  ///< by week: the new part with the lowest price of an H100e, if there is one
  std::vector<double> cheapest_price;    ///< by week: that price, USD
  std::vector<double> reference_price;   ///< by week: the same as buyers see it, who follow it slowly
};

/// The path of a price, by week.
std::vector<Money> weekly_prices(const scenario::Series& path, const Calendar& calendar);

/// Sets the cheapest part and price of every week, and the reference price. The first is the lowest price per
/// H100-equivalent of the parts then made that are sold everywhere, or of all parts if there are none; the second
/// follows it as an exponential mean.
void set_reference_prices(const scenario::Scenario& scenario, const Calendar& calendar, Catalogue& catalogue);

Catalogue make_catalogue(const scenario::Scenario& scenario, const Calendar& calendar,
                         const Jurisdictions& jurisdictions);

}  // namespace entrepot::world
