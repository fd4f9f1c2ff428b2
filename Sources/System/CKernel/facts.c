#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __APPLE__
#include <crt_externs.h>
#include <libproc.h>
#include <limits.h>
#include <mach-o/dyld.h>
#endif

int64_t ck_peer_uid(int32_t socket) {
#ifdef __linux__
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -errno;
    return (int64_t)credentials.uid;
#else
    uid_t user;
    gid_t group;
    if (getpeereid(socket, &user, &group) != 0) return -errno;
    return (int64_t)user;
#endif
}

uint64_t ck_process_start_time(int32_t process) {
#ifdef __linux__
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    ssize_t count = read(descriptor, text, sizeof text - 1);
    close(descriptor);
    if (count <= 0) return 0;
    text[count] = 0;
    // Field 2 is the program's name in parentheses and may hold anything; field 22 counts clock ticks since boot.
    const char *field = strrchr(text, ')');
    for (int index = 2; field != NULL && index < 22; index++) field = strchr(field + 1, ' ');
    return field == NULL ? 0 : strtoull(field + 1, NULL, 10);
#else
    struct proc_bsdinfo info;
    if (proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, sizeof info) != (int)sizeof info) return 0;
    return (uint64_t)info.pbi_start_tvsec * 1000000 + (uint64_t)info.pbi_start_tvusec;
#endif
}

int32_t ck_executable_path(char *buffer, int32_t capacity) {
#ifdef __linux__
    ssize_t count = readlink("/proc/self/exe", buffer, (size_t)capacity - 1);
    if (count < 0) return -errno;
    buffer[count] = 0;
    return (int32_t)count;
#else
    char raw[PATH_MAX], resolved[PATH_MAX];
    uint32_t size = sizeof raw;
    if (_NSGetExecutablePath(raw, &size) != 0) return -ENAMETOOLONG;
    if (realpath(raw, resolved) == NULL) return -errno;
    size_t count = strlen(resolved);
    if (count + 1 > (size_t)capacity) return -ENAMETOOLONG;
    memcpy(buffer, resolved, count + 1);
    return (int32_t)count;
#endif
}

char *const *ck_environment(void) {
#ifdef __APPLE__
    return *_NSGetEnviron();
#else
    return environ;
#endif
}

int32_t ck_pipe(int32_t *read_end, int32_t *write_end) {
    int ends[2];
#ifdef __linux__
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
#else
    if (pipe(ends) != 0) return -errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
    *read_end = ends[0];
    *write_end = ends[1];
    return 0;
}

int32_t ck_open_read(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t ck_open_append(const char *path) {
    int descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t ck_readable_bytes(int32_t descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? (int32_t)count : -errno;
}

int32_t ck_set_nonblocking(int32_t descriptor, bool nonblocking) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) return -errno;
    int wanted = nonblocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (wanted != flags && fcntl(descriptor, F_SETFL, wanted) != 0) return -errno;
    return (flags & O_NONBLOCK) != 0 ? 1 : 0;
}
