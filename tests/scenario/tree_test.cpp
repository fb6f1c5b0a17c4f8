// Directories in which named files may be.

#include "entrepot/scenario/tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "sample.hpp"

namespace entrepot::scenario {
namespace {

namespace fs = std::filesystem;
using sample::Folder;
using testing::HasSubstr;
using testing::Not;

class Trees : public testing::Test {
 protected:
  Trees() {
    folder.write("elsewhere/base.yaml", sample::minimal());
    folder.write("mine/base.yaml", sample::minimal());
  }
  [[nodiscard]] std::string refusal(const std::string& named, const std::vector<std::string>& include_dirs = {}) const {
    return Tree(folder.path("mine/case.yaml"), include_dirs).refusal(folder.path("mine") / named);
  }
  [[nodiscard]] std::string case_with(const std::string& extends,
                                      const std::vector<std::string>& include_dirs = {}) const {
    folder.write("mine/case.yaml", "title: a\nextends: " + extends + "\n");
    try {
      static_cast<void>(load_scenario(folder.path("mine/case.yaml"), {}, sample::instruments(), include_dirs));
      return "";
    } catch (const ScenarioError& wrong) {
      return wrong.what();
    }
  }
  Folder folder;
};

TEST_F(Trees, TheFolderOfAFileIsItsTree) {
  EXPECT_EQ(refusal("base.yaml"), "");
  EXPECT_EQ(refusal("below/../base.yaml"), "");
  EXPECT_EQ(refusal("not/there.yaml"), "");
  EXPECT_THAT(refusal("../elsewhere/base.yaml"), HasSubstr("is outside '" + folder.path("mine").string() + "'"));
  EXPECT_NE(refusal("../mine-too/base.yaml"), "") << "a name that begins alike is no folder within";
  EXPECT_NE(refusal(".."), "");
  EXPECT_NE(refusal("/etc/passwd"), "");
}

TEST_F(Trees, AMarkerAboveWidensItAndTheNearestCounts) {
  folder.write(".entrepot-tree", "");
  EXPECT_EQ(refusal("../elsewhere/base.yaml"), "");
  EXPECT_NE(refusal("../../x.yaml"), "");
  folder.write("mine/.entrepot-tree", "");
  EXPECT_NE(refusal("../elsewhere/base.yaml"), "");
}

TEST_F(Trees, LinksAreFollowedFirst) {
  fs::create_symlink("../elsewhere/base.yaml", folder.path("mine/file.yaml"));
  fs::create_directory_symlink("../elsewhere", folder.path("mine/below"));
  fs::create_symlink("base.yaml", folder.path("mine/near.yaml"));
  EXPECT_NE(refusal("file.yaml"), "");
  EXPECT_NE(refusal("below/base.yaml"), "");
  EXPECT_NE(refusal("below/not-there.yaml"), "");
  EXPECT_EQ(refusal("near.yaml"), "");
}

TEST_F(Trees, ALinkedFileCountsAtThePositionOfTheLink) {
  fs::create_symlink("../elsewhere/base.yaml", folder.path("mine/case.yaml"));
  EXPECT_EQ(refusal("base.yaml"), "");
  EXPECT_NE(refusal("../elsewhere/base.yaml"), "");
}

TEST_F(Trees, AFileIsFoundInTheFoldersOfTheUserIfItIsNotBeside) {
  folder.write("elsewhere/other.yaml", sample::minimal());
  const std::string elsewhere = folder.path("elsewhere").string();
  EXPECT_EQ(case_with("other.yaml", {elsewhere}), "");
  EXPECT_THAT(case_with("other.yaml"), HasSubstr("no file"));
  EXPECT_THAT(case_with("neither.yaml", {elsewhere}), HasSubstr("mine/neither.yaml'"));
  const Tree tree(folder.path("mine/case.yaml"), {elsewhere});
  EXPECT_EQ(tree.locate(folder.path("mine"), "base.yaml"), folder.path("mine/base.yaml"))
      << "the one beside comes first";
  EXPECT_EQ(tree.locate(folder.path("mine"), "/etc/passwd"), "/etc/passwd");
  EXPECT_EQ(tree.locate(folder.path("mine"), "../nowhere/base.yaml"), folder.path("mine") / "../nowhere/base.yaml");
}

TEST_F(Trees, FilesNamedByTheUserAreReadable) {
  const std::string elsewhere = folder.path("elsewhere").string();
  EXPECT_EQ(refusal("../elsewhere/base.yaml", {elsewhere}), "");
  EXPECT_EQ(refusal("../elsewhere/base.yaml", {elsewhere + "/"}), "");
  EXPECT_EQ(refusal("../elsewhere/base.yaml", {"/"}), "");
  EXPECT_NE(refusal("../base.yaml", {elsewhere}), "");
}

TEST_F(Trees, DevicesAndPipesAreNotRead) {
  EXPECT_THAT(refusal("/dev/zero", {"/dev"}), HasSubstr("not a regular file"));
}

TEST_F(Trees, AFileOutsideIsRefusedAtTheNameOfIt) {
  EXPECT_THAT(case_with("../elsewhere/base.yaml"),
              HasSubstr("case.yaml:2:10: error: extends: '" + folder.path("mine/../elsewhere/base.yaml").string() +
                        "' is outside"));
  EXPECT_THAT(case_with("../elsewhere/base.yaml"), HasSubstr("--include-dir"));
  EXPECT_EQ(case_with("../elsewhere/base.yaml", {folder.path("elsewhere").string()}), "");
}

TEST_F(Trees, AFileOutsideIsNotLookedForAtAll) {
  EXPECT_THAT(case_with("../elsewhere/bose.yaml"), Not(HasSubstr("did you mean")));
}

TEST_F(Trees, AllErrorsAreReportedTogetherForTheTreeOfTheFirstFile) {
  folder.write("mine/below/middle.yaml", "extends: [../base.yaml, ../../elsewhere/base.yaml]\n");
  const auto errors = case_with("[below/middle.yaml, /etc/hostname]");
  EXPECT_THAT(errors, HasSubstr("below/middle.yaml:1:25: error: extends: "));
  EXPECT_THAT(errors, HasSubstr("case.yaml:2:30: error: extends: '/etc/hostname' is outside"));
}

}  // namespace
}  // namespace entrepot::scenario
