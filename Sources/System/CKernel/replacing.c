#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __APPLE__
#include <copyfile.h>
#else
#include <sys/xattr.h>
#endif

int32_t ck_exchange_files(const char *one, const char *other) {
#ifdef __APPLE__
    return renamex_np(one, other, RENAME_SWAP) == 0 ? 0 : -errno;
#else
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : -errno;
#endif
}

#ifndef __APPLE__
/// Values are a few kilobytes; larger ones are not copied.
enum { names_limit = 65536, value_limit = 65536 };

static void copy_attribute(int32_t from, int32_t to, const char *name, void *value) {
    ssize_t size = fgetxattr(from, name, value, value_limit);
    if (size >= 0) (void)fsetxattr(to, name, value, (size_t)size, 0);
}
#endif

void ck_copy_attributes(int32_t from, int32_t to) {
#ifdef __APPLE__
    (void)fcopyfile(from, to, NULL, COPYFILE_ACL | COPYFILE_XATTR);
#else
    char *names = malloc(names_limit);
    void *value = malloc(value_limit);
    ssize_t length = names && value ? flistxattr(from, names, names_limit) : 0;
    for (ssize_t at = 0; at < length; at += (ssize_t)strlen(names + at) + 1) copy_attribute(from, to, names + at, value);
    free(names);
    free(value);
#endif
}
