// Small programs that take a text on their input, such as the clipboard's.

#define _DEFAULT_SOURCE 1
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE 1
#endif

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

bool cn_fill(const uint8_t *bytes, int32_t count, int32_t file) {
    while (count > 0) {
        ssize_t written = write(file, bytes, (size_t)count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        count -= (int32_t)written;
    }
    return lseek(file, 0, SEEK_SET) == 0;
}

void cn_close_file(int32_t file) {
    close(file);
}

int32_t cn_start(const char *path, const char *const *arguments, int32_t input) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return -1;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -1;
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // Keys that end or stop us are none of its business; and it begins with signals as a shell would give them.
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t process = -1;
    int problem = posix_spawn(&process, path, &actions, &attributes, (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (problem != 0) {
        errno = problem;
        return -1;
    }
    return process;
}

bool cn_has_ended(int32_t process, bool *succeeded) {
    int status = 0;
    pid_t ended = waitpid(process, &status, WNOHANG);
    if (ended == 0) return false;
    // Somebody else may have reaped it; then nothing is known against it.
    *succeeded = ended < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return true;
}

void cn_kill(int32_t process) {
    kill(-process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
}
