#pragma once
// The alternative forms of submodels, as the program knows them.

#include <string>

namespace entrepot::report {

/// A table in Markdown: each parameter of `model`, its forms, and what each assumes. The first form is the default.
std::string alternatives_markdown();

/// The same for programs: `{"alternatives": [{"parameter", "meaning", "default", "forms": [{"name", "meaning"}]}]}`.
std::string alternatives_json();

}  // namespace entrepot::report
