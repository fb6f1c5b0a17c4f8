// Large tables in large pages. With millions of agents tables are gigabytes, looked up in no order, and to find a page
// of 4 KiB costs more than to read what is on it: an agent and week takes half the time in pages of 2 MiB
// (tests/bench/README.md). Linux gives them to who asks, and the C library does not.
//
// Only the program replaces operator new; the library leaves memory to who links it.

#include <sys/mman.h>

#include <cstdlib>
#include <new>

#if defined(__has_feature)
#define ENTREPOT_HAS_FEATURE(x) __has_feature(x)
#else
#define ENTREPOT_HAS_FEATURE(x) 0
#endif

// Sanitizers have an operator new of their own, and must keep it.
#if defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !ENTREPOT_HAS_FEATURE(address_sanitizer) && !ENTREPOT_HAS_FEATURE(thread_sanitizer)

namespace {

constexpr std::size_t page_bytes = std::size_t{2} << 20U;
constexpr std::size_t large_bytes = 2 * page_bytes;

/// Null if there is no room. What is left over after whole pages stays in small ones. Whether the system has large
/// pages to give makes no difference but in time.
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
