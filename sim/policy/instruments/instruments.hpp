#pragma once
// The instruments there are: each is made by the function that its file defines, and listed in instruments.cpp.

#include "entrepot/policy/instrument.hpp"

namespace entrepot::policy {

Instrument hub_permit();
Instrument licence_levy();
Instrument licence_requirement();
Instrument volume_cap();

}  // namespace entrepot::policy
