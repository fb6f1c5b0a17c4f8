#include "page.hpp"

#include "entrepot/io/text_table.hpp"
#include "log.hpp"
#include "terminal.hpp"

namespace entrepot::cli {

void print_page(const std::string& text) {
  const auto width = terminal_width(stdout);
  print("{}", width ? io::rewrapped(text, *width) : text);
}

}  // namespace entrepot::cli
