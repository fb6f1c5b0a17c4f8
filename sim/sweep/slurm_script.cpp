#include "entrepot/sweep/slurm_script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "child_process.hpp"
#include "entrepot/core/error.hpp"
#include "entrepot/core/shell.hpp"
#include "entrepot/io/file.hpp"
#include "entrepot/io/pending_file.hpp"
#include "entrepot/sweep/store.hpp"

namespace entrepot::sweep {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 40;

Error cannot(const std::string& what) { return Error(what, ExitCode::bad_input); }

void check_one_line(std::string_view text) {
  if (text.find_first_of("\n\r") != std::string_view::npos)
    throw cannot(fmt::format("'{}': line breaks are not allowed in a batch script", text));
}

/// Quotes a text as one word of the shell.
std::string shell_word(const std::string& text) {
  check_one_line(text);
  return shell_quoted(text);
}

/// Quotes a text as one word of an #SBATCH line, which has its own quoting rules.
std::string directive_word(const std::string& text) {
  check_one_line(text);
  std::string word = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') word += '\\';
    word += c;
  }
  return word + "\"";
}

/// Whether Slurm reads the unquoted text as one word.
bool is_plain_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.,:;/+@=%[]()*&|!").find(c) != std::string_view::npos;
  });
}

std::string plain_or_quoted(const std::string& text) { return is_plain_word(text) ? text : directive_word(text); }

/// An sbatch option as given, `--comment=two words`, `--comment two words` or `-C x`, with its value quoted for an
/// #SBATCH line.
std::string directive_option(const std::string& given) {
  check_one_line(given);
  const std::size_t first = given.find_first_not_of(" \t");
  const std::string option = first == std::string::npos ? "" : given.substr(first);
  const bool is_long = option.starts_with("--");
  if (!option.starts_with('-') || option.size() < (is_long ? 3U : 2U) || option[1] == ' ' || option[1] == '\t')
    throw cannot(
        fmt::format("--sbatch: '{}' is not an option of sbatch; expected one such as --constraint=avx2", given));
  const std::size_t end = std::min(option.find_first_of(is_long ? "= \t" : " \t"), option.size());
  const std::string name = option.substr(0, end);
  if (end == option.size()) return plain_or_quoted(name);
  if (option[end] == '=') return name + "=" + plain_or_quoted(option.substr(end + 1));
  const std::size_t from = option.find_first_not_of(" \t", end);
  if (from == std::string::npos) return plain_or_quoted(name);
  const std::string value = option.substr(from);
  if (value.starts_with('-'))
    throw cannot(fmt::format("--sbatch: '{}' has more than one option; repeat --sbatch for each", given));
  return is_long ? name + "=" + plain_or_quoted(value) : name + " " + plain_or_quoted(value);
}

/// A file name with Slurm's replacement symbols escaped.
std::string log_name(const fs::path& path) {
  const std::string text = path.string();
  if (text.find('\\') != std::string::npos)
    throw cannot(fmt::format("{}: Slurm does not support a backslash in names of logs", text));
  std::string name;
  for (const char c : text) name += c == '%' ? std::string("%%") : std::string(1, c);
  return name;
}

/// Job name shown by squeue: the name of the result file, with unsupported characters replaced.
std::string job_name(const fs::path& output) {
  std::string name = output.stem().string().substr(0, longest_name);
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  std::replace_if(name.begin(), name.end(), std::not_fn(plain), '_');
  return "entrepot-" + name;
}

class Script {
 public:
  void ask(const std::string& option, const std::string& value) {
    if (!value.empty()) lines_.push_back(fmt::format("#SBATCH --{}={}", option, directive_word(value)));
  }
  void ask(const std::string& whole_option) { lines_.push_back("#SBATCH " + directive_option(whole_option)); }
  void say(const std::string& line) { lines_.push_back(line); }
  [[nodiscard]] std::string text() const { return fmt::format("#!/bin/bash\n{}\n", fmt::join(lines_, "\n")); }

 private:
  std::vector<std::string> lines_;
};

void ask_for_both(Script& script, const SlurmOptions& options) {
  script.ask("partition", options.partition);
  script.ask("account", options.account);
  script.ask("time", options.time);
  script.ask("mem", options.memory);
  for (const auto& option : options.more) script.ask(option);
}

