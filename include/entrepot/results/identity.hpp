#pragma once
// Whether an HDF5 file is a result of this program, and of the kind that a reader takes.

#include <string>

#include "entrepot/io/hdf5.hpp"

namespace entrepot::results {

/// What is wrong with a file as a result of that kind in the layout that this program reads; empty if nothing is.
std::string refusal_of(const io::hdf5::Group& root, const std::string& kind);

}  // namespace entrepot::results
