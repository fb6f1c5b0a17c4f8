// Faults of disk and clock, for a program that runs with this library in LD_PRELOAD. What goes wrong is in the
// environment:
//
//   FAULT_UNDER=FOLDER   faults of the disk hit files in it alone
//   FAULT_AFTER=BYTES    so many can be written to them; the write that passes the limit is cut short, later ones fail
//   FAULT_ERRNO=NUMBER   with which writes fail (default: ENOSPC)
//   FAULT_AGAIN=BYTES    so many after the limit there is room again
//   FAULT_SHORT=BYTES    a write takes so many at most
//   FAULT_EINTR=1        every other write is interrupted by a signal
//   FAULT_SYNC=NUMBER    fsync and fdatasync fail with it
//   FAULT_RENAME=NUMBER  rename fails with it
//   FAULT_LOCK=NUMBER    flock fails with it, as where a file system knows no locks
//   FAULT_KILL=BYTES     kill -9 in the write that passes so many
//   FAULT_CLOCK=jumps    the clock jumps ten years to and fro, at every look
//   FAULT_CLOCK=stands   it is 1970 for ever, and no time passes on the steady clock
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>

#include "watched.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long long written = 0;
static long long refused = 0;
static int interrupted = 0;
static int dying = 0;

static long long number(const char* name, long long otherwise) {
  const char* text = getenv(name);
  return text == NULL ? otherwise : atoll(text);
}

static int is_hit(int descriptor) { return is_open_under("FAULT_UNDER", descriptor); }

// How many of `size` bytes may be written now; -1, with errno, if none may.
static ssize_t room_for(size_t size) {
  const long long limit = number("FAULT_AFTER", LLONG_MAX), kill_at = number("FAULT_KILL", LLONG_MAX);
  const long long most = number("FAULT_SHORT", LLONG_MAX);
  if (size > 0 && (long long)size > most) size = (size_t)most;
  if (written + (long long)size > kill_at) {
    size = (size_t)(kill_at - written);
    dying = 1;
  }
  if (refused < number("FAULT_AGAIN", LLONG_MAX) && written + (long long)size > limit) {
    if (written >= limit) {
      refused += (long long)size;
      errno = (int)number("FAULT_ERRNO", ENOSPC);
      return -1;
    }
    size = (size_t)(limit - written);
  }
  written += (long long)size;
  return (ssize_t)size;
}

static ssize_t limited(int descriptor, size_t size, int may_be_interrupted) {
  if (size == 0 || !is_hit(descriptor)) return (ssize_t)size;
  ssize_t room = -1;
  pthread_mutex_lock(&lock);
  if (may_be_interrupted && number("FAULT_EINTR", 0) && (interrupted = !interrupted)) {
    errno = EINTR;
  } else {
    room = room_for(size);
  }
  pthread_mutex_unlock(&lock);
  return room;
}

static ssize_t survived(ssize_t result) {
  if (dying) kill(getpid(), SIGKILL);
  return result;
}

ssize_t write(int descriptor, const void* data, size_t size) {
  const ssize_t room = limited(descriptor, size, 1);
  return room < 0 ? -1 : survived(REAL(write)(descriptor, data, (size_t)room));
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t at) {
  const ssize_t room = limited(descriptor, size, 1);
  return room < 0 ? -1 : survived(REAL(pwrite)(descriptor, data, (size_t)room, at));
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t at) {
  const ssize_t room = limited(descriptor, size, 1);
  return room < 0 ? -1 : survived(REAL(pwrite64)(descriptor, data, (size_t)room, at));
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  if (!is_hit(descriptor) || count <= 0) return REAL(writev)(descriptor, parts, count);
  return write(descriptor, parts[0].iov_base, parts[0].iov_len);
}

ssize_t sendfile(int to, int from, off_t* at, size_t size) {
  const ssize_t room = limited(to, size, 0);
  return room < 0 ? -1 : survived(REAL(sendfile)(to, from, at, (size_t)room));
}

static int failing(const char* fault) {
  const long long wanted = number(fault, 0);
  if (wanted != 0) errno = (int)wanted;
  return wanted != 0;
}

int flock(int descriptor, int how) {
  return is_hit(descriptor) && failing("FAULT_LOCK") ? -1 : REAL(flock)(descriptor, how);
}

int fsync(int descriptor) { return is_hit(descriptor) && failing("FAULT_SYNC") ? -1 : REAL(fsync)(descriptor); }

int fdatasync(int descriptor) { return is_hit(descriptor) && failing("FAULT_SYNC") ? -1 : REAL(fdatasync)(descriptor); }

int rename(const char* from, const char* to) {
  return is_under("FAULT_UNDER", to) && failing("FAULT_RENAME") ? -1 : REAL(rename)(from, to);
}

// ---- the clock ----

static const time_t ten_years = 315360000;

static void change(clockid_t clock, struct timespec* now) {
  static int looks = 0;
  const char* how = getenv("FAULT_CLOCK");
  if (how == NULL) return;
  if (strcmp(how, "jumps") == 0) {
    if (clock == CLOCK_REALTIME) now->tv_sec += __sync_add_and_fetch(&looks, 1) % 2 == 0 ? ten_years : -ten_years;
  } else {
    now->tv_sec = now->tv_nsec = 0;
  }
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int failed = REAL(clock_gettime)(clock, now);
  if (failed == 0) change(clock, now);
  return failed;
}

int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  struct timespec exact;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* into) {
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact) != 0) return -1;
  if (into != NULL) *into = exact.tv_sec;
  return exact.tv_sec;
}
