// What the libraries for LD_PRELOAD here share: which files are meant, and the functions that they stand before.
#pragma once

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The function that a library stands before.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Whether a path begins like the folder in an environment variable; no if there is none.
static int is_under(const char* variable, const char* path) {
  const char* folder = getenv(variable);
  return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

// The same of an open file.
static int is_open_under(const char* variable, int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return is_under(variable, path);
}
