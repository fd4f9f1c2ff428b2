#define _GNU_SOURCE
#include "CKernel.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>

/// Reads a file of /proc whole, as far as it fits, and ends it with NUL. Its length, or a negated errno.
static int32_t read_text(const char *path, char *buffer, int32_t capacity) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT ? -ESRCH : -errno;
    int32_t length = 0;
    while (length < capacity - 1) {
        ssize_t count = read(descriptor, buffer + length, (size_t)(capacity - 1 - length));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            int32_t error = -errno;
            close(descriptor);
            return error;
        }
        if (count == 0) break;
        length += (int32_t)count;
    }
    close(descriptor);
    buffer[length] = 0;
    return length;
}

int32_t ck_process_read(int32_t process, struct ck_process *facts) {
    char path[64], text[1024];
    memset(facts, 0, sizeof *facts);
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    struct stat owner;
    if (stat(path, &owner) != 0) return errno == ENOENT ? -ESRCH : -errno;
    int32_t length = read_text(path, text, sizeof text);
    if (length < 0) return length;
    // Field 2 is the program's name in parentheses and may hold anything.
    char *open = strchr(text, '('), *end = strrchr(text, ')');
    if (open == NULL || end == NULL) return -EPROTO;
    size_t name = (size_t)(end - open - 1);
    if (name >= sizeof facts->name) name = sizeof facts->name - 1;
    memcpy(facts->name, open + 1, name);
    char state;
    int parent, group, session;
    unsigned long user_ticks, kernel_ticks;
    long threads, pages;
    unsigned long long start;
    // proc_pid_stat(5), fields 3 to 24.
    int count = sscanf(
        end + 1, " %c %d %d %d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %*d %ld %*d %llu %*u %ld", &state, &parent,
        &group, &session, &user_ticks, &kernel_ticks, &threads, &start, &pages);
    if (count != 9) return -EPROTO;
    long hertz = sysconf(_SC_CLK_TCK);
    facts->process = process;
    facts->parent = parent;
    facts->group = group;
    facts->session = session;
    facts->user = owner.st_uid;
    facts->start_time = start;
    facts->cpu_nanoseconds = (uint64_t)(user_ticks + kernel_ticks) * (1000000000ULL / (uint64_t)(hertz > 0 ? hertz : 100));
    facts->resident_bytes = (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
    facts->threads = (int32_t)threads;
    facts->is_zombie = state == 'Z' || state == 'X';
    facts->is_suspended = state == 'T' || state == 't';
    return 0;
}

int32_t ck_process_list(int32_t *processes, int32_t capacity) {
    DIR *directory = opendir("/proc");
    if (directory == NULL) return -errno;
    int32_t count = 0;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        char *end;
        long process = strtol(entry->d_name, &end, 10);
        if (*end != 0 || process <= 0) continue;
        if (count < capacity) processes[count] = (int32_t)process;
        count++;
    }
    closedir(directory);
    return count;
}

int32_t ck_adopted_children(int32_t *processes, int32_t capacity) {
    char path[96];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "re");
    if (file == NULL) return errno == ENOENT ? -ENOSYS : -errno;
    int32_t count = 0;
    int child;
    while (fscanf(file, "%d", &child) == 1) {
        if (count < capacity) processes[count] = child;
        count++;
    }
    fclose(file);
    return count;
}

int32_t ck_process_children(int32_t process, int32_t *processes, int32_t capacity) {
    char path[96];
    snprintf(path, sizeof path, "/proc/%d/task", process);
    DIR *directory = opendir(path);
    if (directory == NULL) return errno == ENOENT ? -ESRCH : -errno;
    int32_t count = 0;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "/proc/%d/task/%.20s/children", process, entry->d_name);
        FILE *file = fopen(path, "re");
        if (file == NULL) {
            // The thread may have ended meanwhile; the process itself is there.
            if (errno == ENOENT && strtol(entry->d_name, NULL, 10) == process) {
                closedir(directory);
                return access("/proc/self/task", F_OK) == 0 ? -ENOSYS : -ESRCH;
            }
            continue;
        }
        int child;
        while (fscanf(file, "%d", &child) == 1) {
            if (count < capacity) processes[count] = child;
            count++;
        }
        fclose(file);
    }
    closedir(directory);
    return count;
}

int32_t ck_process_open_files(int32_t process) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", process);
    DIR *directory = opendir(path);
    if (directory == NULL) return errno == ENOENT ? -ESRCH : -errno;
    int32_t count = 0;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') count++;
    }
    closedir(directory);
    return count;
}

