#define _GNU_SOURCE
#include "CWipe.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
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
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

// The whole family is ours, so that no block of an allocator that somebody has preloaded is given back to glibc.
void *malloc(size_t size) { return __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return __libc_calloc(count, size); }
void *memalign(size_t alignment, size_t size) { return __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { return __libc_memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (alignment == 0 || alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
    int before = errno;
    void *fresh = __libc_memalign(alignment, size);
    errno = before;
    if (fresh == NULL) return ENOMEM;
    *block = fresh;
    return 0;
}

// The word before a block holds its size, which is a multiple of 8, and three flags. Bit 1 is IS_MMAPPED: such a block has pages of its
// own, which go back to the kernel, and that clears them.
static size_t heading(const void *block) { return ((const size_t *)block)[-1]; }
static int has_own_pages(const void *block) { return (heading(block) & 2) != 0; }
// Of one without pages of its own: it may use the word before the next block as well.
static size_t capacity_of(const void *block) { return (heading(block) & ~(size_t)7) - sizeof(size_t); }

void free(void *block) {
    if (block == NULL) return;
    if (!has_own_pages(block)) explicit_bzero(block, capacity_of(block));
    __libc_free(block);
}

void *realloc(void *block, size_t size) {
    if (block == NULL) return __libc_malloc(size);
    if (has_own_pages(block)) return __libc_realloc(block, size);
    if (size == 0) {
        free(block);
        return NULL;
    }
    size_t capacity = capacity_of(block);
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
