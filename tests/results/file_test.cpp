// Result files from writing to reading.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>

#include "entrepot/core/error.hpp"
#include "entrepot/results/output.hpp"
#include "entrepot/results/reader.hpp"
#include "entrepot/results/writer.hpp"
#include "support/baseline.hpp"
#include "support/files.hpp"

namespace entrepot::results {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// The bytes of a result after another HDF5 program has written to it.
std::string without_seal(const std::string& bytes) {
  constexpr std::size_t checksum_bytes = 32;
  return bytes.substr(0, bytes.size() - checksum_bytes);
}

/// Three replicates of half a year of the small baseline.
class ResultFiles : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = testing::small_baseline_with({"calendar.end=2023-03-31"}).release();
    records_ = new std::vector<model::Record>;
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate)
      records_->push_back(model::simulate(world_->setting, replicate));
  }
  static void TearDownTestSuite() {
    delete records_;
    delete world_;
  }

  static std::unique_ptr<ResultWriter> writer(const std::filesystem::path& path, std::size_t planned = 3) {
    return std::make_unique<ResultWriter>(path, world_->setting, world_->loaded, planned);
  }
  /// Writes these replicates in this order; returns the content hash.
  static std::string write(const std::filesystem::path& path, const std::vector<std::uint32_t>& order,
                           std::size_t planned = 3, const Completion& completion = {}) {
    const auto file = writer(path, planned);
    for (const auto replicate : order) file->write(replicate, (*records_)[replicate]);
    return file->finish(completion);
  }
  /// The message of the Error that opening a file throws.
  static std::string refusal(const std::filesystem::path& path) {
    try {
      const ResultFile file(path);
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << "more than one line";
      return error.what();
    }
    return "opened";
  }

  static testing::World* world_;
  static std::vector<model::Record>* records_;
  testing::TemporaryDirectory directory_;
};

testing::World* ResultFiles::world_ = nullptr;
std::vector<model::Record>* ResultFiles::records_ = nullptr;

std::vector<double> as_reals(const Values& values) {
  return std::visit([](const auto& numbers) { return std::vector<double>(numbers.begin(), numbers.end()); }, values);
}

/// Whether two lists of numbers are the same; a NaN equals a NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

TEST_F(ResultFiles, EveryOutputIsReadAsWritten) {
  write(directory_ / "a.h5", {0, 1, 2});
  const ResultFile file(directory_ / "a.h5");
  const Axes axes(world_->setting);
  for (const auto& output : outputs()) {
    SCOPED_TRACE(output.info.name);
    std::vector<double> expected;
    for (const auto& record : *records_) {
      const auto row = as_reals(output.take(axes, record));
      expected.insert(expected.end(), row.begin(), row.end());
    }
    const Array array = file.output(output.info.name);
    EXPECT_TRUE(same(array.values, expected));
    EXPECT_EQ(array.unit, output.info.unit);
    EXPECT_EQ(array.long_name, output.info.long_name);
    EXPECT_EQ(array.description, output.info.description);
    ASSERT_THAT(array.dimensions, SizeIs(output.info.dimensions.size() + 1));
    EXPECT_EQ(array.dimensions.front().name, "replicate");
    for (std::size_t i = 0; i < output.info.dimensions.size(); ++i) {
      const Dimension& expected_axis = axes.dimension(output.info.dimensions[i]);
      EXPECT_EQ(array.dimensions[i + 1].name, expected_axis.name);
      EXPECT_EQ(array.dimensions[i + 1].unit, expected_axis.unit);
      EXPECT_EQ(array.dimensions[i + 1].labels, expected_axis.labels);
    }
  }
}

TEST_F(ResultFiles, TheSummaryIsOfTheReplicates) {
  write(directory_ / "a.h5", {0, 1, 2});
  const ResultFile file(directory_ / "a.h5");
  const Array raw = file.output("restricted_stock");
  const Array summary = file.summary("restricted_stock");
  EXPECT_EQ(summary.dimensions.front().name, "statistic");
  const std::size_t week = 20;
  const double mean = (raw.at({0, week}) + raw.at({1, week}) + raw.at({2, week})) / 3;
  EXPECT_NEAR(summary.at({0, week}), mean, 1e-9 * mean);
  EXPECT_LT(summary.at({1, week}), mean);
  EXPECT_GT(summary.at({2, week}), mean);
}

