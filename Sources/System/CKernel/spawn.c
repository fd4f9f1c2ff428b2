#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
// A fork copies the page tables: 24 ms in a process of 500 MB, where vfork takes 0.2 ms whatever the size.
#define ck_fork vfork
#else
#define ck_fork fork
#endif

/// Where the new process keeps the pipe it reports its failure through. Closed by a successful exec.
enum { REPORT_DESCRIPTOR = 4, FIRST_FREE_DESCRIPTOR = 5 };

struct report {
    int32_t step;
    int32_t error;
};

static _Noreturn void report_failure(int descriptor, int32_t step) {
    struct report report = {step, errno};
    // Eight bytes into an empty pipe: never blocks, never partial.
    ssize_t written = write(descriptor, &report, sizeof report);
    (void)written;
    _exit(127);
}

/// Above every descriptor that is about to be replaced. -1 stays -1.
static int moved_up(int descriptor) {
    return descriptor < 0 ? -1 : fcntl(descriptor, F_DUPFD_CLOEXEC, 16);
}

static void close_from(unsigned first) {
#if defined(__linux__) && defined(SYS_close_range)
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
    struct rlimit limit;
    rlim_t end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
    for (rlim_t descriptor = first; descriptor < end; descriptor++) close((int)descriptor);
}

/// What the new process keeps from us for good.
static void bind_to(const struct ck_spawn_request *request, pid_t parent) {
#ifdef __linux__
    if (request->death_signal != 0 && !request->detached) {
        prctl(PR_SET_PDEATHSIG, (unsigned long)request->death_signal);
        // It ended before it could be told.
        if (getppid() != parent) _exit(127);
    }
    struct rlimit limit;
    if (request->tag != 0 && getrlimit(RLIMIT_RTTIME, &limit) == 0) {
        limit.rlim_cur = request->tag;
        // Refused where somebody has set a lower limit: it goes without, then.
        setrlimit(RLIMIT_RTTIME, &limit);
    }
#else
    (void)request;
    (void)parent;
#endif
}

/// Everything between fork and exec. Runs in borrowed memory after vfork: no allocation, no locks, no return.
static _Noreturn void become(const struct ck_spawn_request *request, int report, pid_t parent) {
    setsid();
    bind_to(request, parent);

    // "0" is whoever writes it. Before the program, so that nothing it starts can be outside.
    if (request->control_group > 0 && write(request->control_group, "0", 1) != 1)
        report_failure(report, CK_SPAWN_STEP_LIMITS);

    report = moved_up(report);
    int input = moved_up(request->standard_input);
    int output = moved_up(request->standard_output);
    int error = moved_up(request->standard_error);
    int third = moved_up(request->descriptor3);
    if (report < 0) _exit(127);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0) report_failure(report, CK_SPAWN_STEP_FORK);
    if (third < 0) {
        close(3);
    } else if (dup2(third, 3) < 0) {
        report_failure(report, CK_SPAWN_STEP_FORK);
    }
    if (dup2(report, REPORT_DESCRIPTOR) < 0) report_failure(report, CK_SPAWN_STEP_FORK);
    fcntl(REPORT_DESCRIPTOR, F_SETFD, FD_CLOEXEC);
    close_from(FIRST_FREE_DESCRIPTOR);

    if (request->directory != NULL && chdir(request->directory) != 0)
        report_failure(REPORT_DESCRIPTOR, CK_SPAWN_STEP_DIRECTORY);

    // Last of what needs descriptors with high numbers.
    if (request->open_files > 0) {
        struct rlimit present, files = {(rlim_t)request->open_files, (rlim_t)request->open_files};
        // Nobody may have more than was given to us.
        if (getrlimit(RLIMIT_NOFILE, &present) == 0 && present.rlim_max < files.rlim_max) {
            files.rlim_cur = files.rlim_max = present.rlim_max;
        }
        if (setrlimit(RLIMIT_NOFILE, &files) != 0) report_failure(REPORT_DESCRIPTOR, CK_SPAWN_STEP_LIMITS);
    }

    // Dispositions before the mask: a handler of the caller must not run here.
    struct sigaction standard = {0};
    standard.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    execve(request->executable, request->arguments, request->environment);
    report_failure(REPORT_DESCRIPTOR, CK_SPAWN_STEP_PROGRAM);
}

struct ck_spawn_result ck_spawn(const struct ck_spawn_request *request) {
    struct ck_spawn_result result = {0, 0, CK_SPAWN_STEP_NONE};
    int32_t reader, writer;
    int32_t piped = ck_pipe(&reader, &writer);
    if (piped != 0) {
        result.error = -piped;
        result.step = CK_SPAWN_STEP_FORK;
        return result;
    }

    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pid_t parent = getpid();
    pid_t process = ck_fork();
    if (process == 0) {
        if (!request->detached) become(request, writer, parent);
        // The process between is waited for below; init adopts the one it leaves behind.
        pid_t grandchild = ck_fork();
        if (grandchild == 0) become(request, writer, parent);
        if (grandchild < 0) report_failure(writer, CK_SPAWN_STEP_FORK);
        _exit(0);
    }
    int fork_error = process < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    close(writer);

    struct report report = {CK_SPAWN_STEP_NONE, 0};
    if (fork_error != 0) {
        report.step = CK_SPAWN_STEP_FORK;
        report.error = fork_error;
    } else {
        ssize_t count;
        do { count = read(reader, &report, sizeof report); } while (count < 0 && errno == EINTR);
        if (count != (ssize_t)sizeof report) report.step = CK_SPAWN_STEP_NONE, report.error = 0;
    }
    close(reader);

    if (process > 0 && (request->detached || report.error != 0)) {
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
        process = 0;
    }
    result.process = process > 0 ? process : 0;
    result.error = report.error;
    result.step = report.step;
    return result;
}
