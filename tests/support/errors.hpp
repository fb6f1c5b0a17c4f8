#pragma once
// What errors say.

#include <string>

#include "entrepot/core/error.hpp"

namespace entrepot::testing {

/// The message of the Error that a call throws; empty if it throws none.
template <class Call>
std::string error_of(const Call& call) {
  try {
    call();
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace entrepot::testing
