#pragma once
// The options of every command, and a function that runs it. On failure it throws Error, or ReportedFailure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entrepot/report/analysis_report.hpp"
#include "entrepot/report/custody_report.hpp"
#include "entrepot/report/decision_report.hpp"
#include "entrepot/report/discovery_report.hpp"
#include "entrepot/report/rules_report.hpp"
#include "entrepot/report/sweep_view.hpp"
#include "entrepot/report/threshold_report.hpp"
#include "entrepot/results/custody.hpp"

namespace entrepot::cli {

struct ScenarioChoice {
  std::string file;
  std::vector<std::string> settings;           ///< PATH=VALUE; override values of the file
  std::vector<std::string> include_dirs = {};  ///< further directories of referenced files
};

struct RunOptions {
  ScenarioChoice scenario;
  std::string output;                                        ///< result file; named after the scenario if empty
  int replicates = 0;                                        ///< 0: those of the scenario; an upper bound with `until`
  std::vector<std::string> until;                            ///< OUTPUT:rel=WIDTH or OUTPUT:abs=WIDTH
  int threads = 0;                                           ///< 0: all CPUs
  int custody = static_cast<int>(results::default_custody);  ///< replicates with chains of custody
  bool overwrite = false;
  bool quiet = false;
  std::optional<std::string> checkpoint;  ///< folder of checkpoints
  std::string checkpoint_every;           ///< time or model weeks; default of experiment::CheckpointPace if empty
};

struct SweepOptions {
  std::string file;
  std::string output;  ///< result file; named after the sweep file if empty
  int threads = 0;     ///< 0: all CPUs
  std::string shard;   ///< INDEX/COUNT; all if empty
  int point = -1;      ///< print this point instead of running
  bool plan = false;   ///< print the plan instead of running
  bool quiet = false;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

struct MergeOptions {
  std::string output;  ///< result file of the sweep
  bool quiet = false;
};

struct CalibrateOptions {
  std::string file;
  std::string output;  ///< result file; named after the calibration file if empty
  int threads = 0;     ///< 0: all CPUs
  bool overwrite = false;
  bool quiet = false;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

/// Empty options are left to the cluster.
struct SlurmCommand {
  std::string file;
  std::string output;  ///< as in SweepOptions
  int shards = 1;
  int processors = 1;  ///< per shard
  std::string time;
  std::string memory;
  std::string partition;
  std::string account;
  std::vector<std::string> more;               ///< further options of sbatch
  bool print = false;                          ///< print the scripts instead of submitting them
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

struct AnalyseOptions {
  report::SweepSelection sweep;
  std::vector<std::string> outputs = {};     ///< all if empty
  std::string baseline = {};                 ///< policy to subtract from the others
  std::vector<std::string> table = {};       ///< CSV files of a design and its results, instead of a sweep
  std::string structure = "auto";            ///< of that design: auto, sobol, morris or any
  std::vector<std::string> ranges = {};      ///< NAME=LOW:HIGH of its parameters
  std::vector<std::string> parameters = {};  ///< its columns that are parameters; all if empty
  bool json = false;
};

struct DecideOptions {
  report::SweepSelection sweep;
  report::DecisionRequest request;
  bool json = false;
};

struct DiscoverOptions {
  report::SweepSelection sweep;
  report::DiscoveryRequest request;
  bool json = false;
};

struct ThresholdOptions {
  report::SweepSelection sweep;
  report::ThresholdRequest request;
  bool json = false;
};

/// Results of runs and sweeps, in any order; the first run is the reference.
struct ReportOptions {
  std::vector<std::string> files;
  std::string output;  ///< page; beside the first file and named after it if empty
  bool pdf = false;    ///< beside the page
};

struct ValidateOptions {
  std::vector<std::string> files;
  bool verbose = false;  ///< list the figures that end before the run
  bool strict = false;   ///< fail on warnings
  std::vector<std::string> settings;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

struct EvidenceOptions {
  std::vector<std::string> words;  ///< id of a row, or words to search for; none: an overview
  std::string coverage;            ///< scenario whose figures are counted, instead
  std::vector<std::string> settings;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
  bool json = false;
};

struct BillsOptions {
  std::vector<std::string> words;  ///< id of a bill, or words to search for; none: all
  bool json = false;
};

struct NewOptions {
  std::string name;  ///< of the file; the ending .yaml may be left out
  std::string extends = "baseline";
  bool overwrite = false;
};

struct RulesOptions {
  ScenarioChoice scenario;
  report::RulesQuery query;
  bool json = false;
};

struct LintOptions {
  std::vector<std::string> files;
  std::vector<std::string> settings;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
  bool run = false;    ///< simulate a replicate to find licence requirements that decide nothing
  int replicates = 0;  ///< in which each rule is left out; 0: none
  int threads = 0;
  bool quiet = false;
};

/// Tables as CSV for a spreadsheet.
struct SpreadsheetChoice {
  bool spreadsheet = false;
  std::string separator;  ///< comma or semicolon; default of the package if empty
};

struct DisplacementCommand {
  std::string before;  ///< result files
  std::vector<std::string> after;
  std::string hub;        ///< ISO code; the hub with the largest fall if empty
  std::string from;       ///< date; the first week that differs if empty
  double confidence = 0;  ///< 0: that of the first file
  std::string output;     ///< Markdown or CSV file; printed if empty
  bool markdown = false;
  bool json = false;
  SpreadsheetChoice spreadsheet;
};

/// Scenario files or result files; the first is the reference.
struct CompareOptions {
  std::vector<std::string> files;
  std::vector<std::string> settings;  ///< for every scenario
  std::vector<std::string> outputs;   ///< the usual ones if empty
  std::vector<std::string> until;     ///< precision of the differences
  std::string output;                 ///< folder for result files of scenarios; none if empty
  std::string table;                  ///< of result files; none if empty
  std::string figure;                 ///< of result files; none if empty
  bool unpaired = false;              ///< results as independent samples
  bool markdown = false;
  int replicates = 0;  ///< 0: those of the first scenario
  int threads = 0;     ///< 0: all CPUs
  bool overwrite = false;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
  SpreadsheetChoice spreadsheet;
};

struct FiguresOptions {
  std::string file;
  std::string folder = "figures";
  std::string format = "svg";
  std::vector<std::string> only;  ///< all if empty
  SpreadsheetChoice spreadsheet;
};

struct ExportOptions {
  std::string file;
  std::string output;  ///< folder, or SQLite file; named after the result file if empty
  std::string format = "csv";
  std::vector<std::string> outputs;  ///< all if empty
  std::vector<std::string> groups;
  bool overwrite = false;
  SpreadsheetChoice spreadsheet;
};

struct EstimatesOptions {
  std::string suite;
  std::vector<std::string> files;
  std::string output;  ///< table; printed if empty
  std::string figure;
  bool strict = false;  ///< fail if an estimate fails
  bool json = false;
  SpreadsheetChoice spreadsheet;
};

struct DiffOptions {
  std::string before;  ///< result file, or headline results (JSON)
  std::string after;
  std::string between;  ///< the old scenario run by the new program
  std::string output;   ///< table; printed if empty
  double margin = 0.02;
  double confidence = 0;  ///< 0: that of the first file
  std::string changelog;
  bool json = false;
  SpreadsheetChoice spreadsheet;
};

struct HeadlinesOptions {
  std::string file;
  std::string output;   ///< JSON; printed if empty
  bool values = false;  ///< of every replicate
};

struct CostsOptions {
  std::string reference;
  std::vector<std::string> others;
  bool json = false;
};

struct BreakdownOptions {
  std::string reference;
  std::vector<std::string> others;
  std::string output;
  std::string dimension;
  bool json = false;
};

struct CreditOptions {
  std::string before;
  std::string after;
  std::vector<std::string> settings;
  std::vector<std::string> instruments;  ///< rules; joined by + to be added together; all that differ if empty
  std::string output = "leaked_units";
  int replicates = 0;
  int threads = 0;
  bool quiet = false;
  bool json = false;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

struct TraceOptions {
  std::string file;
  report::CustodyQuery query;
  bool json = false;
};

struct ReplayOptions {
  std::string file;
  std::int64_t replicate = 0;
  std::string output;  ///< result file of this replicate; none if empty
  bool events = false;
  bool overwrite = false;
};

struct VerifyOptions {
  std::string file;
  int sample = 3;
  std::int64_t seed = 0;
  int threads = 0;  ///< 0: all CPUs
};

/// Scenario files, or result files that hold a scenario.
struct DivergeOptions {
  std::string a;
  std::string b;
  std::int64_t replicate = 0;
  std::vector<std::string> include_dirs = {};  ///< as in ScenarioChoice
};

void run(const RunOptions& options);
void replay(const ReplayOptions& options);
void verify(const VerifyOptions& options);
void diverge(const DivergeOptions& options);
void sweep_scenario(const SweepOptions& options);
void merge(const std::string& output, bool quiet);
void calibrate(const CalibrateOptions& options);
void slurm(const SlurmCommand& options);
void analyse(const AnalyseOptions& options);
void decide(const DecideOptions& options);
void discover(const DiscoverOptions& options);
void threshold(const ThresholdOptions& options);
void show(const std::string& file);
void trace(const TraceOptions& options);
void new_scenario(const NewOptions& options);
void validate(const ValidateOptions& options);
void bills(const BillsOptions& options);
void evidence(const EvidenceOptions& options);
void explain(const std::vector<std::string>& words);
void schema(const std::string& of);
void rules(const RulesOptions& options);
void lint(const LintOptions& options);
void report(const ReportOptions& options);
void figures(const FiguresOptions& options);
void export_result(const ExportOptions& options);
void estimates(const EstimatesOptions& options);
void diff(const DiffOptions& options);
void headlines(const HeadlinesOptions& options);
void costs(const CostsOptions& options);
void breakdown(const BreakdownOptions& options);
void compare(const CompareOptions& options);
void credit(const CreditOptions& options);
void displacement(const DisplacementCommand& options);
void docs(const std::string& page);

}  // namespace entrepot::cli