int32_t ck_process_arguments(int32_t process, char *buffer, int32_t capacity) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/cmdline", process);
    return read_text(path, buffer, capacity);
}

int32_t ck_process_environment(int32_t process, char *buffer, int32_t capacity) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", process);
    return read_text(path, buffer, capacity);
}

int64_t ck_process_tag(int32_t process) {
    struct rlimit limit;
    if (prlimit(process, RLIMIT_RTTIME, NULL, &limit) != 0) return -errno;
    return limit.rlim_cur >> 62 == 1 ? (int64_t)limit.rlim_cur : 0;
}

int32_t ck_process_signal(int32_t process, uint64_t start_time, int32_t signal) {
    // The descriptor holds on to the process while its start time is compared.
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    if (descriptor < 0 && errno == ESRCH) return -ESRCH;
    if (ck_process_start_time(process) != start_time) {
        if (descriptor >= 0) close(descriptor);
        return -ESRCH;
    }
    int result = descriptor < 0 ? kill(process, signal) : (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
    int32_t error = result == 0 ? 0 : -errno;
    if (descriptor >= 0) close(descriptor);
    return error;
}

int32_t ck_boot_name(char *buffer, int32_t capacity) {
    int32_t length = read_text("/proc/sys/kernel/random/boot_id", buffer, capacity);
    if (length > 0 && buffer[length - 1] == '\n') buffer[--length] = 0;
    return length;
}

int32_t ck_process_executable(int32_t process, char *buffer, int32_t capacity) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/exe", process);
    ssize_t count = readlink(path, buffer, (size_t)capacity - 1);
    if (count < 0) return errno == ENOENT ? -ESRCH : -errno;
    buffer[count] = 0;
    static const char deleted[] = " (deleted)";
    size_t suffix = sizeof deleted - 1;
    if ((size_t)count > suffix && strcmp(buffer + count - suffix, deleted) == 0) {
        count -= (ssize_t)suffix;
        buffer[count] = 0;
    }
    return (int32_t)count;
}

int32_t ck_process_directory(int32_t process, char *buffer, int32_t capacity) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/cwd", process);
    ssize_t count = readlink(path, buffer, (size_t)capacity - 1);
    if (count < 0) return errno == ENOENT ? -ESRCH : -errno;
    buffer[count] = 0;
    return (int32_t)count;
}

int64_t ck_process_started_at(uint64_t start_time) {
    long hertz = sysconf(_SC_CLK_TCK);
    struct timespec now, boot;
    if (start_time == 0 || hertz <= 0 || clock_gettime(CLOCK_REALTIME, &now) != 0 || clock_gettime(CLOCK_BOOTTIME, &boot) != 0)
        return 0;
    int64_t booted = ((int64_t)now.tv_sec - boot.tv_sec) * 1000 + (now.tv_nsec - boot.tv_nsec) / 1000000;
    return booted + (int64_t)(start_time * 1000 / (uint64_t)hertz);
}

#else
#include <libproc.h>
#include <mach/mach_time.h>
#include <signal.h>
#include <sys/sysctl.h>

int32_t ck_process_read(int32_t process, struct ck_process *facts) {
    memset(facts, 0, sizeof *facts);
    struct proc_bsdinfo info;
    if (proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, sizeof info) != (int)sizeof info) return -errno;
    facts->process = process;
    facts->parent = (int32_t)info.pbi_ppid;
    facts->group = (int32_t)info.pbi_pgid;
    facts->session = getsid(process);
    facts->user = info.pbi_uid;
    facts->start_time = (uint64_t)info.pbi_start_tvsec * 1000000 + (uint64_t)info.pbi_start_tvusec;
    facts->is_zombie = info.pbi_status == SZOMB;
    facts->is_suspended = info.pbi_status == SSTOP;
    snprintf(facts->name, sizeof facts->name, "%s", info.pbi_name[0] ? info.pbi_name : info.pbi_comm);
    struct proc_taskinfo task;
    // Somebody else's processes tell no more than the above.
    if (proc_pidinfo(process, PROC_PIDTASKINFO, 0, &task, sizeof task) == (int)sizeof task) {
        mach_timebase_info_data_t base = {1, 1};
        mach_timebase_info(&base);
        facts->cpu_nanoseconds = (task.pti_total_user + task.pti_total_system) * base.numer / base.denom;
        facts->resident_bytes = task.pti_resident_size;
        facts->threads = task.pti_threadnum;
    }
    return 0;
}

int32_t ck_process_list(int32_t *processes, int32_t capacity) {
    int count = proc_listallpids(processes, capacity * (int)sizeof *processes);
    return count < 0 ? -errno : proc_listallpids(NULL, 0);
}

