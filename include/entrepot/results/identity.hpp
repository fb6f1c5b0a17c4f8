#pragma once
// Check that an HDF5 file is a result of this program and of the expected kind.

#include <string>

#include "entrepot/io/hdf5.hpp"

namespace entrepot::results {

/// Why a file is not a result of that kind in the schema version of this program; empty if it is.
std::string refusal_of(const io::hdf5::Group& root, const std::string& kind);

}  // namespace entrepot::results
