#pragma once
// Text for generated pages in Markdown.

#include <string>
#include <string_view>

namespace entrepot::markdown {

/// Text for one cell of a table: bars are escaped, and it has one line.
std::string cell(std::string_view text);

/// The anchor of a heading of letters, digits, spaces and underscores, as GitHub makes it.
std::string anchor(std::string_view heading);

}  // namespace entrepot::markdown
