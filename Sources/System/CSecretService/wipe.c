#define _GNU_SOURCE
#define __STDC_WANT_LIB_EXT1__ 1
#include "CSecretService.h"

#include <stdlib.h>
#include <string.h>

void css_wipe(void *memory, size_t length) {
    if (length == 0) return;
#ifdef __APPLE__
    (void)memset_s(memory, length, 0, length);
#else
    explicit_bzero(memory, length);
#endif
}

void css_bytes_free(struct css_bytes *bytes) {
    if (bytes->start != NULL) css_wipe(bytes->start, bytes->count);
    free(bytes->start);
    bytes->start = NULL;
    bytes->count = 0;
}
