#define _GNU_SOURCE
#include "CWipe.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_OWN_ALLOCATOR 1
#endif
#endif

void cw_guard_memory(void) {
    struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    (void)prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
#endif
}

#if defined(__GLIBC__) && !defined(HAS_OWN_ALLOCATOR)

// glibc's own, under the names it keeps for replacements such as these.
extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

// A block with pages of its own goes back to the kernel, which clears them (bit 1 of the size before the block: IS_MMAPPED).
static int has_own_pages(const void *block) { return (((const size_t *)block)[-1] & 2) != 0; }

void free(void *block) {
    if (block == NULL) return;
    if (!has_own_pages(block)) explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, size_t size) {
    if (block == NULL) return __libc_malloc(size);
    if (has_own_pages(block)) return __libc_realloc(block, size);
    if (size == 0) {
        free(block);
        return NULL;
    }
    size_t capacity = malloc_usable_size(block);
    // Stays where it is unless it grows, or would keep more than it gives back.
    if (size <= capacity && size >= capacity / 2) return block;
    void *fresh = __libc_malloc(size);
    if (fresh == NULL) return NULL;
    memcpy(fresh, block, size < capacity ? size : capacity);
    free(block);
    return fresh;
}

int cw_wipes(void) { return 1; }

#else

int cw_wipes(void) { return 0; }

#endif
