// A report of the daemon's own crash, written by the process that dies: nothing here may allocate, lock or format.
#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#if defined(__GLIBC__) || defined(__APPLE__)
#include <execinfo.h>
#define HAS_BACKTRACE 1
#endif

enum { PATH_CAPACITY = 1024, ALTERNATE_STACK = 128 << 10, QUOTED_LOG = 8 << 10, DEEPEST = 64 };

static const int signals[] = {SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTRAP};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static char folder[PATH_CAPACITY];
static char log_path[PATH_CAPACITY];
static char heading[256];
static struct sigaction previous[SIGNAL_COUNT];
static volatile sig_atomic_t is_reporting;

static const char *name_of(int signal) {
    switch (signal) {
    case SIGSEGV: return "SIGSEGV";
    case SIGILL: return "SIGILL";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGABRT: return "SIGABRT";
    case SIGTRAP: return "SIGTRAP";
    default: return "a signal";
    }
}

static char *put(char *end, const char *text) {
    size_t count = strlen(text);
    memcpy(end, text, count);
    return end + count;
}

static char *put_number(char *end, unsigned long number, unsigned base, int width) {
    char digits[24];
    int count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0 || count < width);
    while (count > 0) *end++ = digits[--count];
    return end;
}

// gmtime_r may take a lock. After Howard Hinnant, "chrono-compatible low-level date algorithms".
static char *put_time(char *end, long seconds, const char *separators) {
    long days = seconds / 86400 + 719468, rest = seconds % 86400;
    long era = days / 146097, day_of_era = days % 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long shifted_month = (5 * day_of_year + 2) / 153;
    long month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    long fields[] = {
        year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted_month + 2) / 5 + 1,
        rest / 3600, rest / 60 % 60, rest % 60,
    };
    for (int index = 0; index < 6; index++) {
        end = put_number(end, (unsigned long)fields[index], 10, index == 0 ? 4 : 2);
        if (separators[index] != ' ') *end++ = separators[index];
    }
    return end;
}

static void write_all(int file, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static void quote_log(int file) {
    int log = open(log_path, O_RDONLY | O_CLOEXEC);
    if (log < 0) return;
    static char bytes[QUOTED_LOG];
    off_t size = lseek(log, 0, SEEK_END);
    ssize_t count = pread(log, bytes, sizeof bytes, size > (off_t)sizeof bytes ? size - (off_t)sizeof bytes : 0);
    close(log);
    if (count <= 0) return;
    static const char title[] = "\nThe end of its log:\n";
    write_all(file, title, sizeof title - 1);
    write_all(file, bytes, (size_t)count);
}

static void write_report(int signal, const siginfo_t *info) {
    static char path[PATH_CAPACITY + 64], text[512 + sizeof heading];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    char *end = put(put(path, folder), "/crash-");
    end = put_time(end, now.tv_sec, "--T--Z");
    *put(end, ".txt") = 0;
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return;
    end = put(put(text, heading), "\ntime:    ");
    end = put_time(end, now.tv_sec, "--T::Z");
    end = put(end, "\nprocess: ");
    end = put_number(end, (unsigned long)getpid(), 10, 1);
    end = put(put(end, "\nsignal:  "), name_of(signal));
    if (info != NULL && info->si_code <= 0) {
        end = put(end, ", sent by process ");
        end = put_number(end, (unsigned long)info->si_pid, 10, 1);
    } else if (info != NULL) {
        end = put(end, " at address 0x");
        end = put_number(end, (unsigned long)(uintptr_t)info->si_addr, 16, 1);
    }
    end = put(end, "\n");
    write_all(file, text, (size_t)(end - text));
#ifdef HAS_BACKTRACE
    static const char title[] = "\nWhere it was:\n";
    write_all(file, title, sizeof title - 1);
    static void *frames[DEEPEST];
    backtrace_symbols_fd(frames, backtrace(frames, DEEPEST), file);
#endif
    quote_log(file);
    close(file);
}

static void crashed(int signal, siginfo_t *info, void *context) {
    (void)context;
    int error = errno;
    // Another thread may crash of the same, or writing the report may itself: the first one counts.
    if (!is_reporting) {
        is_reporting = 1;
        write_report(signal, info);
    }
    if (info != NULL && info->si_code > 0) {
        // Then what would have happened without us: the fault comes again where it came, to another handler or to the end.
        for (int index = 0; index < SIGNAL_COUNT; index++) {
            if (signals[index] == signal) sigaction(signal, &previous[index], NULL);
        }
    } else {
        // Somebody sent it; it will not come again by itself.
        struct sigaction standard;
        memset(&standard, 0, sizeof standard);
        standard.sa_handler = SIG_DFL;
        sigaction(signal, &standard, NULL);
        raise(signal);
    }
    errno = error;
}

int32_t ck_crash_reports(const char *directory, const char *log, const char *title) {
    if (strlen(directory) >= sizeof folder || strlen(log) >= sizeof log_path || strlen(title) >= sizeof heading) {
        return -ENAMETOOLONG;
    }
    strcpy(folder, directory);
    strcpy(log_path, log);
    strcpy(heading, title);
#ifdef HAS_BACKTRACE
    // The first call loads a library, which a dying process must not.
    void *frame[1];
    backtrace(frame, 1);
#endif
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = crashed;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigfillset(&action.sa_mask);
    for (int index = 0; index < SIGNAL_COUNT; index++) {
        if (sigaction(signals[index], &action, &previous[index]) != 0) return -errno;
    }
    return 0;
}

int32_t ck_crash_stack(void) {
    void *memory = mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (memory == MAP_FAILED) return -errno;
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = memory;
    stack.ss_size = ALTERNATE_STACK;
    return sigaltstack(&stack, NULL) != 0 ? -errno : 0;
}
