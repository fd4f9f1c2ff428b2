#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>

int32_t ck_file_watch_create(void) {
    int queue = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return queue < 0 ? -errno : queue;
}

int32_t ck_file_watch_add(int32_t queue, const char *path, bool contents) {
    // Not IN_MODIFY: a file counts once it is whole, and one that is always being written (a log) not at all.
    // A folder may be watched for several reasons, so bits are added and never taken away.
    uint32_t mask = IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD;
    if (contents) mask |= IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_EXCL_UNLINK;
    int number = inotify_add_watch(queue, path, mask);
    return number < 0 ? -errno : number;
}

void ck_file_watch_remove(int32_t queue, int32_t number) { inotify_rm_watch(queue, number); }

static uint32_t meaning(uint32_t mask) {
    if ((mask & IN_Q_OVERFLOW) != 0) return CK_FILE_LOST_TRACK;
    uint32_t what = 0;
    if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0) what |= CK_FILE_SELF_WENT;
    if ((mask & (IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) != 0) what |= CK_FILE_CHANGED;
    if ((mask & IN_ISDIR) != 0 && (mask & (IN_CREATE | IN_MOVED_TO)) != 0) what |= CK_FILE_FOLDER_CAME;
    if ((mask & IN_ISDIR) != 0 && (mask & (IN_DELETE | IN_MOVED_FROM)) != 0) what |= CK_FILE_FOLDER_WENT;
    return what;
}

int32_t ck_file_watch_read(int32_t queue, struct ck_file_event *events, int32_t capacity) {
    // Only whole events are handed out; the buffer holds no more of the smallest ones than there is room for.
    char buffer[8192] __attribute__((aligned(__alignof__(struct inotify_event))));
    size_t room = (size_t)capacity * sizeof(struct inotify_event);
    int32_t count = 0;
    // Some mean nothing to us: 0 would say that there are no more.
    while (count == 0) {
        ssize_t length = read(queue, buffer, room < sizeof buffer ? room : sizeof buffer);
        if (length < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        if (length == 0) return 0;
        for (ssize_t offset = 0; offset < length && count < capacity;) {
            const struct inotify_event *event = (const struct inotify_event *)(buffer + offset);
            offset += (ssize_t)(sizeof *event + event->len);
            uint32_t what = meaning(event->mask);
            if (what == 0) continue;
            struct ck_file_event *told = &events[count++];
            told->watch = event->wd;
            told->what = what;
            size_t size = event->len < sizeof told->name ? event->len : sizeof told->name - 1;
            memcpy(told->name, event->name, size);
            told->name[size] = 0;
        }
    }
    return count;
}

bool ck_file_watch_needs_files(void) { return false; }

#else
#include <sys/event.h>

int32_t ck_file_watch_create(void) {
    int queue = kqueue();
    return queue < 0 ? -errno : queue;
}

int32_t ck_file_watch_add(int32_t queue, const char *path, bool contents) {
    int descriptor = open(path, O_EVTONLY | O_CLOEXEC);
    // Out of descriptors is what too many watches are here.
    if (descriptor < 0) return errno == EMFILE || errno == ENFILE ? -ENOSPC : -errno;
    uint32_t notes = NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE;
    if (contents) notes |= NOTE_WRITE | NOTE_EXTEND;
    struct kevent change;
    EV_SET(&change, (uintptr_t)descriptor, EVFILT_VNODE, EV_ADD | EV_CLEAR, notes, 0, NULL);
    if (kevent(queue, &change, 1, NULL, 0, NULL) != 0) {
        int32_t error = -errno;
        close(descriptor);
        return error;
    }
    return descriptor;
}

void ck_file_watch_remove(int32_t queue, int32_t number) {
    (void)queue;
    // Closing takes it out of the queue.
    close(number);
}

int32_t ck_file_watch_read(int32_t queue, struct ck_file_event *events, int32_t capacity) {
    struct kevent found[64];
    struct timespec now = {0, 0};
    int count = kevent(queue, NULL, 0, found, capacity < 64 ? capacity : 64, &now);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int index = 0; index < count; index++) {
        bool went = (found[index].fflags & (NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE)) != 0;
        events[index].watch = (int32_t)found[index].ident;
        events[index].what = went ? CK_FILE_SELF_WENT | CK_FILE_CHANGED : CK_FILE_CHANGED;
        events[index].name[0] = 0;
    }
    return count;
}

bool ck_file_watch_needs_files(void) { return true; }
#endif