TEST_F(ResultFiles, EverySummarisedOutputIsInTheSummary) {
  write(directory_ / "a.h5", {0, 1, 2});
  const ResultFile file(directory_ / "a.h5");
  for (const auto& output : outputs()) {
    if (output.summarised == Summarised::no) continue;
    EXPECT_EQ(file.summary(output.info.name).dimensions.size(), output.info.dimensions.size() + 1);
  }
}

TEST_F(ResultFiles, TheRunIsDescribed) {
  const std::string hash = write(directory_ / "a.h5", {0, 1, 2}, 3, {.failed = 1, .threads = 2, .wall_seconds = 1.5});
  const ResultFile file(directory_ / "a.h5");
  const RunInfo& run = file.run();
  EXPECT_EQ(run.title, world_->loaded.scenario.title);
  EXPECT_EQ(run.question, world_->loaded.scenario.question);
  EXPECT_EQ(run.start, "2022-10-03");
  EXPECT_EQ(run.end, "2023-03-31");
  EXPECT_EQ(run.weeks, 26);
  EXPECT_EQ(run.seed, world_->loaded.scenario.run.seed);
  EXPECT_EQ(run.confidence, world_->loaded.scenario.run.confidence);
  EXPECT_EQ(run.replicates_planned, 3);
  EXPECT_EQ(run.replicates_finished, 3);
  EXPECT_EQ(run.replicates_failed, 1);
  EXPECT_EQ(run.agents, static_cast<std::int64_t>(records_->front().agents));
  EXPECT_EQ(run.threads, 2);
  EXPECT_EQ(run.wall_seconds, 1.5);
  EXPECT_THAT(run.created, ::testing::MatchesRegex("20..-..-..T..:..:..Z"));
  EXPECT_EQ(run.content_hash, hash);
  EXPECT_THAT(hash, ::testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST_F(ResultFiles, ProvenanceIsKept) {
  write(directory_ / "a.h5", {0});
  const ResultFile file(directory_ / "a.h5");
  EXPECT_EQ(file.scenario(), world_->loaded.resolved_yaml());
  ASSERT_EQ(file.inputs().size(), world_->loaded.inputs.size());
  EXPECT_EQ(file.inputs().front().hash, world_->loaded.inputs.front().hash);
  ASSERT_EQ(file.facts().size(), world_->loaded.facts.size());
  EXPECT_EQ(file.facts().back().source, world_->loaded.facts.back().source);
  EXPECT_EQ(file.facts().back().where, world_->loaded.facts.back().where);
}

/// The replicates of the lots in a file, each once, in their order there.
std::vector<double> replicates_of(const CustodyTable& table) {
  auto numbers = table.column("replicate").values;
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

TEST_F(ResultFiles, ChainsOfCustodyAreReadAsWritten) {
  write(directory_ / "a.h5", {0, 1, 2});
  const ResultFile file(directory_ / "a.h5");
  EXPECT_EQ(file.custody_replicates(), 3);
  const CustodyTable lots = file.custody_lots();
  std::size_t row = 0;
  std::size_t hop = 0;
  for (std::size_t replicate = 0; replicate < records_->size(); ++replicate) {
    const auto& log = (*records_)[replicate].custody;
    ASSERT_FALSE(log.lots().empty());
    const CustodyTable hops = file.custody_hops(hop, log.hops().size());
    for (std::size_t lot = 0; lot < log.lots().size(); ++lot, ++row) {
      EXPECT_EQ(lots.whole("replicate", row), static_cast<std::int64_t>(replicate));
      EXPECT_EQ(lots.whole("lot", row), static_cast<std::int64_t>(lot));
      for (const auto& column : custody_lot_columns())
        EXPECT_EQ(lots.number(column.name, row), column.take(log.lots()[lot])) << column.name;
    }
    for (std::size_t k = 0; k < log.hops().size(); ++k) {
      EXPECT_EQ(hops.whole("lot", k), log.hops()[k].lot);
      for (const auto& column : custody_hop_columns())
        EXPECT_EQ(hops.number(column.name, k), column.take(log.hops()[k])) << column.name;
    }
    hop += log.hops().size();
  }
  EXPECT_EQ(row, lots.rows());
  const auto& first = (*records_)[0].custody.lots().front();
  EXPECT_EQ(lots.label("product", 0), world_->setting.catalogue.products.names[first.product.row()]);
  EXPECT_EQ(lots.label("failed_check", 0), model::failed_check_names[static_cast<std::size_t>(first.failed_check)]);
  EXPECT_EQ(lots.column("supply_price").unit, "USD");
}

TEST_F(ResultFiles, AnInterruptedRunKeepsTheChainsOfFinishedReplicates) {
  const std::string hash = write(directory_ / "a.h5", {2, 0}, 400);
  const ResultFile file(directory_ / "a.h5");
  EXPECT_EQ(file.custody_lots().rows(), (*records_)[0].custody.lots().size() + (*records_)[2].custody.lots().size());
  EXPECT_EQ(file.computed_hash(), hash);
}

TEST_F(ResultFiles, OnlyTheFirstReplicatesKeepChainsIfSoAsked) {
  const auto write_with = [&](const std::string& name, std::size_t custody) {
    ResultWriter file(directory_ / name, world_->setting, world_->loaded, 3, custody);
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) file.write(replicate, (*records_)[replicate]);
    return file.finish({});
  };
  const std::string two = write_with("two.h5", 2);
  EXPECT_EQ(replicates_of(ResultFile(directory_ / "two.h5").custody_lots()), (std::vector<double>{0, 1}));
  EXPECT_EQ(ResultFile(directory_ / "two.h5").computed_hash(), two);
  const std::string none = write_with("none.h5", 0);
  const ResultFile file(directory_ / "none.h5");
  EXPECT_EQ(file.custody_replicates(), 0);
  EXPECT_THROW((void)file.custody_lots(), Error);
  EXPECT_EQ(file.computed_hash(), none);
  EXPECT_NE(two, none) << "the chains are part of the content";
}

TEST_F(ResultFiles, TheOrderOfReplicatesDoesNotMatter) {
  const std::string in_order = write(directory_ / "a.h5", {0, 1, 2});
  EXPECT_EQ(write(directory_ / "b.h5", {2, 0, 1}, 3, {.threads = 7, .wall_seconds = 9}), in_order);
  const ResultFile a(directory_ / "a.h5");
  const ResultFile b(directory_ / "b.h5");
  for (const auto& output : outputs())
    EXPECT_TRUE(same(a.output(output.info.name).values, b.output(output.info.name).values)) << output.info.name;
}

TEST_F(ResultFiles, TheHashIsOfTheContent) {
  const std::string all = write(directory_ / "a.h5", {0, 1, 2});
  EXPECT_NE(write(directory_ / "b.h5", {0, 1}), all);
  EXPECT_NE(write(directory_ / "c.h5", {0, 2}), write(directory_ / "d.h5", {0, 1}));
  EXPECT_EQ(ResultFile(directory_ / "a.h5").computed_hash(), all);

  auto bytes = without_seal(testing::read_bytes(directory_ / "a.h5"));
  const std::size_t at = bytes.find("title: ");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 8] ^= 1;
  testing::write_bytes(directory_ / "changed.h5", bytes);
  EXPECT_NE(ResultFile(directory_ / "changed.h5").computed_hash(), all);
}

TEST_F(ResultFiles, AnInterruptedRunKeepsFinishedReplicates) {
  const std::string hash = write(directory_ / "a.h5", {2, 0}, 400);
  const ResultFile file(directory_ / "a.h5");
  EXPECT_EQ(file.run().replicates_planned, 400);
  EXPECT_EQ(file.run().replicates_finished, 2);
  EXPECT_EQ(file.computed_hash(), hash);
  const Array leaked = file.output("leaked");
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(leaked.dimensions.front().labels), (std::vector<std::int64_t>{0, 2}));
  const Axes axes(world_->setting);
  auto expected = as_reals(outputs()[3].take(axes, (*records_)[0]));
  ASSERT_EQ(outputs()[3].info.name, "leaked");
  const auto second = as_reals(outputs()[3].take(axes, (*records_)[2]));
  expected.insert(expected.end(), second.begin(), second.end());
  EXPECT_TRUE(same(leaked.values, expected));
}

