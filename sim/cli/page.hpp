#pragma once
// Text for a person to read on the screen.

#include <string>

namespace entrepot::cli {

/// On standard output. On a terminal narrower than the text, paragraphs are wrapped anew; tables and commands are kept.
void print_page(const std::string& text);

}  // namespace entrepot::cli
