#pragma once
// For itself, for classes that let their list of fields (core/fields.hpp) see their private members.

namespace entrepot {

/// The members of T: a specialisation has a static constexpr tuple `all` of Field, in the order of the struct.
template <class T>
struct Fields;

}  // namespace entrepot
