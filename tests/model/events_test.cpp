// Events agree with what the record counts, and change nothing.

#include "entrepot/model/events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "entrepot/model/week_context.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

using testing::total;

class Counter : public EventSink {
 public:
  void take(const WeekContext& week, const Event& event) override {
    EXPECT_GE(week.number, week_);
    week_ = week.number;
    ++events[event.kind];
    if (event.kind == EventKind::licence_decided) (event.units > 0 ? granted : denied) += 1;
    if (event.kind == EventKind::order_refused) (event.pathway == world::Pathway::grey ? grey : honest) += 1;
    if (event.kind == EventKind::grey_order_taken_on) taken_on += event.units;
    if (event.kind == EventKind::lot_delivered && event.barred) leaked += event.units;
    if (event.kind == EventKind::lot_seized) seized += event.units;
  }
  std::map<EventKind, std::int64_t> events;
  std::int64_t granted = 0, denied = 0, grey = 0, honest = 0;
  Units taken_on = 0, leaked = 0, seized = 0;

 private:
  Week week_ = 0;
};

TEST(Events, AgreeWithTheRecordAndChangeNothing) {
  const auto world = testing::small_baseline_with({"calendar.end=2024-06-30"});
  Counter counter;
  const auto record = simulate(world->setting, 0, {}, &counter);
  EXPECT_EQ(counter.granted, total(record.licence_approvals));
  EXPECT_EQ(counter.denied, total(record.licence_denials));
  EXPECT_EQ(counter.grey, total(record.grey_orders_refused));
  EXPECT_EQ(counter.honest, total(record.honest_orders_refused));
  EXPECT_EQ(counter.taken_on, total(record.grey_units_accepted));
  EXPECT_EQ(counter.leaked, total(record.leaked));
  EXPECT_EQ(counter.seized, total(record.seized));
  EXPECT_EQ(counter.events[EventKind::grey_order_split], total(record.grey_orders_split));
  EXPECT_EQ(counter.events[EventKind::case_opened], total(record.cases_opened));
  EXPECT_EQ(counter.events[EventKind::firm_listed], total(record.entity_listings));
  EXPECT_EQ(counter.events[EventKind::firm_founded], total(record.firms_founded));
  EXPECT_EQ(counter.events[EventKind::firm_returned], total(record.firms_returned));
  EXPECT_EQ(counter.events[EventKind::firm_closed], total(record.firms_closed));
  EXPECT_GT(counter.leaked, 0);
  EXPECT_GT(counter.events[EventKind::lot_sets_out], 0);
  EXPECT_THAT(testing::differences(record, simulate(world->setting, 0)), ::testing::IsEmpty());
}

TEST(Events, TellWhenATriggerIsMet) {
  const auto world = testing::small_baseline_with({"calendar.end=2023-06-30",
                                                   "rules.probe={instrument: hub_probe, announced: 2022-10-03, "
                                                   "effective: 2022-10-03, hubs: [SG], inspection_factor: "
                                                   "2, trigger: {observe: street_premium, above: 0}}"});
  Counter counter;
  simulate(world->setting, 0, {}, &counter);
  EXPECT_EQ(counter.events[EventKind::rule_set_off], 1);
}

}  // namespace
}  // namespace entrepot::model
