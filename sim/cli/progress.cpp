#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "log.hpp"
#include "terminal.hpp"

namespace entrepot::cli {
namespace {

constexpr std::size_t widest_bar = 30;
constexpr std::size_t narrowest_bar = 5;
constexpr std::size_t usual_width = 80;
// Between plain lines: short runs print none, long ones do not fill a log.
constexpr double seconds_between_lines = 5;

std::size_t done(const experiment::Progress& progress) { return progress.finished + progress.failed; }

double seconds_left(const experiment::Progress& progress) {
  return progress.seconds / static_cast<double>(done(progress)) *
         static_cast<double>(progress.planned - done(progress));
}

}  // namespace

std::string duration_text(double seconds) {
  constexpr double minute = 60;
  constexpr double hour = 3600;
  if (seconds < 2 * minute) return fmt::format("{:.0f} s", seconds);
  if (seconds < 2 * hour) return fmt::format("{:.0f} min", seconds / minute);
  return fmt::format("{:.1f} h", seconds / hour);
}

std::string progress_text(const experiment::Progress& progress, const std::string& what) {
  std::string text = fmt::format("{} of {} {}", done(progress), progress.planned, what);
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  if (done(progress) > 0 && done(progress) < progress.planned)
    text += fmt::format(", about {} left", duration_text(seconds_left(progress)));
  return text;
}

ProgressLine::ProgressLine(bool silent, const char* what)
    : silent_(silent), what_(what), terminal_(can_redraw(stderr)) {}

ProgressLine::~ProgressLine() {
  if (drawn_) log_as_is("\r\033[K");
}

void ProgressLine::update(const experiment::Progress& progress) {
  if (silent_) return;
  if (terminal_) {
    draw(progress);
  } else {
    log_now_and_then(progress);
  }
}

/// The bar takes the space that the text leaves; a line that filled the terminal could not be erased.
void ProgressLine::draw(const experiment::Progress& progress) {
  const std::size_t width = terminal_width(stderr).value_or(usual_width) - 1;
  std::string line = progress_text(progress, what_);
  if (line.size() + narrowest_bar + 3 <= width) {
    const std::size_t bar = std::min(widest_bar, width - line.size() - 3);
    const std::size_t filled = progress.planned == 0 ? bar : bar * done(progress) / progress.planned;
    line = fmt::format("[{}{}] {}", std::string(filled, '#'), std::string(bar - filled, '.'), line);
  }
  log_as_is("\r\033[K" + line.substr(0, width));
  drawn_ = true;
}

/// At a tenth of the work, or a multiple of it, but not at the end, where the results follow.
void ProgressLine::log_now_and_then(const experiment::Progress& progress) {
  if (done(progress) >= progress.planned) return;
  const std::size_t tenths = 10 * done(progress) / progress.planned;
  if (tenths == tenths_ || progress.seconds - seconds_ < seconds_between_lines) return;
  tenths_ = tenths;
  seconds_ = progress.seconds;
  log("entrepot: {}", progress_text(progress, what_));
}

}  // namespace entrepot::cli
