// Writes down what a program does to the files of a folder, in the order in which it was done, so that a test can say
// what a power cut would have left of them. For LD_PRELOAD; in the environment:
//
//   RECORD_UNDER=FOLDER   whose files are watched
//   RECORD_INTO=FILE      one line for each deed, its words parted by blanks; FILE is not in FOLDER
//
//   create INODE PATH     open with O_CREAT; the file may have been there
//   mkdir INODE PATH
//   write INODE AT HEX    so many bytes at that place
//   truncate INODE BYTES
//   sync INODE            fsync and fdatasync, of a folder too
//   rename FROM TO
//   remove PATH           a file or an empty folder
//
// Deeds are done and written down one at a time, whatever the number of threads.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "watched.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int is_watched(const char* path) { return is_under("RECORD_UNDER", path); }
static int is_open_there(int descriptor) { return is_open_under("RECORD_UNDER", descriptor); }

static unsigned long long inode_of(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

static unsigned long long inode_at(const char* path) {
  struct stat status;
  return stat(path, &status) == 0 ? status.st_ino : 0;
}

static void append(const char* text, size_t length) {
  const int into = REAL(open)(getenv("RECORD_INTO"), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (into < 0 || REAL(write)(into, text, length) != (ssize_t)length) abort();
  close(into);
}

static void note(const char* format, ...) {
  char line[2 * PATH_MAX + 64];
  va_list words;
  va_start(words, format);
  const int length = vsnprintf(line, sizeof line, format, words);
  va_end(words);
  append(line, (size_t)length);
}

static void note_write(int descriptor, off_t at, const unsigned char* bytes, size_t size) {
  char* line = malloc(2 * size + 64);
  if (line == NULL) abort();
  size_t length = (size_t)sprintf(line, "write %llu %lld ", inode_of(descriptor), (long long)at);
  for (size_t i = 0; i < size; ++i) length += (size_t)sprintf(line + length, "%02x", bytes[i]);
  line[length++] = '\n';
  append(line, length);
  free(line);
}

static off_t place_of(int descriptor) {
  if ((fcntl(descriptor, F_GETFL) & O_APPEND) == 0) return lseek(descriptor, 0, SEEK_CUR);
  struct stat status;
  return fstat(descriptor, &status) == 0 ? status.st_size : 0;
}

ssize_t write(int descriptor, const void* data, size_t size) {
  if (!is_open_there(descriptor)) return REAL(write)(descriptor, data, size);
  pthread_mutex_lock(&lock);
  const off_t at = place_of(descriptor);
  const ssize_t taken = REAL(write)(descriptor, data, size);
  if (taken > 0) note_write(descriptor, at, data, (size_t)taken);
  pthread_mutex_unlock(&lock);
  return taken;
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t at) {
  if (!is_open_there(descriptor)) return REAL(pwrite64)(descriptor, data, size, at);
  pthread_mutex_lock(&lock);
  const ssize_t taken = REAL(pwrite64)(descriptor, data, size, at);
  if (taken > 0) note_write(descriptor, at, data, (size_t)taken);
  pthread_mutex_unlock(&lock);
  return taken;
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t at) { return pwrite64(descriptor, data, size, at); }

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  if (!is_open_there(descriptor) || count <= 0) return REAL(writev)(descriptor, parts, count);
  return write(descriptor, parts[0].iov_base, parts[0].iov_len);
}

int ftruncate64(int descriptor, off64_t length) {
  if (!is_open_there(descriptor)) return REAL(ftruncate64)(descriptor, length);
  pthread_mutex_lock(&lock);
  const int failed = REAL(ftruncate64)(descriptor, length);
  if (failed == 0) note("truncate %llu %lld\n", inode_of(descriptor), (long long)length);
  pthread_mutex_unlock(&lock);
  return failed;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

static int synced(int descriptor, int (*sync)(int)) {
  if (!is_open_there(descriptor)) return sync(descriptor);
  pthread_mutex_lock(&lock);
  const int failed = sync(descriptor);
  if (failed == 0) note("sync %llu\n", inode_of(descriptor));
  pthread_mutex_unlock(&lock);
  return failed;
}

int fsync(int descriptor) { return synced(descriptor, REAL(fsync)); }
int fdatasync(int descriptor) { return synced(descriptor, REAL(fdatasync)); }

int open(const char* path, int how, ...) {
  va_list more;
  va_start(more, how);
  const mode_t mode = (how & O_CREAT) != 0 ? (mode_t)va_arg(more, int) : 0;
  va_end(more);
  if ((how & O_CREAT) == 0 || !is_watched(path)) return REAL(open)(path, how, mode);
  pthread_mutex_lock(&lock);
  const int descriptor = REAL(open)(path, how, mode);
  if (descriptor >= 0) note("create %llu %s\n", inode_of(descriptor), path);
  if (descriptor >= 0 && (how & O_TRUNC) != 0) note("truncate %llu 0\n", inode_of(descriptor));
  pthread_mutex_unlock(&lock);
  return descriptor;
}

// The same where file offsets have 64 bits anyway.
int open64(const char* path, int how, ...) __attribute__((alias("open")));

int mkdir(const char* path, mode_t mode) {
  if (!is_watched(path)) return REAL(mkdir)(path, mode);
  pthread_mutex_lock(&lock);
  const int failed = REAL(mkdir)(path, mode);
  const int cause = errno;
  if (failed == 0) note("mkdir %llu %s\n", inode_at(path), path);
  pthread_mutex_unlock(&lock);
  errno = cause;
  return failed;
}

int rename(const char* from, const char* to) {
  if (!is_watched(to)) return REAL(rename)(from, to);
  pthread_mutex_lock(&lock);
  const int failed = REAL(rename)(from, to);
  const int cause = errno;
  if (failed == 0) note("rename %s %s\n", from, to);
  pthread_mutex_unlock(&lock);
  errno = cause;
  return failed;
}

static int removed(const char* path, int (*real)(const char*)) {
  if (!is_watched(path)) return real(path);
  pthread_mutex_lock(&lock);
  const int failed = real(path);
  const int cause = errno;
  if (failed == 0) note("remove %s\n", path);
  pthread_mutex_unlock(&lock);
  errno = cause;
  return failed;
}

int remove(const char* path) { return removed(path, REAL(remove)); }
int unlink(const char* path) { return removed(path, REAL(unlink)); }
int rmdir(const char* path) { return removed(path, REAL(rmdir)); }

int unlinkat(int folder, const char* name, int how) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t length = name[0] == '/' || folder == AT_FDCWD ? 0 : readlink(link, path, sizeof path - 1);
  if (length < 0) length = 0;
  snprintf(path + length, sizeof path - (size_t)length, "%s%s", length > 0 ? "/" : "", name);
  if (!is_watched(path)) return REAL(unlinkat)(folder, name, how);
  pthread_mutex_lock(&lock);
  const int failed = REAL(unlinkat)(folder, name, how);
  const int cause = errno;
  if (failed == 0) note("remove %s\n", path);
  pthread_mutex_unlock(&lock);
  errno = cause;
  return failed;
}
