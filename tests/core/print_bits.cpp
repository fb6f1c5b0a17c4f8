// Prints the checksum of core's functions over many points: scripts/check-bits compares it among compilers, options and
// processors.

#include <cstdio>

#include "elementary_bits.hpp"

int main() {
  const unsigned long long elementary = entrepot::testing::bits_of_elementary(1000000);
  const unsigned long long distributions = entrepot::testing::bits_of_distributions(100000);
  std::printf("%016llx %016llx\n", elementary, distributions);
}
