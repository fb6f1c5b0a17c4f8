#pragma once
// A counter with named axes.

#include <array>
#include <cstddef>
#include <vector>

namespace entrepot::model {

/// Values over Rank axes, row-major.
template <class T, std::size_t Rank>
class Tally {
 public:
  Tally() = default;
  explicit Tally(std::array<std::size_t, Rank> shape, T fill = T{}) : shape_(shape) {
    std::size_t cells = 1;
    for (const auto extent : shape) cells *= extent;
    values_.assign(cells, fill);
  }
  template <class... Indices>
  [[nodiscard]] T& operator()(Indices... indices) {
    return values_[cell(indices...)];
  }
  template <class... Indices>
  [[nodiscard]] T operator()(Indices... indices) const {
    return values_[cell(indices...)];
  }
  [[nodiscard]] const std::vector<T>& values() const { return values_; }
  /// All cells at once; their number must stay.
  [[nodiscard]] std::vector<T>& values() { return values_; }
  [[nodiscard]] const std::array<std::size_t, Rank>& shape() const { return shape_; }

 private:
  template <class... Indices>
  [[nodiscard]] std::size_t cell(Indices... indices) const {
    static_assert(sizeof...(Indices) == Rank);
    const std::array<std::size_t, Rank> at{static_cast<std::size_t>(indices)...};
    std::size_t cell = 0;
    for (std::size_t axis = 0; axis < Rank; ++axis) cell = cell * shape_[axis] + at[axis];
    return cell;
  }

  std::array<std::size_t, Rank> shape_{};
  std::vector<T> values_;
};

}  // namespace entrepot::model
