#include "entrepot/model/phases.hpp"

namespace entrepot::model {
namespace {

/// The name of a table as documents have it: that of a part of the state as declared there.
template <class Table>
std::string_view table_name() {
  if constexpr (std::is_same_v<Table, Ledger>) {
    return "ledger";
  } else if constexpr (std::is_same_v<Table, Record>) {
    return "record";
  } else if constexpr (std::is_same_v<Table, Messages>) {
    return "messages";
  } else {
    std::string_view name;
    for_each_field<world::State>([&]<class Part>(const Field<world::State, Part>& part) {
      if constexpr (std::is_same_v<Part, Table>) name = part.name;
    });
    return name;
  }
}

template <class... Tables>
std::vector<std::string_view> written_by(void (*)(Writes<Tables...>)) {
  return {table_name<Tables>()...};
}

template <auto run>
Phase phase(std::string_view name, std::vector<Purpose> draws, std::string_view meaning) {
  return {name, [](WeekContext& week) { run(week); }, std::move(draws), written_by(run), meaning};
}

}  // namespace

const std::vector<Phase>& week_phases() {
  using enum Purpose;
  static const std::vector<Phase> week{
      phase<phases::policy>("policy", {listing, guidance}, "Rules and listings that take effect cancel barred orders."),
      phase<phases::demand>("demand", {demand, choice, nest_taste, queue, guidance},
                            "Buyers that decide this week compare their options, and order the compute they lack."),
      phase<phases::licensing>("licensing", {licensing}, "Officers decide applications, first in, first out."),
      phase<phases::resale>("resale", {resale, tips, origin_hold},
                            "Owners sell old units, dealers buy some, and units that nobody may serve fail."),
      phase<phases::diversion>("diversion", {diversion, observation},
                               "Intermediaries accept or decline grey orders, and revise their prices."),
      phase<phases::procurement>("procurement", {screening, guidance, import_decision},
                                 "Orders enter suppliers' order books unless the buyer's government or red flags stop "
                                 "them."),
      phase<phases::rental>("rental", {rental}, "Buyers that chose to rent request a contract from a cloud."),
      phase<phases::allocation>(
          "allocation", {billing, tips, origin_hold},
          "Production lines finish and start units, vendors allocate scarce goods, and first sales are invoiced."),
      phase<phases::shipping>(
          "shipping", {routing, customs, tips, location, port_check, permit, site_check, entry, stopping, registry},
          "Lots arrive, change hands, and cross borders under inspection."),
      phase<phases::enforcement>(
          "enforcement", {end_use_check, investigation, targeting, entry, listing, records, site_check},
          "The authority ranks leads, checks end uses, opens and closes cases, and lists firms."),
      phase<phases::charges>("charges", {charge},
                             "Some proved cases lead to criminal charges; due charges become public."),
      phase<phases::learning>(
          "learning", {search, deposit},
          "Beliefs discount old evidence, vendors publish lead times, and buyers replace contacts without offers."),
      phase<phases::turnover>(
          "turnover", {entry},
          "Listed and insolvent firms close, new firms are founded, and some owners of listed firms "
          "return under a new name."),
      phase<phases::retail>(
          "retail", {retail, retail_diversion},
          "Buyers of a few units order at posted prices; traders sell, revise their prices and restock."),
      phase<phases::accounting>("accounting", {}, "Old goods retire, and the ledger is audited."),
      phase<phases::observation>("observation", {}, "Due statistics, filings and price reports are published."),
  };
  return week;
}

}  // namespace entrepot::model