TEST_F(ResultFiles, AWriterThatIsNotFinishedLeavesNothing) {
  {
    const auto file = writer(directory_ / "a.h5");
    file->write(1, (*records_)[1]);
    EXPECT_TRUE(std::filesystem::exists(directory_ / "a.h5.partial"));
    EXPECT_FALSE(std::filesystem::exists(directory_ / "a.h5"));
  }
  EXPECT_TRUE(directory_.empty());
}

TEST_F(ResultFiles, AnOlderResultRemainsUntilTheNewOneIsComplete) {
  const std::string old = write(directory_ / "a.h5", {0});
  {
    const auto file = writer(directory_ / "a.h5");
    file->write(1, (*records_)[1]);
  }
  EXPECT_EQ(ResultFile(directory_ / "a.h5").run().content_hash, old);
  const std::string next = write(directory_ / "a.h5", {1});
  EXPECT_EQ(ResultFile(directory_ / "a.h5").run().content_hash, next);
}

TEST_F(ResultFiles, WithoutReplicatesNoFileIsWritten) {
  {
    const auto file = writer(directory_ / "a.h5");
    EXPECT_THROW(file->finish({}), Error);
  }
  EXPECT_TRUE(directory_.empty());
}

TEST_F(ResultFiles, AReplicateIsAcceptedOnceAndOnlyIfPlanned) {
  const auto file = writer(directory_ / "a.h5");
  file->write(1, (*records_)[1]);
  EXPECT_THROW(file->write(1, (*records_)[1]), std::logic_error);
  EXPECT_THROW(file->write(3, (*records_)[1]), std::logic_error);
}

