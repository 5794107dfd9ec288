// Makes the FAULT_ATth call of a kind fail with EIO (read) or ENOSPC (write, sync): LD_PRELOAD it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

static atomic_long calls;

static int fails(const char *kind, int descriptor) {
    const char *wanted = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");
    if (!wanted || !at || strcmp(kind, wanted)) return 0;
    struct stat status;
    if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return 0;
    return atomic_fetch_add(&calls, 1) + 1 == atol(at);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t read(int d, void *b, size_t n) { return fails("read", d) ? (errno = EIO, -1) : NEXT(read)(d, b, n); }
ssize_t pread(int d, void *b, size_t n, off_t o) { return fails("read", d) ? (errno = EIO, -1) : NEXT(pread)(d, b, n, o); }
ssize_t pread64(int d, void *b, size_t n, off64_t o) { return fails("read", d) ? (errno = EIO, -1) : NEXT(pread64)(d, b, n, o); }
ssize_t write(int d, const void *b, size_t n) { return fails("write", d) ? (errno = ENOSPC, -1) : NEXT(write)(d, b, n); }
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { return fails("write", d) ? (errno = ENOSPC, -1) : NEXT(pwrite)(d, b, n, o); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { return fails("write", d) ? (errno = ENOSPC, -1) : NEXT(pwrite64)(d, b, n, o); }
int fsync(int d) { return fails("sync", d) ? (errno = EIO, -1) : NEXT(fsync)(d); }
int fdatasync(int d) { return fails("sync", d) ? (errno = EIO, -1) : NEXT(fdatasync)(d); }
