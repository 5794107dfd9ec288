#pragma once
#include <stddef.h>
#include "csystem_dense.h"
#include "csystem_text.h"

/// GNU's memmem, which Glibc's module hides.
const void *csystem_memmem(const void *haystack, size_t haystackLength, const void *needle, size_t needleLength);

/// Opens a file without a name in a folder; answers a descriptor, or -1 with errno.
int csystem_open_temporary(const char *folder);