TEST_F(ResultFiles, AScenarioWithoutHubsHasAnEmptyAxis) {
  std::vector<std::string> no_hubs{"calendar.end=2022-10-31"};
  for (const auto hub : world_->setting.hubs)
    no_hubs.push_back("jurisdictions." + world_->setting.geography.jurisdictions().names[hub.row()] + ".hub=false");
  const auto world = testing::small_baseline_with(no_hubs);
  ResultWriter writer(directory_ / "a.h5", world->setting, world->loaded, 2);
  writer.write(0, model::Record(world->setting));
  writer.finish({});
  const ResultFile file(directory_ / "a.h5");
  EXPECT_EQ(file.output("leaked_by_hub").dimensions.back().size(), 0U);
  EXPECT_TRUE(file.summary("hub_revenue_share").values.empty());
}

TEST_F(ResultFiles, PlacesThatCannotBeWrittenAreNamed) {
  const auto refused = [&](const std::filesystem::path& path) {
    try {
      writer(path);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("written");
  };
  EXPECT_THAT(refused(directory_ / "missing" / "a.h5"), AllOf(HasSubstr("missing/a.h5"), HasSubstr("No such file")));
  EXPECT_THAT(refused(directory_.path()), AllOf(HasSubstr(directory_.path().string()), HasSubstr("is a directory")));
}

/// Limits the size of files during its lifetime, to simulate a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(ResultFiles, AFullDiskIsAnErrorAndLeavesNothing) {
  write(directory_ / "whole.h5", {0, 1, 2});
  const auto size = static_cast<double>(std::filesystem::file_size(directory_ / "whole.h5"));
  std::filesystem::remove(directory_ / "whole.h5");
  const auto fill_the_disk = [&](double share) {
    const FullDisk full(static_cast<rlim_t>(share * size));
    EXPECT_THROW(write(directory_ / "a.h5", {0, 1, 2}), Error) << share;
    EXPECT_TRUE(directory_.empty()) << share;
  };
  // In a separate process: HDF5 1.10 leaks the resources of a file that it failed to flush.
  const auto in_child = [&] {
    for (const double share : {0.0, 0.01, 0.1, 0.5, 0.9, 0.99}) fill_the_disk(share);
    EXPECT_NO_THROW(write(directory_ / "a.h5", {0, 1, 2})) << "the next file is not harmed";
    ::_exit(HasFailure() ? 1 : 0);
  };
  EXPECT_EXIT(in_child(), ::testing::ExitedWithCode(0), "");
}

TEST_F(ResultFiles, TwoRunsCannotWriteTheSameFile) {
  const auto first = writer(directory_ / "a.h5");
  first->write(0, (*records_)[0]);
  try {
    writer(directory_ / "a.h5");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("is being written by another run"));
  }
  const std::string hash = first->finish({});
  EXPECT_EQ(ResultFile(directory_ / "a.h5").computed_hash(), hash) << "the first run is not harmed";
}

// ---- what is no result ---------------------------------------------------------------------------------------------

TEST_F(ResultFiles, AMissingFileIsNamed) {
  EXPECT_THAT(refusal(directory_ / "none.h5"), AllOf(HasSubstr("none.h5"), HasSubstr("No such file")));
  EXPECT_THAT(refusal(directory_.path()), HasSubstr("is a directory"));
}

