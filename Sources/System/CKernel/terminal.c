// Other settings of a terminal for a while. A signal that ends us meanwhile would leave them behind, typing unseen above all.
#define _GNU_SOURCE
#include "CKernel.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { ENDING_COUNT = sizeof ending / sizeof *ending };
static struct sigaction previous[ENDING_COUNT];

static int changed;
static struct termios before;
/// 1 while the settings are not its own; whoever changes it to 0 puts them back.
static atomic_int is_changed;

/// Only what signal-safety(7) allows.
static void restore_and_end(int number) {
    // In the background the terminal is somebody else's, who has settings of his own.
    if (atomic_exchange(&is_changed, 0) && tcgetpgrp(changed) == getpgrp()) {
        // What was typed and not read yet is for nobody else, a shell that shows it above all.
        tcflush(changed, TCIFLUSH);
        tcsetattr(changed, TCSANOW, &before);
    }
    // Delivered when this returns: until then it is blocked.
    signal(number, SIG_DFL);
    raise(number);
}

static void handle_endings(void) {
    struct sigaction own;
    memset(&own, 0, sizeof own);
    own.sa_handler = restore_and_end;
    sigemptyset(&own.sa_mask);
    for (int index = 0; index < ENDING_COUNT; index++) {
        sigaction(ending[index], NULL, &previous[index]);
        // Ignored signals stay ignored: so nohup(1) wants it.
        if (previous[index].sa_handler != SIG_IGN) sigaction(ending[index], &own, NULL);
    }
}

static void unhandle_endings(void) {
    for (int index = 0; index < ENDING_COUNT; index++) sigaction(ending[index], &previous[index], NULL);
}

int32_t ck_terminal_change(int32_t terminal, const struct termios *settings, int32_t when) {
    if (atomic_load(&is_changed)) return -EBUSY;
    if (tcgetattr(terminal, &before) != 0) return -errno;
    changed = terminal;
    handle_endings();
    atomic_store(&is_changed, 1);
    if (tcsetattr(terminal, when, settings) == 0) return 0;
    int reason = errno;
    atomic_store(&is_changed, 0);
    unhandle_endings();
    return -reason;
}

void ck_terminal_restore(int32_t when) {
    if (!atomic_load(&is_changed)) return;
    tcsetattr(changed, when, &before);
    atomic_store(&is_changed, 0);
    unhandle_endings();
}
