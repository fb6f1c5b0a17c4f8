#pragma once
// Assignment of work pieces.

#include <atomic>
#include <cstddef>
#include <optional>

namespace entrepot::sweep {

/// Assigns the work pieces 0 .. n-1, each once.
class WorkSource {
 public:
  virtual ~WorkSource() = default;
  /// The next piece, or nullopt when all are assigned. Thread-safe.
  virtual std::optional<std::size_t> next() = 0;
};

/// Assigns the pieces in order within one process.
class SharedWork : public WorkSource {
 public:
  explicit SharedWork(std::size_t pieces) : pieces_(pieces) {}
  std::optional<std::size_t> next() override {
    const std::size_t piece = next_++;
    return piece < pieces_ ? std::optional(piece) : std::nullopt;
  }

 private:
  std::size_t pieces_;
  std::atomic<std::size_t> next_ = 0;
};

}  // namespace entrepot::sweep
