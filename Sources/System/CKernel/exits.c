#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

int32_t ck_exit_watch_create(struct ck_exit_watch *watch) {
    watch->queue = epoll_create1(EPOLL_CLOEXEC);
    if (watch->queue < 0) return -errno;
    watch->waker = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data = {.u64 = 0}};
    if (watch->waker < 0 || epoll_ctl(watch->queue, EPOLL_CTL_ADD, watch->waker, &event) != 0) {
        int32_t error = -errno;
        ck_exit_watch_destroy(watch);
        return error;
    }
    return 0;
}

void ck_exit_watch_destroy(struct ck_exit_watch *watch) {
    if (watch->waker >= 0) close(watch->waker);
    if (watch->queue >= 0) close(watch->queue);
    watch->waker = watch->queue = -1;
}

int32_t ck_exit_watch_add(const struct ck_exit_watch *watch, int32_t process) {
    // glibc has a wrapper since 2.36 only; the call itself is in Linux 5.3. The descriptor is closed by exec.
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    if (descriptor < 0) return errno == ESRCH ? 1 : -errno;
    struct epoll_event event = {.events = EPOLLIN, .data = {.u64 = (uint64_t)descriptor << 32 | (uint32_t)process}};
    if (epoll_ctl(watch->queue, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        int32_t error = -errno;
        close(descriptor);
        return error;
    }
    return 0;
}

int32_t ck_exit_watch_wait_for(const struct ck_exit_watch *watch, int32_t milliseconds) {
    struct epoll_event event;
    // Interrupted by a signal it may take longer than asked for: the caller looks at its clock.
    int count;
    do { count = epoll_wait(watch->queue, &event, 1, milliseconds); } while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    if (count == 0) return -ETIMEDOUT;
    if (event.data.u64 == 0) {
        uint64_t calls;
        ssize_t size = read(watch->waker, &calls, sizeof calls);
        (void)size;
        return 0;
    }
    int descriptor = (int)(event.data.u64 >> 32);
    epoll_ctl(watch->queue, EPOLL_CTL_DEL, descriptor, NULL);
    close(descriptor);
    return (int32_t)(uint32_t)event.data.u64;
}

void ck_exit_watch_wake(const struct ck_exit_watch *watch) {
    uint64_t one = 1;
    ssize_t size = write(watch->waker, &one, sizeof one);
    (void)size;
}

#else
#include <sys/event.h>

int32_t ck_exit_watch_create(struct ck_exit_watch *watch) {
    watch->waker = -1;
    watch->queue = kqueue();
    if (watch->queue < 0) return -errno;
    struct kevent change;
    EV_SET(&change, 0, EVFILT_USER, EV_ADD | EV_CLEAR, 0, 0, NULL);
    if (kevent(watch->queue, &change, 1, NULL, 0, NULL) != 0) {
        int32_t error = -errno;
        ck_exit_watch_destroy(watch);
        return error;
    }
    return 0;
}

void ck_exit_watch_destroy(struct ck_exit_watch *watch) {
    if (watch->queue >= 0) close(watch->queue);
    watch->queue = -1;
}

int32_t ck_exit_watch_add(const struct ck_exit_watch *watch, int32_t process) {
    struct kevent change;
    EV_SET(&change, (uintptr_t)process, EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, NULL);
    if (kevent(watch->queue, &change, 1, NULL, 0, NULL) == 0) return 0;
    // A child that has ended but was not waited for counts as unknown here.
    return errno == ESRCH ? 1 : -errno;
}

int32_t ck_exit_watch_wait_for(const struct ck_exit_watch *watch, int32_t milliseconds) {
    struct kevent event;
    struct timespec limit = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    int count;
    do {
        count = kevent(watch->queue, NULL, 0, &event, 1, milliseconds < 0 ? NULL : &limit);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    if (count == 0) return -ETIMEDOUT;
    return event.filter == EVFILT_USER ? 0 : (int32_t)event.ident;
}

void ck_exit_watch_wake(const struct ck_exit_watch *watch) {
    struct kevent change;
    EV_SET(&change, 0, EVFILT_USER, 0, NOTE_TRIGGER, 0, NULL);
    kevent(watch->queue, &change, 1, NULL, 0, NULL);
}
#endif

int32_t ck_exit_watch_wait(const struct ck_exit_watch *watch) { return ck_exit_watch_wait_for(watch, -1); }

/// The watch that is told of children, and whether there was news; touched by a signal handler.
static struct ck_exit_watch follower = {-1, -1};
static atomic_bool children_have_ended;

static void child_ended(int signal) {
    (void)signal;
    int error = errno;
    atomic_store(&children_have_ended, true);
    ck_exit_watch_wake(&follower);
    errno = error;
}

int32_t ck_exit_watch_follow_children(const struct ck_exit_watch *watch) {
    follower = *watch;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = child_ended;
    action.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    sigemptyset(&action.sa_mask);
    return sigaction(SIGCHLD, &action, NULL) == 0 ? 0 : -errno;
}

bool ck_children_have_ended(void) { return atomic_exchange(&children_have_ended, false); }

int32_t ck_adopt_orphans(void) {
#ifdef __linux__
    return prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL) == 0 ? 0 : -errno;
#else
    return -ENOSYS;
#endif
}

int32_t ck_exit_status(int32_t process, struct ck_exit *status) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int result;
    do { result = waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT); } while (result < 0 && errno == EINTR);
    if (result < 0) return -errno;
    status->code = info.si_code == CLD_EXITED ? info.si_status : 0;
    status->signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
    return 0;
}

int32_t ck_reap(int32_t process) {
    pid_t result;
    do { result = waitpid(process, NULL, WNOHANG); } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result > 0 ? 1 : 0;
}
