// Descriptors that become readable when something happens which would otherwise have to be asked for again and again.
#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>

int32_t ck_process_handle(int32_t process) {
    // glibc has a wrapper since 2.36 only; the call itself is in Linux 5.3. The descriptor is closed by exec.
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t ck_folder_watch(const char *one, const char *other) {
    const char *folders[] = {one, other};
    int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor < 0) return -errno;
    for (int index = 0; index < 2; index++) {
        uint32_t events = IN_DELETE_SELF | IN_MOVE_SELF | IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR;
        if (inotify_add_watch(descriptor, folders[index], events) < 0) {
            int32_t error = -errno;
            close(descriptor);
            return error;
        }
    }
    return descriptor;
}

// Fires never by itself, but whenever somebody sets the clock, or the machine wakes (timerfd_create(2)).
static int arm(int descriptor) {
    struct itimerspec never;
    memset(&never, 0, sizeof never);
    never.it_value.tv_sec = (time_t)1 << 40;
    return timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL);
}

int32_t ck_clock_watch(void) {
    int descriptor = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (descriptor < 0) return -errno;
    if (arm(descriptor) == 0) return descriptor;
    int32_t error = -errno;
    close(descriptor);
    return error;
}

void ck_watch_drain(int32_t descriptor) {
    char bytes[4096];
    while (read(descriptor, bytes, sizeof bytes) > 0) {}
}

void ck_clock_watch_drain(int32_t descriptor) {
    ck_watch_drain(descriptor);
    arm(descriptor);
}

#else
#include <sys/event.h>

int32_t ck_process_handle(int32_t process) {
    int queue = kqueue();
    if (queue < 0) return -errno;
    fcntl(queue, F_SETFD, FD_CLOEXEC);
    struct kevent change;
    EV_SET(&change, (uintptr_t)process, EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, NULL);
    if (kevent(queue, &change, 1, NULL, 0, NULL) == 0) return queue;
    int32_t error = -errno;
    close(queue);
    return error;
}

int32_t ck_folder_watch(const char *one, const char *other) {
    const char *folders[] = {one, other};
    int queue = kqueue();
    if (queue < 0) return -errno;
    fcntl(queue, F_SETFD, FD_CLOEXEC);
    for (int index = 0; index < 2; index++) {
        int folder = open(folders[index], O_EVTONLY | O_CLOEXEC);
        struct kevent change;
        EV_SET(&change, (uintptr_t)folder, EVFILT_VNODE, EV_ADD | EV_CLEAR, NOTE_DELETE | NOTE_RENAME | NOTE_WRITE, 0, NULL);
        if (folder < 0 || kevent(queue, &change, 1, NULL, 0, NULL) != 0) {
            int32_t error = -errno;
            close(queue);
            return error;
        }
    }
    return queue;
}

int32_t ck_clock_watch(void) { return -ENOSYS; }

void ck_watch_drain(int32_t descriptor) {
    struct kevent events[16];
    struct timespec now = {0, 0};
    while (kevent(descriptor, NULL, 0, events, 16, &now) > 0) {}
}

void ck_clock_watch_drain(int32_t descriptor) { (void)descriptor; }
#endif

int64_t ck_milliseconds(int32_t clock) {
    struct timespec now;
#ifdef __linux__
    clockid_t id = clock == CK_CLOCK_WALL ? CLOCK_REALTIME : clock == CK_CLOCK_BOOT ? CLOCK_BOOTTIME : CLOCK_MONOTONIC;
#else
    // There, CLOCK_MONOTONIC goes on while the machine sleeps and CLOCK_UPTIME_RAW does not.
    clockid_t id = clock == CK_CLOCK_WALL ? CLOCK_REALTIME : clock == CK_CLOCK_BOOT ? CLOCK_MONOTONIC : CLOCK_UPTIME_RAW;
#endif
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
