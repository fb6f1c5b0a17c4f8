#include "entrepot/sweep/slurm_script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "entrepot/core/error.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

SlurmOptions plain() {
  return {.program = "/opt/entrepot",
          .sweep = "/data/sweep.yaml",
          .output = "/data/out.h5",
          .shards = 100,
          .processors = 16,
          .time = "04:00:00",
          .memory = "8G",
          .partition = "long",
          .account = "trade",
          .more = {"--constraint=avx2", "--nice"}};
}

TEST(SlurmScripts, AnArrayOfShards) {
  EXPECT_EQ(slurm_scripts(plain()).shards, R"(#!/bin/bash
#SBATCH --job-name="entrepot-out"
#SBATCH --array="0-99"
#SBATCH --ntasks="1"
#SBATCH --cpus-per-task="16"
#SBATCH --partition="long"
#SBATCH --account="trade"
#SBATCH --time="04:00:00"
#SBATCH --mem="8G"
#SBATCH --constraint=avx2
#SBATCH --nice
# A lost or preempted task is requeued and resumes its work.
#SBATCH --requeue
#SBATCH --open-mode=append
# One minute before the time limit the program receives a signal, saves its runs and exits with 130.
#SBATCH --signal=B:TERM@60
#SBATCH --output="/data/out.h5.runs/log/%A_%a.log"
exec '/opt/entrepot' sweep '/data/sweep.yaml' \
  -o '/data/out.h5' \
  --shard "${SLURM_ARRAY_TASK_ID}/100" -j "${SLURM_CPUS_PER_TASK}" --quiet
)");
}

TEST(SlurmScripts, AMerge) {
  EXPECT_EQ(slurm_scripts(plain()).merge, R"(#!/bin/bash
#SBATCH --job-name="entrepot-out-merge"
#SBATCH --ntasks="1"
#SBATCH --partition="long"
#SBATCH --account="trade"
#SBATCH --time="04:00:00"
#SBATCH --mem="8G"
#SBATCH --constraint=avx2
#SBATCH --nice
#SBATCH --output="/data/out.h5.runs/log/merge-%j.log"
exec '/opt/entrepot' merge '/data/out.h5'
)");
}

TEST(SlurmScripts, OmittedOptionsAreNotWritten) {
  const auto scripts = slurm_scripts({.program = "/e", .sweep = "/s.yaml", .output = "/o.h5"});
  EXPECT_THAT(scripts.shards, AllOf(HasSubstr("--array=\"0-0\""), Not(HasSubstr("--time")), Not(HasSubstr("--mem")),
                                    Not(HasSubstr("--partition")), Not(HasSubstr("--account"))));
}