/// The --include-dir options of the command, each after a space.
std::string also_read_words(const SlurmOptions& options) {
  std::string words;
  for (const auto& folder : options.include_dirs)
    words += " --include-dir " + shell_word(fs::absolute(folder).lexically_normal().string());
  return words;
}

std::string shards_script(const SlurmOptions& options) {
  Script script;
  script.ask("job-name", job_name(options.output));
  script.ask("array", fmt::format("0-{}", options.shards - 1));
  script.ask("ntasks", "1");
  script.ask("cpus-per-task", fmt::format("{}", options.processors));
  ask_for_both(script, options);
  script.say("# A lost or preempted task is requeued and resumes its work.");
  script.ask("--requeue");
  script.ask("--open-mode=append");
  script.say("# One minute before the time limit the program receives a signal, saves its runs and exits with 130.");
  script.ask("--signal=B:TERM@60");
  script.ask("output", log_name(log_folder_of(options.output)) + "/%A_%a.log");
  script.say(
      fmt::format("exec {} sweep {}{} \\\n  -o {} \\\n  --shard \"${{SLURM_ARRAY_TASK_ID}}/{}\" "
                  "-j \"${{SLURM_CPUS_PER_TASK}}\" --quiet",
                  shell_word(options.program.string()), shell_word(options.sweep.string()), also_read_words(options),
                  shell_word(options.output.string()), options.shards));
  return script.text();
}

std::string merge_script(const SlurmOptions& options) {
  Script script;
  script.ask("job-name", job_name(options.output) + "-merge");
  script.ask("ntasks", "1");
  ask_for_both(script, options);
  script.ask("output", log_name(log_folder_of(options.output)) + "/merge-%j.log");
  script.say(
      fmt::format("exec {} merge {}", shell_word(options.program.string()), shell_word(options.output.string())));
  return script.text();
}

fs::path keep(const fs::path& folder, const char* name, const std::string& script) {
  io::write_atomically(folder / name, script);
  return folder / name;
}

std::string trimmed(const std::string& text) {
  const auto last = text.find_last_not_of(" \n\r\t");
  return last == std::string::npos ? "" : text.substr(0, last + 1);
}

/// Submits a job and returns its number. Throws Error with sbatch's message.
std::string sbatch(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"sbatch", "--parsable"});
  const auto child = run_child(arguments);
  if (!child.started)
    throw Error(fmt::format("sbatch cannot be started: {}; is this a machine of a Slurm cluster?", child.error));
  if (child.code != 0) throw Error(fmt::format("sbatch refused: {}", trimmed(child.error)));
  return trimmed(child.output.substr(0, child.output.find(';')));  // NUMBER or NUMBER;CLUSTER
}

}  // namespace

fs::path log_folder_of(const fs::path& output) { return store_of(output) / "log"; }

SlurmScripts slurm_scripts(const SlurmOptions& options) {
  if (options.shards == 0 || options.processors == 0) throw cannot("need at least one shard and one CPU");
  SlurmOptions whole = options;
  for (fs::path* path : {&whole.program, &whole.sweep, &whole.output}) *path = fs::absolute(*path).lexically_normal();
  return {shards_script(whole), merge_script(whole)};
}

SlurmJobs submit(const SlurmScripts& scripts, const fs::path& output) {
  const fs::path folder = store_of(fs::absolute(output).lexically_normal());
  std::error_code error;
  fs::create_directories(folder / "log", error);
  if (error) throw io::file_error(folder / "log", "created", error.value());
  const auto shards = keep(folder, "shards.sbatch", scripts.shards);
  const auto merge = keep(folder, "merge.sbatch", scripts.merge);
  SlurmJobs jobs;
  jobs.shards = sbatch({shards.string()});
  try {
    jobs.merge = sbatch({"--dependency=afterany:" + jobs.shards, merge.string()});
  } catch (const Error& refusal) {
    throw Error(
        fmt::format("job {} runs the shards, but the merge job could not be submitted: {}; after the shards have "
                    "ended, run: entrepot merge {}",
                    jobs.shards, refusal.what(), output.string()));
  }
  return jobs;
}

}  // namespace entrepot::sweep
