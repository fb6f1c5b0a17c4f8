#pragma once
// The alternative forms of submodels.

#include <string>

namespace entrepot::report {

/// A Markdown table: each parameter of `model`, its forms, and their assumptions. The first form is the default.
std::string alternatives_markdown();

/// The same for programs: `{"alternatives": [{"parameter", "meaning", "default", "forms": [{"name", "meaning"}]}]}`.
std::string alternatives_json();

}  // namespace entrepot::report