TEST_F(ResultFiles, AForeignFileIsRefused) {
  testing::write_bytes(directory_ / "notes.txt", "not a result\n");
  EXPECT_THAT(refusal(directory_ / "notes.txt"), AllOf(HasSubstr("notes.txt"), HasSubstr("is not an HDF5 file")));
  testing::write_bytes(directory_ / "empty.h5", "");
  EXPECT_THAT(refusal(directory_ / "empty.h5"), HasSubstr("is not an HDF5 file"));
}

/// A copy of a result in which every occurrence of a name has its last letter changed.
void spoil_name(const std::filesystem::path& from, const std::filesystem::path& to, const std::string& name) {
  auto bytes = without_seal(testing::read_bytes(from));
  std::size_t at = bytes.find(name + '\0');
  ASSERT_NE(at, std::string::npos);
  for (; at != std::string::npos; at = bytes.find(name + '\0', at + 1)) bytes[at + name.size() - 1] = '_';
  testing::write_bytes(to, bytes);
}

TEST_F(ResultFiles, AnHdf5FileOfAnotherProgramIsRefused) {
  write(directory_ / "a.h5", {0});
  spoil_name(directory_ / "a.h5", directory_ / "other.h5", "program");
  EXPECT_THAT(refusal(directory_ / "other.h5"), HasSubstr("is an HDF5 file, but not a result of entrepot"));
}

TEST_F(ResultFiles, AnUnfinishedFileIsRefused) {
  write(directory_ / "a.h5", {0});
  spoil_name(directory_ / "a.h5", directory_ / "part.h5", "content_hash");
  EXPECT_THAT(refusal(directory_ / "part.h5"), HasSubstr("is unfinished"));
}

TEST_F(ResultFiles, AnotherSchemaVersionIsRefused) {
  write(directory_ / "a.h5", {0});
  auto bytes = without_seal(testing::read_bytes(directory_ / "a.h5"));
  // In the file an attribute's padded name (16 bytes) is followed by its type (16), its space (8) and its value.
  const std::size_t value = bytes.find(std::string("schema_version\0", 15)) + 40;
  ASSERT_EQ(bytes[value], 1);
  bytes[value] = 9;
  testing::write_bytes(directory_ / "next.h5", bytes);
  EXPECT_THAT(refusal(directory_ / "next.h5"), HasSubstr("has schema version 9; this program reads version 1"));
}

TEST_F(ResultFiles, ABitErrorIsDetectedBeforeReading) {
  write(directory_ / "a.h5", {0});
  const std::string whole = testing::read_bytes(directory_ / "a.h5");
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, whole.size() / 2, whole.size() - 1}) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    testing::write_bytes(directory_ / "b.h5", damaged);
    EXPECT_THAT(refusal(directory_ / "b.h5"), HasSubstr("b.h5: is damaged: its checksum does not match its content"));
  }
}

TEST_F(ResultFiles, ATruncatedFileIsRefused) {
  write(directory_ / "a.h5", {0, 1, 2});
  const auto size = std::filesystem::file_size(directory_ / "a.h5");
  for (const double kept : {0.02, 0.5, 0.999}) {
    std::filesystem::copy_file(directory_ / "a.h5", directory_ / "cut.h5",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(directory_ / "cut.h5", static_cast<std::uintmax_t>(kept * static_cast<double>(size)));
    EXPECT_THAT(refusal(directory_ / "cut.h5"), AllOf(HasSubstr("cut.h5"), HasSubstr("is damaged or truncated")));
  }
}

TEST_F(ResultFiles, ThePartialFileOfAKilledRunIsRejected) {
  const auto file = writer(directory_ / "a.h5");
  file->write(0, (*records_)[0]);
  std::filesystem::copy_file(directory_ / "a.h5.partial", directory_ / "killed.h5");
  EXPECT_THAT(refusal(directory_ / "killed.h5"), HasSubstr("killed.h5: is "));
}

TEST_F(ResultFiles, AnUnknownDatasetIsNamed) {
  write(directory_ / "a.h5", {0});
  const ResultFile file(directory_ / "a.h5");
  try {
    (void)file.output("nothing");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("a.h5"), HasSubstr("'nothing'")));
  }
}

TEST_F(ResultFiles, RowsPastAnAxisAreRefused) {
  write(directory_ / "a.h5", {0});
  const Array array = ResultFile(directory_ / "a.h5").output("leaked");
  EXPECT_THROW((void)array.at({0, 0}), std::out_of_range);
  EXPECT_THROW((void)array.at({1, 0, 0}), std::out_of_range);
}

}  // namespace
}  // namespace entrepot::results