TEST(SlurmScripts, QuotesOfTheShellAndOfSlurmAreNotTheSame) {
  auto options = plain();
  options.sweep = "/my data/it's $HOME \"so\".yaml";
  options.output = "/my data/100% \"it's\".h5";
  const auto scripts = slurm_scripts(options);
  EXPECT_THAT(scripts.shards, HasSubstr(R"(sweep '/my data/it'\''s $HOME "so".yaml' \)"));
  EXPECT_THAT(scripts.shards, HasSubstr(R"(-o '/my data/100% "it'\''s".h5' \)"));
  EXPECT_THAT(scripts.shards, HasSubstr(R"(--output="/my data/100%% \"it's\".h5.runs/log/%A_%a.log")"));
  EXPECT_THAT(scripts.shards, HasSubstr("--job-name=\"entrepot-100___it_s_\"\n"));
}

/// The line that an option given with --sbatch ends up as.
std::string line_of(const std::string& option) {
  const auto scripts = slurm_scripts({.program = "/e", .sweep = "/s.yaml", .output = "/o.h5", .more = {option}});
  std::istringstream lines(scripts.merge);
  std::string line;
  for (int k = 0; k < 4; ++k) std::getline(lines, line);  // after the shell, the name of the job and the tasks
  return line;
}

TEST(SlurmScripts, TheValueOfAnOptionIsOneWord) {
  EXPECT_EQ(line_of("--comment=two words"), "#SBATCH --comment=\"two words\"");
  EXPECT_EQ(line_of("--comment two words"), "#SBATCH --comment=\"two words\"");
  EXPECT_EQ(line_of("--comment  two  words"), "#SBATCH --comment=\"two  words\"");
  EXPECT_EQ(line_of("  --comment=x"), "#SBATCH --comment=x");
  EXPECT_EQ(line_of("--comment=two\twords"), "#SBATCH --comment=\"two\twords\"");
  EXPECT_EQ(line_of("--comment=a=b"), "#SBATCH --comment=a=b");
  EXPECT_EQ(line_of("--comment="), "#SBATCH --comment=\"\"");
  EXPECT_EQ(line_of("--comment=100%"), "#SBATCH --comment=100%");
  EXPECT_EQ(line_of("--comment=issue #5"), "#SBATCH --comment=\"issue #5\"");
  EXPECT_EQ(line_of("--comment=#5"), "#SBATCH --comment=\"#5\"");
  EXPECT_EQ(line_of("--comment=$HOME"), "#SBATCH --comment=\"$HOME\"");
  EXPECT_EQ(line_of("--comment=it's"), "#SBATCH --comment=\"it's\"");
  EXPECT_EQ(line_of("--comment=\"so\""), "#SBATCH --comment=\"\\\"so\\\"\"");
  EXPECT_EQ(line_of("--comment=a\\b"), "#SBATCH --comment=\"a\\\\b\"");
  EXPECT_EQ(line_of("--comment=größer"), "#SBATCH --comment=\"größer\"");
  EXPECT_EQ(line_of("--constraint=[rack1|rack2]&avx2"), "#SBATCH --constraint=[rack1|rack2]&avx2");
}

TEST(SlurmScripts, AShortOptionHasItsValueAfterABlank) {
  EXPECT_EQ(line_of("-C avx2"), "#SBATCH -C avx2");
  EXPECT_EQ(line_of("-Cavx2"), "#SBATCH -Cavx2");
  EXPECT_EQ(line_of("-A two words"), "#SBATCH -A \"two words\"");
  EXPECT_EQ(line_of("-H"), "#SBATCH -H");
}

TEST(SlurmScripts, RejectsInvalidAndMultipleOptions) {
  for (const auto* given : {"", " ", "-", "--", "- x", "nice", "--exclusive --nodes=2", "-C x\n", "--comment=a\rb"})
    EXPECT_THROW(line_of(given), Error) << given;
}

TEST(SlurmScripts, PathsAreMadeAbsolute) {
  auto options = plain();
  options.output = "there/../out.h5";
  const std::string here = fs::current_path().string();
  EXPECT_THAT(slurm_scripts(options).merge, HasSubstr("merge '" + here + "/out.h5'"));
}

TEST(SlurmScripts, PassesIncludeDirsToTheCommand) {
  auto options = plain();
  options.include_dirs = {"/my data", "/b/../c"};
  const auto scripts = slurm_scripts(options);
  EXPECT_THAT(scripts.shards, HasSubstr(" --include-dir '/my data' --include-dir '/c' \\\n"));
  EXPECT_THAT(scripts.merge, ::testing::Not(HasSubstr("--include-dir")));
}

TEST(SlurmScripts, RejectsTextNotAllowedInAScript) {
  auto options = plain();
  options.more = {"--nice\nrm -r /"};
  EXPECT_THROW(slurm_scripts(options), Error);
  options = plain();
  options.partition = "a\nb";
  EXPECT_THROW(slurm_scripts(options), Error);
  options = plain();
  options.output = "/a\\b.h5";
  EXPECT_THROW(slurm_scripts(options), Error);
  options = plain();
  options.shards = 0;
  EXPECT_THROW(slurm_scripts(options), Error);
}

/// With an sbatch of the test's own, the only program in PATH besides the shell.
class Submit : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "bin");
    path_ = std::getenv("PATH");
    ::setenv("PATH", (folder_ / "bin").c_str(), 1);
  }
  void TearDown() override {
    ::setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }
  void make_sbatch(const std::string& body) const {
    const auto path = folder_ / "bin" / "sbatch";
    std::ofstream(path) << "#!/bin/sh\n" << body;
    fs::permissions(path, fs::perms::owner_all);
  }
  [[nodiscard]] fs::path output() const { return folder_ / "out.h5"; }
  [[nodiscard]] std::string refusal() const {
    try {
      (void)submit({"array\n", "merge\n"}, output());
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

  // Cases run concurrently, each in its own process.
  fs::path folder_ = fs::path(testing::TempDir()) / ("entrepot submit " + std::to_string(::getpid()));
  std::string path_;
};

TEST_F(Submit, TheMergeWaitsForTheArray) {
  make_sbatch("echo \"$@\" >> '" + (folder_ / "asked").string() +
              "'\ncase $2 in --dep*) echo '8;west';; *) echo 7;; esac\n");
  const auto jobs = submit({"array\n", "merge\n"}, output());
  EXPECT_EQ(jobs.shards, "7");
  EXPECT_EQ(jobs.merge, "8");
  const std::string runs = output().string() + ".runs";
  EXPECT_EQ(text_of("asked"),
            "--parsable " + runs + "/shards.sbatch\n--parsable --dependency=afterany:7 " + runs + "/merge.sbatch\n");
  EXPECT_EQ(text_of("out.h5.runs/shards.sbatch"), "array\n");
  EXPECT_TRUE(fs::is_directory(runs + "/log"));
}

TEST_F(Submit, ReportsAMissingSbatch) { EXPECT_THAT(refusal(), HasSubstr("sbatch cannot be started")); }

TEST_F(Submit, ReportsTheMessageOfSbatch) {
  make_sbatch("echo 'invalid partition specified: long' >&2; exit 1\n");
  EXPECT_THAT(refusal(), HasSubstr("sbatch refused: invalid partition specified: long"));
}

TEST_F(Submit, AMergeThatIsRefusedDoesNotHideTheArray) {
  make_sbatch("case $2 in --dep*) echo 'no more jobs' >&2; exit 1;; *) echo 7;; esac\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("job 7 runs the shards"), HasSubstr("no more jobs"), HasSubstr("merge")));
}

}  // namespace
}  // namespace entrepot::sweep
