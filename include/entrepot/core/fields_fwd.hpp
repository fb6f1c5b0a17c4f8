#pragma once
// Forward declaration for classes that befriend their list of fields (core/fields.hpp).

namespace entrepot {

/// The fields of T: a specialisation has a static constexpr tuple `all` of Field, in the order of the members.
template <class T>
struct Fields;

}  // namespace entrepot
