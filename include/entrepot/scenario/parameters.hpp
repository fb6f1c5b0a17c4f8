#pragma once
// The typed, immutable scenario. Each record declares its members and, beside them, rows that describe them: key, unit,
// range, default, meaning and source (see Row in scenario/schema.hpp). Maps are sorted by name, so the order of entries
// in a YAML file has no effect.

#include <map>
#include <string>

#include "entrepot/scenario/parameters/buyer.hpp"
#include "entrepot/scenario/parameters/channel.hpp"
#include "entrepot/scenario/parameters/choice.hpp"
#include "entrepot/scenario/parameters/cloud.hpp"
#include "entrepot/scenario/parameters/costs.hpp"
#include "entrepot/scenario/parameters/demand.hpp"
#include "entrepot/scenario/parameters/enforcement.hpp"
#include "entrepot/scenario/parameters/entry.hpp"
#include "entrepot/scenario/parameters/grey_market.hpp"
#include "entrepot/scenario/parameters/intermediary.hpp"
#include "entrepot/scenario/parameters/licensing.hpp"
#include "entrepot/scenario/parameters/model_form.hpp"
#include "entrepot/scenario/parameters/network.hpp"
#include "entrepot/scenario/parameters/observation.hpp"
#include "entrepot/scenario/parameters/perception.hpp"
#include "entrepot/scenario/parameters/places.hpp"
#include "entrepot/scenario/parameters/products.hpp"
#include "entrepot/scenario/parameters/resale.hpp"
#include "entrepot/scenario/parameters/retail_market.hpp"
#include "entrepot/scenario/parameters/routing.hpp"
#include "entrepot/scenario/parameters/rule.hpp"
#include "entrepot/scenario/parameters/run.hpp"
#include "entrepot/scenario/parameters/screening.hpp"
#include "entrepot/scenario/parameters/supply.hpp"
#include "entrepot/scenario/parameters/suspicion.hpp"

namespace entrepot::scenario {

struct Scenario {
  std::string title;
  std::string question;
  CalendarParameters calendar;
  RunParameters run;
  std::map<std::string, Jurisdiction> jurisdictions;
  std::map<std::string, Lane> lanes;
  std::map<std::string, Vendor> vendors;
  std::map<std::string, Line> lines;
  std::map<std::string, Product> products;
  std::map<std::string, ChannelGroup> channel_partners;
  std::map<std::string, IntermediaryGroup> intermediaries;
  std::map<std::string, BuyerGroup> buyers;
  std::map<std::string, RetailMarket> retail_markets;
  Demand demand;
  Supply supply;
  Choice choice;
  GreyMarket grey_market;
  Network network;
  Entry entry;
  Perception perception;
  Screening screening;
  Licensing licensing;
  Routing routing;
  Enforcement enforcement;
  Suspicion suspicion;
  Cloud cloud;
  Resale resale;
  ModelForm model;
  Observation observation;
  Costs costs;
  std::map<std::string, Rule> rules;

  template <class Rows>
  static void rows(Rows& row) {
    using S = Scenario;
    // clang-format off
    row("title", &S::title, {.meaning = "Title of the scenario.", .outside_identity = true});
    row("question", &S::question, {.fallback = "''", .meaning = "Question that the scenario answers.", .outside_identity = true});
    row("calendar", &S::calendar, {.meaning = "Simulated period."});
    row("run", &S::run, {.meaning = "Settings of the run."});
    row("jurisdictions", &S::jurisdictions, {.meaning = "Places, by ISO code."});
    row("lanes", &S::lanes, {.meaning = "Families of lanes between places."});
    row("vendors", &S::vendors, {.meaning = "Makers of accelerators."});
    row("lines", &S::lines, {.meaning = "Production lines of the vendors."});
    row("products", &S::products, {.meaning = "Accelerators."});
    row("channel_partners", &S::channel_partners, {.optional = true, .meaning = "Groups of OEMs and distributors."});
    row("intermediaries", &S::intermediaries, {.optional = true, .meaning = "Groups of resellers, brokers and shell companies."});
    row("buyers", &S::buyers, {.meaning = "Groups of end users."});
    row("retail_markets", &S::retail_markets, {.optional = true, .meaning = "Retail markets, separate from the trade in servers; none if omitted."});
    row("demand", &S::demand, {.meaning = "Demand parameters common to all buyers."});
    row("supply", &S::supply, {.meaning = "How vendors and channel partners plan."});
    row("choice", &S::choice, {.meaning = "How buyers choose."});
    row("grey_market", &S::grey_market, {.meaning = "Prices and costs of the grey trade."});
    row("network", &S::network, {.meaning = "How agents find their partners, and how evaders trust each other."});
    row("entry", &S::entry, {.meaning = "Entry and return of diverters."});
    row("perception", &S::perception, {.meaning = "How evaders form their perceived risk of detection."});
    row("screening", &S::screening, {.meaning = "Red flags on orders."});
    row("licensing", &S::licensing, {.meaning = "Licence review."});
    row("routing", &S::routing, {.meaning = "Routes of diverted lots."});
    row("enforcement", &S::enforcement, {.meaning = "Checks, cases and listings."});
    row("suspicion", &S::suspicion, {.meaning = "Contributions of leads to the authority's score of a firm."});
    row("cloud", &S::cloud, {.meaning = "The market for rented compute."});
    row("resale", &S::resale, {.meaning = "Used chips, repair and retirement."});
    row("model", &S::model, {.meaning = "Alternative forms of submodels."});
    row("observation", &S::observation, {.meaning = "Coverage, delay and error of published data on the trade."});
    row("costs", &S::costs, {.meaning = "Unit costs of enforcement, for the cost outputs only; no agent acts on them."});
    // clang-format on
  }
};

}  // namespace entrepot::scenario
