#include "entrepot/sweep/mpi.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace entrepot::sweep {
namespace {

using testing::ElementsAre;

TEST(MpiWork, ASingleProcessAssignsAllPieces) {
  MpiSession session;
  EXPECT_EQ(session.rank(), 0U);
  EXPECT_EQ(session.ranks(), 1U);
  session.barrier();
  EXPECT_THAT(session.sum({1, 2}), ElementsAre(1U, 2U));
  MpiWork work(session, 2);
  EXPECT_EQ(work.next(), 0U);
  EXPECT_EQ(work.next(), 1U);
  EXPECT_FALSE(work.next());
}

TEST(LaunchedProcesses, FollowTheLaunchersEnvironment) {
  EXPECT_EQ(launched_processes(), 1U);
  ::setenv("SLURM_STEP_NUM_TASKS", "8", 1);
  EXPECT_EQ(launched_processes(), 8U);
  EXPECT_EQ(launched_processes(false), 1U);
  MpiSession by_itself(true);
  EXPECT_EQ(by_itself.ranks(), 1U);
  ::unsetenv("SLURM_STEP_NUM_TASKS");
}

}  // namespace
}  // namespace entrepot::sweep