int32_t ck_process_children(int32_t process, int32_t *processes, int32_t capacity) {
    int count = proc_listchildpids(process, processes, capacity * (int)sizeof *processes);
    return count < 0 ? -errno : count;
}

int32_t ck_adopted_children(int32_t *processes, int32_t capacity) {
    (void)processes;
    (void)capacity;
    return -ENOSYS;
}

int32_t ck_process_open_files(int32_t process) {
    int size = proc_pidinfo(process, PROC_PIDLISTFDS, 0, NULL, 0);
    return size <= 0 ? -errno : size / (int)sizeof(struct proc_fdinfo);
}

/// KERN_PROCARGS2: the number of arguments, the program's path, padding, the arguments, the environment.
static int32_t process_texts(int32_t process, char *buffer, int32_t capacity, bool environment) {
    int name[3] = {CTL_KERN, KERN_PROCARGS2, process};
    size_t size = 0;
    if (sysctl(name, 3, NULL, &size, NULL, 0) != 0) return -errno;
    char *texts = malloc(size);
    if (texts == NULL) return -ENOMEM;
    if (sysctl(name, 3, texts, &size, NULL, 0) != 0 || size < sizeof(int)) {
        int32_t error = errno ? -errno : -ESRCH;
        free(texts);
        return error;
    }
    int arguments;
    memcpy(&arguments, texts, sizeof arguments);
    char *at = texts + sizeof arguments, *end = texts + size;
    while (at < end && *at != 0) at++;
    while (at < end && *at == 0) at++;
    char *first = at;
    for (int index = 0; index < arguments && at < end; index++) at += strnlen(at, (size_t)(end - at)) + 1;
    char *from = environment ? at : first, *to = environment ? end : at;
    if (to > end) to = end;
    int32_t length = from < to ? (int32_t)(to - from) : 0;
    if (length > capacity - 1) length = capacity - 1;
    memcpy(buffer, from, (size_t)length);
    buffer[length] = 0;
    free(texts);
    return length;
}

int32_t ck_process_arguments(int32_t process, char *buffer, int32_t capacity) {
    return process_texts(process, buffer, capacity, false);
}

int32_t ck_process_environment(int32_t process, char *buffer, int32_t capacity) {
    return process_texts(process, buffer, capacity, true);
}

int32_t ck_process_executable(int32_t process, char *buffer, int32_t capacity) {
    int count = proc_pidpath(process, buffer, (uint32_t)capacity);
    return count <= 0 ? -errno : count;
}

int32_t ck_process_directory(int32_t process, char *buffer, int32_t capacity) {
    struct proc_vnodepathinfo info;
    if (proc_pidinfo(process, PROC_PIDVNODEPATHINFO, 0, &info, sizeof info) != (int)sizeof info) return -errno;
    return (int32_t)snprintf(buffer, (size_t)capacity, "%s", info.pvi_cdir.vip_path);
}

int64_t ck_process_started_at(uint64_t start_time) { return (int64_t)(start_time / 1000); }

int64_t ck_process_tag(int32_t process) {
    (void)process;
    return 0;
}

int32_t ck_process_signal(int32_t process, uint64_t start_time, int32_t signal) {
    if (ck_process_start_time(process) != start_time) return -ESRCH;
    return kill(process, signal) == 0 ? 0 : -errno;
}

int32_t ck_boot_name(char *buffer, int32_t capacity) {
    size_t size = (size_t)capacity;
    if (sysctlbyname("kern.bootsessionuuid", buffer, &size, NULL, 0) != 0) return -errno;
    return (int32_t)strnlen(buffer, size);
}
#endif

int32_t ck_process_variable(int32_t process, const char *name, char *value, int32_t capacity) {
    // More than any environment that is not made to be large; what does not fit is not found.
    enum { LONGEST = 128 << 10 };
    char *texts = malloc(LONGEST);
    if (texts == NULL) return -ENOMEM;
    int32_t length = ck_process_environment(process, texts, LONGEST);
    int32_t result = length < 0 ? length : -ENOENT;
    size_t name_length = strlen(name);
    for (char *text = texts; length > 0 && text < texts + length; text += strlen(text) + 1) {
        if (strncmp(text, name, name_length) != 0 || text[name_length] != '=') continue;
        result = (int32_t)strlen(text + name_length + 1);
        if (result > capacity - 1) result = capacity - 1;
        memcpy(value, text + name_length + 1, (size_t)result);
        value[result] = 0;
        break;
    }
    free(texts);
    return result;
}
