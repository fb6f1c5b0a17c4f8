#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <string>

#include "log.hpp"

namespace entrepot::cli {
namespace {

constexpr std::size_t bar_width = 30;

double seconds_left(const experiment::Progress& progress) {
  const std::size_t done = progress.finished + progress.failed;
  return done == 0 ? 0.0 : progress.seconds / static_cast<double>(done) * static_cast<double>(progress.planned - done);
}

double rate(const experiment::Progress& progress) {
  return progress.seconds > 0 ? static_cast<double>(progress.finished + progress.failed) / progress.seconds : 0.0;
}

}  // namespace

ProgressLine::ProgressLine(bool silent, const char* what)
    : silent_(silent), what_(what), terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (drawn_) log_as_is("\r\033[K");
}

void ProgressLine::update(const experiment::Progress& progress) {
  if (silent_) return;
  if (terminal_) {
    draw(progress);
  } else {
    log_event(progress);
  }
}

void ProgressLine::draw(const experiment::Progress& progress) {
  const std::size_t done = progress.finished + progress.failed;
  const std::size_t filled = progress.planned == 0 ? bar_width : bar_width * done / progress.planned;
  log_as_is(fmt::format("\r\033[K[{}{}] {} of {} {}, {:.1f}/s, {:.0f} s left", std::string(filled, '#'),
                        std::string(bar_width - filled, '.'), done, progress.planned, what_, rate(progress),
                        seconds_left(progress)));
  drawn_ = true;
}

void ProgressLine::log_event(const experiment::Progress& progress) {
  const std::size_t done = progress.finished + progress.failed;
  const std::size_t tenths = progress.planned == 0 ? 10 : 10 * done / progress.planned;
  if (tenths == tenths_) return;
  tenths_ = tenths;
  log(R"({{"event":"progress","finished":{},"failed":{},"planned":{},"seconds":{:.2f},"seconds_left":{:.2f}}})",
      progress.finished, progress.failed, progress.planned, progress.seconds, seconds_left(progress));
}

}  // namespace entrepot::cli
