// A replicate that is saved between two weeks and taken up by another goes on as if nothing had happened, to the bit.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <type_traits>

#include "entrepot/model/replicate_fields.hpp"
#include "entrepot/model/simulation.hpp"
#include "support/baseline.hpp"

namespace entrepot::model {
namespace {

// ---- every member of every table is saved --------------------------------------------------------------------------

/// Gives every number there is a value of its own, and every list three entries.
class Filler {
 public:
  template <class T>
  void fill(T& value) {
    if constexpr (Declared<T>) {
      for_each_field<T>([&](const auto& field) { fill(value.*(field.member)); });
    } else if constexpr (std::is_same_v<T, bool>) {
      value = ++last_ % 2 == 1;
    } else if constexpr (std::is_same_v<T, Money>) {
      value.cents = ++last_;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(++last_ % 2);
    } else if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>(++last_);
    } else if constexpr (detail::is_row_number<T>) {
      value = T{static_cast<std::size_t>(++last_)};
    } else {
      fill_list(value);
    }
  }

 private:
  template <class T>
  void fill_list(std::vector<T>& list) {
    list.resize(3);
    for (T& entry : list) fill(entry);
  }
  template <class RowId, class T>
  void fill_list(Column<RowId, T>& column) {
    fill_list(column.cells());
  }
  template <class T, std::size_t Rank>
  void fill_list(Cells<T, Rank>& tally) {
    for (T& cell : tally.values()) fill(cell);
  }
  std::int64_t last_ = 0;
};

/// Names of all members under T whose bytes are the same in both.
template <class T>
void same_members(const std::string& path, const T& a, const T& b, std::set<std::string>& same) {
  for_each_field<T>([&]<class Owner, class Member>(const Field<Owner, Member>& field) {
    const std::string name = path.empty() ? std::string(field.name) : path + "." + std::string(field.name);
    if constexpr (Declared<Member>) {
      same_members(name, a.*(field.member), b.*(field.member), same);
    } else if (packed(a.*(field.member)) == packed(b.*(field.member))) {
      same.insert(name);
    }
  });
}

class Restarts : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    // To the end of 2026, with a rule that a trigger sets off and lifts, and rules that fill tables of their own.
    world_ = testing::small_baseline_with(
                 {"calendar.end=2026-12-31", rules[0], rules[1], rules[2], rules[3], rules[4], retail})
                 .release();
  }
  static void TearDownTestSuite() { delete world_; }

  static constexpr const char* retail =
      "retail_markets.cards={products: [H100], destination: CN, traders: 30, buyers: 3000}";
  static constexpr const char* rules[] = {
      "rules.probe={instrument: hub_probe, effective: 2023-01-02, hubs: [SG], inspection_factor: 10, "
      "trigger: {observe: street_premium, above: 0.5, until_below: 0.4, lag_weeks: 3}}",
      "rules.reporting={instrument: location_verification, effective: 2023-07-03, coverage: 0.9, reveal_rate: 0.05, "
      "spoofing: 0.3, cost: 10}",
      "rules.checks={instrument: hub_end_use_checks, effective: 2023-07-03, hubs: [SG], checks_per_year: 10}",
      "rules.permit={instrument: hub_permit, effective: 2024-06-03, hubs: [MY], inspection_factor: 1, notice_weeks: 2, "
      "refused_share: 0.3}",
      "rules.listed={instrument: entity_list, effective: 2024-06-03, buyers: [china_enterprises], "
      "channel_partners: [server_makers_china], share: 0.2}"};
  [[nodiscard]] static Week weeks() { return world_->setting.calendar.weeks(); }
  static void run_to(Replicate& run, Week week) {
    while (run.next_week() < week) simulate_week(run);
  }
  static std::unique_ptr<Replicate> restarted(const Replicate& from, std::uint32_t number) {
    auto run = std::make_unique<Replicate>(world_->setting, number);
    const auto bytes = packed(from);
    unpack_all(std::span(bytes), *run);
    return run;
  }

  static testing::World* world_;
};

testing::World* Restarts::world_ = nullptr;

TEST_F(Restarts, EveryMemberOfEveryTableIsSaved) {
  Replicate filled(world_->setting, 0);
  Filler().fill(filled);
  Replicate other(world_->setting, 0);
  std::set<std::string> same;
  same_members("", filled, other, same);
  EXPECT_THAT(same, ::testing::IsEmpty());  // or the next lines would show nothing of it
  const auto bytes = packed(filled);
  unpack_all(std::span(bytes), other);
  EXPECT_EQ(packed(other), bytes);
}

TEST_F(Restarts, AReplicateIsTheSameAgainWhenItIsTakenUpAndEveryWeekAfter) {
  for (const Week week : {1, 30, 64, 190, weeks() - 1}) {
    Replicate whole(world_->setting, 1);
    run_to(whole, week);
    const auto other = restarted(whole, 1);
    EXPECT_EQ(other->next_week(), week);
    ASSERT_EQ(packed(*other), packed(whole)) << week;
    for (Week next = week + 1; next <= std::min(week + 8, weeks()); ++next) {
      run_to(whole, next);
      run_to(*other, next);
      ASSERT_EQ(packed(*other), packed(whole)) << "saved after " << week << ", diverged in " << next;
    }
    run_to(whole, weeks());
    run_to(*other, weeks());
    EXPECT_EQ(packed(*other), packed(whole)) << week;
  }
}

TEST_F(Restarts, ARestartOfARestartEndsTheSame) {
  const Record whole = simulate(world_->setting, 2);
  auto run = std::make_unique<Replicate>(world_->setting, 2);
  for (Week week = 9; week < weeks(); week += 9) {
    run_to(*run, week);
    run = restarted(*run, 2);
  }
  run_to(*run, weeks());
  EXPECT_THAT(testing::differences(run->record(), whole), ::testing::IsEmpty());
  EXPECT_EQ(packed(run->record()), packed(whole));
}

/// Or equality above would say little.
TEST_F(Restarts, WhatIsSavedInMidRunIsHardlyEverWhatItWasAtTheOpening) {
  const Replicate opening(world_->setting, 1);
  Replicate run(world_->setting, 1);
  run_to(run, 190);
  std::set<std::string> same;
  same_members("", run, opening, same);
  // Five as this is written: what is constant, is of use within a week alone, or is counted when the run ends.
  for (const auto* constant : {"ledger.products", "record.agents"}) same.erase(constant);
  EXPECT_LT(same.size(), 12U) << ::testing::PrintToString(same);
  EXPECT_FALSE(same.contains("clock.face.set_off")) << "the trigger was never set off";
}

TEST_F(Restarts, BytesOfAnotherWorldAreRefused) {
  const auto other = testing::small_baseline_with({"calendar.end=2023-12-31"});
  const auto bytes = packed(Replicate(other->setting, 0));
  Replicate run(world_->setting, 0);
  EXPECT_THROW(unpack_all(std::span(bytes), run), Error);
}

TEST_F(Restarts, TheLayoutNamesEveryTable) {
  const std::string layout = layout_of<Replicate>();
  for (const auto* name : {"in_service_of", "under_case", "rented_out", "moved_buyers", "under_way", "quotes",
                           "last_billing_year_before", "leaked_flow", "set_off", "due"})
    EXPECT_THAT(layout, ::testing::HasSubstr(name));
}

}  // namespace
}  // namespace entrepot::model
