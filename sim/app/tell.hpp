#pragma once
// What the program has to say to its user besides results.

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

namespace entrepot::app {

/// On standard error, as it is. If nothing can be said there, it is lost: hours of work must not end because of it.
inline void tell_as_is(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

/// A line on standard error.
template <class... Parts>
void tell(fmt::format_string<Parts...> format, Parts&&... parts) {
  tell_as_is(fmt::format(format, std::forward<Parts>(parts)...) + "\n");
}

}  // namespace entrepot::app
