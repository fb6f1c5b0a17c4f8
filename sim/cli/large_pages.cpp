// Puts large tables in large pages. With millions of agents tables take gigabytes and are read in random order, so that
// finding a page of 4 KiB costs more than reading it: pages of 2 MiB halve the time per agent and week
// (tests/bench/README.md). Linux provides them on request, but the C library does not request them.
//
// Only the program replaces operator new; the library leaves that choice to the programs that link it.

#include <sys/mman.h>

#include <cstdlib>
#include <new>

#if defined(__has_feature)
#define ENTREPOT_HAS_FEATURE(x) __has_feature(x)
#else
#define ENTREPOT_HAS_FEATURE(x) 0
#endif

// Sanitizers replace operator new themselves.
#if defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !ENTREPOT_HAS_FEATURE(address_sanitizer) && !ENTREPOT_HAS_FEATURE(thread_sanitizer)

namespace {

constexpr std::size_t page_bytes = std::size_t{2} << 20U;
constexpr std::size_t large_bytes = 2 * page_bytes;

/// Null if memory is exhausted. The remainder after whole pages stays in small ones. Without large pages only the
/// running time differs.
void* large_block(std::size_t bytes) {
  void* block = nullptr;
  if (::posix_memalign(&block, page_bytes, bytes) != 0) return nullptr;
  ::madvise(block, bytes / page_bytes * page_bytes, MADV_HUGEPAGE);
  return block;
}

}  // namespace

void* operator new(std::size_t bytes) {
  void* block = bytes < large_bytes ? std::malloc(bytes == 0 ? 1 : bytes) : large_block(bytes);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif
