#pragma once
// The parts of the ODD protocol (docs/reference/odd.md) that are generated from tables of the program.

#include <string>
#include <vector>

namespace entrepot::report {

/// A part of the page, in Markdown, between the lines `<!-- generated: NAME -->` and `<!-- end -->`.
struct OddPart {
  std::string name;
  std::string text;
};

std::vector<OddPart> odd_parts();

/// All parts in order, each with its marks.
std::string odd_markdown();

}  // namespace entrepot::report
