#pragma once
// The typed, immutable scenario. Keys, units, ranges, defaults and meanings stand in the tables of
// sim/scenario/tables_*.cpp; the members here only hold the values. Maps are sorted by name, so the order of a YAML
// file never matters.

#include <any>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/core/calendar.hpp"
#include "entrepot/scenario/values.hpp"

namespace entrepot::scenario {

struct CalendarParameters {
  Date start;
  Date end;
};

struct RunParameters {
  std::int64_t seed;
  std::int64_t replicates;
  double confidence;
};

struct Customs {
  double inspection_rate;
  double transfer_inspection_rate;
  double detection;
  double cooperation;
  double responsiveness;
  double capacity;
};

struct Legal {
  double fine_multiple;
  bool limited_liability;
};

struct Jurisdiction {
  std::string name;
  std::vector<std::string> groups;
  bool hub;
  double data_centres;
  double data_centre_mw;
  double ai_share_of_mw;
  Customs customs;
  Legal legal;
};

enum class LaneMode { air_freight, sea, road, courier, hand_carry };

/// A family of lanes: one between every ordered pair of `between`, or from every `from` to every `to`.
struct Lane {
  std::vector<std::string> between;
  std::vector<std::string> from;
  std::vector<std::string> to;
  LaneMode mode;
  std::int64_t weeks;
  double cost;
  double inspection_factor;
  double capacity;
};

struct Line {
  std::string vendor;
  Series capacity;
  std::int64_t lead_weeks;
};

struct Product {
  std::string line;
  Date release;
  std::optional<Date> end;
  double tpp;
  double performance_density;
  double memory_bandwidth;
  double link_speed;
  double list_price;
  double h100e;
  std::optional<double> inference_h100e;
  double software_factor;
  std::string redesign_of;
  std::vector<std::string> redesign_for;
  std::int64_t redesign_lag_weeks;
};

struct Vendor {
  std::string name;
  std::string home;
  std::string ships_from;
  double kyc;
  double stock_cover_weeks;
  bool under_controls;
  std::int64_t fiscal_year_end_month;
  std::vector<std::string> sells_only_to;
};

struct ChannelGroup {
  std::string stream;
  std::int64_t count;
  Shares jurisdiction;
  std::string bills_in;
  std::vector<std::string> vendors;
  Distribution kyc;
  Distribution margin;
  Distribution stock_cover_weeks;
  Distribution size;
  std::int64_t priority;
};

struct IntermediaryGroup {
  std::string stream;
  std::int64_t count;
  std::int64_t reserve;
  Shares jurisdiction;
  Shares warehouse;
  bool shell;
  Distribution age_years;
  Distribution working_capital;
  Distribution plausible_units;
  Distribution wrongdoing_cost;
  Distribution risk_aversion;
  Distribution honest_revenue;
  Distribution prior_detection;
  Distribution margin;
  std::int64_t suppliers;
};

enum class Segment : std::uint8_t {
  hyperscaler,
  neocloud,
  enterprise,
  research,
  government,
  restricted_lab,
  restricted_cloud,
  restricted_military
};

struct BuyerGroup {
  std::string stream;
  std::int64_t count;
  Segment segment;
  Shares jurisdiction;
  std::string parent;
  bool direct;
  double reseller_share;
  Distribution initial_stock;
  Distribution growth;
  Distribution demand_noise;
  Distribution willingness_to_pay;
  Distribution budget;
  Distribution cadence_weeks;
  Distribution patience_weeks;
  Distribution foresight_weeks;
  double inference_share;
  double delay_cost;
  std::int64_t grey_contacts;
  Shares contact_hubs;
  Distribution wrongdoing_cost;
  Shares billing_centre;
  double centralises_share;
  std::optional<Date> centralises_from;
  std::optional<Date> centralises_until;
  Shares assemblers;
  double assembled_share;
  std::int64_t priority;
  double rental_share;
  double tenant_kyc;
  bool rents_abroad;
  std::string platform;
};

/// A market in small lots: many buyers, who ask for a few units at the posted prices of the traders that they know.
struct RetailMarket {
  std::string stream;
  std::vector<std::string> products;
  std::string destination;
  std::int64_t traders;
  std::int64_t buyers;
  double restricted_share;
  std::int64_t known_traders;
  double mean_demand;
  std::int64_t most_units;
  double first_price;
  double price_step;
  double lowest_price;
  double highest_price;
  std::int64_t first_stock;
  double first_demand;
  double memory;
  double cover_weeks;
  double supply_per_buyer;
  double carried_share;
  double detection;
  double caution_fade;
};

struct Demand {
  double service_life_weeks;
  double budget_growth;
  double price_decline;
};

struct Choice {
  double noise;
  double switching_cost;
};

struct GreyMarket {
  double initial_markup;
  double markup_step;
  double markup_decay;
  double maximum_markup;
  double carrying_cost;
  double deposit;
  double concealment_cost;
  double retained_share;
  double order_cost;
};

/// How evaders find each other.
struct Network {
  double referral_share;
  double trust_gain;
  double trust_loss;
  double search_memory_weeks;
};

/// How firms that divert come and go.
struct Entry {
  double entry_rate;
  double entry_cost;
  double return_share;
  double return_lag_weeks;
};

struct Perception {
  double prior_weight;
  double forgetting;
  double own_weight;
  double hub_weight;
  double supplier_weight;
  double announcement_weight;
  double announcement_reach;
};

struct Screening {
  double intercept;
  double size;
  double age;
  double bill_to_differs;
  double watch_list;
  double absorption;
  double report_share;
};

struct Licensing {
  double officer_hours_per_week;
  double hours_per_application;
  double base_weeks;
  double denial_approval;
  double case_by_case_approval;
  double approval_error;
  double scrutiny;
};

struct Routing {
  std::int64_t alternatives;
  double noise;
  std::int64_t maximum_legs;
};

/// Compute for rent.
struct Cloud {
  double first_rent;
  double lowest_rent;
  double rent_step;
  double lawful_utilisation;
  double usual_utilisation;
  double contract_weeks;
  double weighed_weeks;
  double front_fee;
  double front_concealment;
};

/// Unit costs of what the authority does; they move nothing in the model.
struct Costs {
  double end_use_check;
  double enforcement_case;
};

struct Enforcement {
  double end_use_checks_per_year;
  double investigators;
  double chip_share;
  double random_share;
  double case_weeks;
  double case_success;
  double check_detection;
  double listing_lag_weeks;
  double tip_rate;
  double hub_growth_alarm;
  double learning_memory_weeks;
};

enum class ChoiceRule { logit, threshold };
enum class DiversionRule { threshold, logit };
enum class RiskRule { bayesian, fading_memory };
enum class TargetingRule { learning, exogenous };

/// Alternative forms of submodels, so that a conclusion can be tested against them.
struct ModelForm {
  ChoiceRule choice;
  DiversionRule diversion;
  RiskRule risk;
  TargetingRule targeting;
};

/// What is published of the trade, when, and how well it is known.
struct Observation {
  std::int64_t trade_lag_weeks;
  double survey_coverage;
  std::int64_t billing_lag_weeks;
  double disclosure_share;
  std::int64_t enforcement_lag_weeks;
  std::int64_t price_samples;
  double price_noise;
};

/// What the world can see, and rules can be made to wait for.
enum class Observable { nothing, hub_import_growth, hub_import_load, billing_growth, street_premium, seized_units };

/// A rule with a trigger is in force only once an observed quantity has passed a threshold, and until it falls below
/// another.
struct Trigger {
  Observable observe;
  std::string place;
  double above;
  std::optional<double> until_below;
  std::int64_t lag_weeks;
};

/// A dated rule: its instrument, its dates, and the instrument's own parameters (the struct its table fills).
struct Rule {
  std::string instrument;
  std::optional<Date> announced;
  Date effective;
  std::optional<Date> ends;
  std::optional<Date> withdrawn;
  Trigger trigger;
  std::string source;
  std::string grade;
  std::any parameters;
};

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
  Choice choice;
  GreyMarket grey_market;
  Network network;
  Entry entry;
  Perception perception;
  Screening screening;
  Licensing licensing;
  Routing routing;
  Enforcement enforcement;
  Cloud cloud;
  ModelForm model;
  Observation observation;
  Costs costs;
  std::map<std::string, Rule> rules;
};

}  // namespace entrepot::scenario
