#if defined(__APPLE__)
#define _DARWIN_C_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#else
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#endif
#define NCURSES_WIDECHAR 1

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// <term.h> declares these, but also defines macros named `columns`, `lines` and `buttons`.
extern int setupterm(const char *, int, int *);
extern int tputs(const char *, int, int (*)(int));
extern char *tparm(const char *, ...);

// -- State: one screen per process, and signal handlers take no arguments ------------------------------------------------

static SCREEN *screen;
static FILE *screen_output;
static FILE *screen_input;
static int screen_fd = -1;
static int input_fd = -1;
static int wake_reader = -1;
static int wake_writer = -1;
static bool locale_is_utf8;
static int32_t last_errno;

static struct termios termios_before;
static struct termios termios_inside;

/// 1 while the terminal shows our screen; whoever changes it to 0 has to give the terminal back.
static atomic_int inside;
static atomic_int continued;

/// Byte strings ready to be written from a signal handler.
static char leaving[1024];
static size_t leaving_length;
static char entering[1024];
static size_t entering_length;
/// Around each frame, where the terminal can hold back a half-painted picture (mode 2026); empty where it cannot.
static char frame_begins[64];
static size_t frame_begins_length;
static char frame_ends[64];
static size_t frame_ends_length;

/// Whether the terminal takes the modes of xterm that terminfo does not describe, and swallows what it does not know of them.
static bool is_like_xterm;
static bool mouse_is_on;

/// Where stray output goes meanwhile, and where it belongs.
static int captured_fd = -1;
static int stdout_before = -1;
static int stderr_before = -1;

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
#define FATAL_COUNT (sizeof fatal_signals / sizeof fatal_signals[0])
static struct sigaction fatal_before[FATAL_COUNT];
static struct sigaction stop_before;
static struct sigaction continue_before;
static struct sigaction resize_before;
static stack_t stack_before;
/// Handlers need a stack of their own: a crash may be the end of the usual one.
static char handler_stack[64 * 1024];

// -- Safe in signal handlers --------------------------------------------------------------------------------------------

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN) {
            // Whoever shares the terminal with us made it non-blocking.
            struct pollfd watched = {.fd = fd, .events = POLLOUT};
            poll(&watched, 1, -1);
            continue;
        }
        if (written <= 0) return;  // The terminal is gone; nobody is left to tell.
        bytes += written;
        count -= (size_t)written;
    }
}

/// Shows what was written to stdout and stderr while the screen was ours: the words of a crash, above all.
static void release_captured(void) {
    if (captured_fd < 0) return;
    char bytes[4096];
    ssize_t count;
    lseek(captured_fd, 0, SEEK_SET);
    while ((count = read(captured_fd, bytes, sizeof bytes)) > 0) {
        write_all(stderr_before >= 0 ? stderr_before : screen_fd, bytes, (size_t)count);
    }
    lseek(captured_fd, 0, SEEK_SET);
    if (ftruncate(captured_fd, 0) != 0) return;  // Shown twice at worst.
}

static void give_back(void) {
    if (!atomic_exchange(&inside, 0)) return;
    write_all(screen_fd, leaving, leaving_length);
    tcsetattr(input_fd, TCSANOW, &termios_before);
}

static void wake(void) {
    int saved = errno;
    // A full pipe already wakes.
    ssize_t ignored = write(wake_writer, "", 1);
    (void)ignored;
    errno = saved;
}

static void die(int number) {
    give_back();
    release_captured();
    // Not the handler that was there before: Swift's would print a backtrace and wait for a key.
    signal(number, SIG_DFL);
    raise(number);
}

static void stopped(int number) {
    int saved = errno;
    give_back();
    struct sigaction standard, own;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &standard, &own);
    raise(number);
    // Continued from here.
    sigaction(SIGTSTP, &own, NULL);
    atomic_store(&continued, 1);
    wake();
    errno = saved;
}

static void resumed(int number) {
    (void)number;
    atomic_store(&continued, 1);
    wake();
}

static void resized(int number) {
    (void)number;
    wake();
}

// -- Opening -------------------------------------------------------------------------------------------------------------

static char *collected;
static size_t collected_length;
static size_t collected_capacity;

static int collect(int byte) {
    if (collected_length < collected_capacity) collected[collected_length++] = (char)byte;
    return byte;
}

static char *capability(const char *name) {
    char *value = tigetstr((char *)name);
    return value == (char *)-1 ? NULL : value;
}

/// Appends a capability without its padding marks, which a plain write would print.
static void collect_capability(const char *name) {
    char *value = capability(name);
    if (value != NULL) tputs(value, 1, collect);
}

static void collect_text(const char *text) {
    while (*text) collect(*text++);
}

/// Brackets a frame by the terminal's own word for it (`Sync`, an extension of terminfo): 1 begins, 2 ends.
static size_t collect_frame_mark(char *mark, size_t capacity, long which) {
    collected = mark;
    collected_capacity = capacity;
    collected_length = 0;
    char *sync = capability("Sync");
    char *value = sync == NULL ? NULL : tparm(sync, which, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    if (value != NULL) tputs(value, 1, collect);
    // A mark that was cut would do harm.
    return collected_length < capacity ? collected_length : 0;
}

static void prepare_strings(void) {
    // Bracketed paste and the mouse are modes that ncurses knows nothing about. A terminal that has no alternate screen is no
    // xterm and would print the request.
    bool pastes = capability("smcup") != NULL;
    is_like_xterm = pastes;
    mouse_is_on = false;
    frame_begins_length = collect_frame_mark(frame_begins, sizeof frame_begins, 1);
    frame_ends_length = collect_frame_mark(frame_ends, sizeof frame_ends, 2);

    collected = leaving;
    collected_capacity = sizeof leaving;
    collected_length = 0;
    // First, so that the rest is seen even if a frame was cut off in the middle.
    for (size_t index = 0; index < frame_ends_length; index++) collect(frame_ends[index]);
    if (pastes) collect_text("\033[?1006l\033[?1000l\033[?2004l");
    collect_capability("sgr0");
    collect_capability("op");
    collect_capability("cnorm");
    collect_capability("rmkx");
    collect_capability("rmcup");
    // Without an alternate screen the prompt would land in the middle of the old picture.
    if (!pastes) collect_capability("clear");
    leaving_length = collected_length;

    collected = entering;
    collected_capacity = sizeof entering;
    collected_length = 0;
    collect_capability("smcup");
    collect_capability("smkx");
    collect_capability("civis");
    if (pastes) collect_text("\033[?2004h");
    entering_length = collected_length;
}

static void choose_locale(void) {
    setlocale(LC_CTYPE, "");
    locale_is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (locale_is_utf8) return;
    // ncurses still has to measure characters; what is painted is ASCII then.
    const char *fallbacks[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"};
    for (size_t index = 0; index < sizeof fallbacks / sizeof fallbacks[0]; index++) {
        if (setlocale(LC_CTYPE, fallbacks[index]) != NULL) return;
    }
}

/// The terminal's name in the terminfo database, or the reason why there is none we can use.
static int32_t choose_terminal(const char **name) {
    const char *candidates[] = {getenv("TERM"), "xterm-256color"};
    for (size_t index = 0; index < 2; index++) {
        if (candidates[index] == NULL || *candidates[index] == 0) continue;
        int found = 0;
        if (setupterm(candidates[index], screen_fd, &found) != OK) continue;
        // There, numbers of colours are no palette (xterm-direct): its twin with 256 has one, and the same sequences.
        if (tigetnum("colors") > 256 && index == 0) {
            if (setupterm(candidates[1], screen_fd, &found) == OK) {
                *name = candidates[1];
                return CN_OPENED;
            }
            setupterm(candidates[0], screen_fd, &found);
        }
        *name = candidates[index];
        return capability("cup") == NULL ? CN_CANNOT_MOVE_CURSOR : CN_OPENED;
    }
    return CN_UNKNOWN_TERMINAL;
}

int32_t cn_nameless_file(void) {
    const char *folder = getenv("TMPDIR");
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/screen-XXXXXX", folder != NULL && *folder ? folder : "/tmp");
    if (length < 0 || (size_t)length >= sizeof path) return -1;
    int fd = mkstemp(path);
    if (fd < 0) return -1;
    unlink(path);
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    close(fd);
    return copy;
}

/// A copy of a descriptor that programs we start do not inherit.
static int copy_of(int fd) {
    return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

static void keep(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/// Points stdout, and stderr if it is a terminal, to a nameless file.
static void capture(void) {
    if (captured_fd < 0) return;
    fflush(stdout);
    fflush(stderr);
    dup2(captured_fd, STDOUT_FILENO);
    if (stderr_before >= 0) dup2(captured_fd, STDERR_FILENO);
}

static void release(void) {
    if (captured_fd < 0) return;
    fflush(stdout);
    fflush(stderr);
    if (stdout_before >= 0) dup2(stdout_before, STDOUT_FILENO);
    if (stderr_before >= 0) dup2(stderr_before, STDERR_FILENO);
    release_captured();
}

static void prepare_capture(void) {
    captured_fd = cn_nameless_file();
    if (captured_fd < 0) return;  // Stray output may spoil the picture then; Ctrl-L mends it.
    // Several writers share the file: each appends.
    fcntl(captured_fd, F_SETFL, O_APPEND);
    stdout_before = copy_of(STDOUT_FILENO);
    stderr_before = isatty(STDERR_FILENO) ? copy_of(STDERR_FILENO) : -1;
}

static void install(int number, void (*handler)(int), int flags, struct sigaction *before) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(number, NULL, before);
    // What was ignored before us (nohup, a shell without job control) stays ignored.
    if (before->sa_handler == SIG_IGN && number != SIGWINCH && number != SIGCONT) return;
    sigaction(number, &action, NULL);
}

static void install_handlers(void) {
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = handler_stack;
    stack.ss_size = sizeof handler_stack;
    sigaltstack(&stack, &stack_before);
    for (size_t index = 0; index < FATAL_COUNT; index++) {
        install(fatal_signals[index], die, SA_NODEFER | SA_ONSTACK, &fatal_before[index]);
    }
    install(SIGTSTP, stopped, SA_NODEFER | SA_ONSTACK | SA_RESTART, &stop_before);
    install(SIGCONT, resumed, SA_ONSTACK | SA_RESTART, &continue_before);
    // Not ncurses' handler: it only sets a flag, and the thread it interrupts may not be the one that waits for keys.
    install(SIGWINCH, resized, SA_ONSTACK | SA_RESTART, &resize_before);
}

static void remove_handlers(void) {
    for (size_t index = 0; index < FATAL_COUNT; index++) sigaction(fatal_signals[index], &fatal_before[index], NULL);
    sigaction(SIGTSTP, &stop_before, NULL);
    sigaction(SIGCONT, &continue_before, NULL);
    sigaction(SIGWINCH, &resize_before, NULL);
    sigaltstack(&stack_before, NULL);
}

static void release_files(void) {
    if (screen_output != NULL) fclose(screen_output);
    if (screen_input != NULL) fclose(screen_input);
    screen_output = NULL;
    screen_input = NULL;
    screen_fd = -1;
    input_fd = -1;
    keep(&wake_reader);
    keep(&wake_writer);
    keep(&captured_fd);
    keep(&stdout_before);
    keep(&stderr_before);
}

static int32_t failed(int32_t reason) {
    last_errno = errno;
    release_files();
    return reason;
}

int32_t cn_open(void) {
    if (screen != NULL) return CN_ALREADY_OPEN;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CN_NOT_A_TERMINAL;
    if (tcgetattr(STDIN_FILENO, &termios_before) != 0) return failed(CN_SYSTEM_ERROR);
    choose_locale();

    // Own descriptors: the numbers 1 and 2 are about to point elsewhere.
    screen_fd = copy_of(STDOUT_FILENO);
    input_fd = copy_of(STDIN_FILENO);
    screen_output = screen_fd >= 0 ? fdopen(screen_fd, "w") : NULL;
    screen_input = input_fd >= 0 ? fdopen(input_fd, "r") : NULL;
    if (screen_output == NULL || screen_input == NULL) return failed(CN_SYSTEM_ERROR);
    if (!cn_pipe(&wake_reader, &wake_writer)) return failed(CN_SYSTEM_ERROR);

    const char *name = NULL;
    int32_t reason = choose_terminal(&name);
    if (reason != CN_OPENED) return failed(reason);
    // Before newterm, which is the first to change anything. newterm answers NULL where initscr would exit.
    prepare_strings();
    struct sigaction ncurses_stop, ncurses_resize, ncurses_interrupt, ncurses_terminate;
    sigaction(SIGTSTP, NULL, &ncurses_stop);
    sigaction(SIGWINCH, NULL, &ncurses_resize);
    sigaction(SIGINT, NULL, &ncurses_interrupt);
    sigaction(SIGTERM, NULL, &ncurses_terminate);
    screen = newterm((char *)name, screen_output, screen_input);
    // ncurses installs handlers of its own that are not safe; the former ones come back first, so that closing restores them.
    sigaction(SIGTSTP, &ncurses_stop, NULL);
    sigaction(SIGWINCH, &ncurses_resize, NULL);
    sigaction(SIGINT, &ncurses_interrupt, NULL);
    sigaction(SIGTERM, &ncurses_terminate, NULL);
    if (screen == NULL) {
        tcsetattr(input_fd, TCSANOW, &termios_before);
        return failed(CN_UNKNOWN_TERMINAL);
    }
    prepare_capture();
    install_handlers();
    atomic_store(&continued, 0);
    atomic_store(&inside, 1);

    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    curs_set(0);
    tcgetattr(input_fd, &termios_inside);
    // ncurses is told the same by newterm and curs_set; the rest (keypad, paste) is ours.
    write_all(screen_fd, entering, entering_length);
    capture();
    return CN_OPENED;
}

void cn_close(void) {
    if (screen == NULL) return;
    give_back();
    // The screen is already left: ncurses may free, but must not write its own farewell.
    int silent = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int real = silent >= 0 ? copy_of(screen_fd) : -1;
    if (real >= 0) dup2(silent, screen_fd);
    endwin();
    delscreen(screen);
    screen = NULL;
    fflush(screen_output);
    if (real >= 0) dup2(real, screen_fd);
    keep(&real);
    keep(&silent);
    tcsetattr(input_fd, TCSANOW, &termios_before);
    remove_handlers();
    release();
    release_files();
}

int32_t cn_errno(void) {
    return last_errno;
}

// -- Beside the picture --------------------------------------------------------------------------------------------------

bool cn_is_like_xterm(void) {
    return screen != NULL && is_like_xterm;
}

void cn_write(const uint8_t *bytes, int32_t count) {
    // ncurses holds nothing back between two pictures, so this falls between them.
    if (screen == NULL || !atomic_load(&inside) || count <= 0) return;
    write_all(screen_fd, (const char *)bytes, (size_t)count);
}

/// Presses and the wheel (1000), in the form that has no limit of columns (1006).
static void write_mouse(void) {
    const char *text = mouse_is_on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l";
    write_all(screen_fd, text, strlen(text));
}

void cn_set_mouse(bool isOn) {
    if (screen == NULL || !is_like_xterm || mouse_is_on == isOn) return;
    mouse_is_on = isOn;
    if (atomic_load(&inside)) write_mouse();
}

// -- Leaving for a while -------------------------------------------------------------------------------------------------

void cn_leave(void) {
    if (screen == NULL) return;
    give_back();
    release();
}

void cn_enter(void) {
    if (screen == NULL) return;
    capture();
    tcsetattr(input_fd, TCSANOW, &termios_inside);
    if (!atomic_exchange(&inside, 1)) {
        write_all(screen_fd, entering, entering_length);
        if (mouse_is_on) write_mouse();
    }
    curs_set(0);
    cn_forget();
}

void cn_stop(void) {
    struct sigaction standard, own;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &standard, &own);
    // The whole group, as the terminal itself would: a wrapper that waits for us must stop, too.
    kill(0, SIGTSTP);
    // Another thread may be the one that takes the signal, a moment later; and an orphaned group is not stopped at all.
    poll(NULL, 0, 50);
    sigaction(SIGTSTP, &own, NULL);
}

bool cn_was_continued(void) {
    return atomic_exchange(&continued, 0) != 0;
}

// -- Painting ------------------------------------------------------------------------------------------------------------

bool cn_is_utf8(void) {
    return locale_is_utf8;
}

int32_t cn_colors(void) {
    return screen != NULL && has_colors() ? COLORS : 0;
}

int32_t cn_pairs(void) {
    if (screen == NULL || !has_colors()) return 0;
    // Pair numbers are shorts in every ncurses.
    return COLOR_PAIRS < 32767 ? COLOR_PAIRS : 32767;
}

void cn_set_pair(int16_t pair, int16_t foreground, int16_t background) {
    if (screen == NULL || !has_colors()) return;
    init_pair(pair, foreground, background);
}

void cn_measure(int32_t *columns, int32_t *rows) {
    *columns = 0;
    *rows = 0;
    if (screen == NULL) return;
    struct winsize size;
    memset(&size, 0, sizeof size);
    int wide = COLS, high = LINES;
    if (ioctl(screen_fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        wide = size.ws_col < 2000 ? size.ws_col : 2000;
        high = size.ws_row < 1000 ? size.ws_row : 1000;
    }
    if (wide != COLS || high != LINES) resize_term(high, wide);
    *columns = COLS;
    *rows = LINES;
}

static attr_t attributes_of(uint8_t emphasis) {
    attr_t attributes = A_NORMAL;
    if (emphasis & CN_BOLD) attributes |= A_BOLD;
    if (emphasis & CN_DIM) attributes |= A_DIM;
    if (emphasis & CN_UNDERLINE) attributes |= A_UNDERLINE;
    if (emphasis & CN_REVERSE) attributes |= A_REVERSE;
#ifdef A_ITALIC
    if (emphasis & CN_ITALIC) attributes |= A_ITALIC;
#endif
    return attributes;
}

/// Fills one cell, or two where the C library's idea of a wide character differs from ours; answers how many.
static int32_t convert(const cn_cell *cell, cchar_t *converted) {
    wchar_t text[6];
    int length = 0;
    bool agreed = wcwidth((wchar_t)cell->base) == cell->width;
    text[length++] = agreed ? (wchar_t)cell->base : L'\xFFFD';
    for (int index = 0; agreed && index < 4 && cell->marks[index] != 0; index++) {
        if (wcwidth((wchar_t)cell->marks[index]) == 0) text[length++] = (wchar_t)cell->marks[index];
    }
    text[length] = 0;
    attr_t attributes = attributes_of(cell->emphasis);
    setcchar(&converted[0], text, attributes, cell->pair, NULL);
    if (agreed || cell->width < 2) return 1;
    setcchar(&converted[1], L" ", attributes, cell->pair, NULL);
    return 2;
}

void cn_draw(int32_t row, const cn_cell *cells, int32_t count) {
    if (screen == NULL || count <= 0) return;
    cchar_t *line = calloc((size_t)count * 2, sizeof(cchar_t));
    if (line == NULL) return;
    int32_t length = 0;
    for (int32_t index = 0; index < count; index++) length += convert(&cells[index], &line[length]);
    // In one go and from the left edge: writing over half a wide character leaves rubbish, and this way there is none.
    mvadd_wchnstr(row, 0, line, length);
    free(line);
}

void cn_erase(void) {
    if (screen != NULL) erase();
}

void cn_forget(void) {
    if (screen != NULL) clearok(curscr, TRUE);
}

bool cn_is_ready(void) {
    struct pollfd watched = {.fd = screen_fd, .events = POLLOUT};
    return poll(&watched, 1, 0) != 0;
}

void cn_show(int32_t row, int32_t column) {
    if (screen == NULL) return;
    write_all(screen_fd, frame_begins, frame_begins_length);
    if (row >= 0) move(row, column);
    curs_set(row >= 0 ? 1 : 0);
    wnoutrefresh(stdscr);
    doupdate();
    write_all(screen_fd, frame_ends, frame_ends_length);
}

// -- Input ---------------------------------------------------------------------------------------------------------------

int32_t cn_input(void) {
    return input_fd;
}

int32_t cn_signals(void) {
    return wake_reader;
}

int32_t cn_wait(int32_t other, int32_t milliseconds) {
    struct pollfd watched[3] = {
        {.fd = input_fd, .events = POLLIN},
        {.fd = wake_reader, .events = POLLIN},
        {.fd = other, .events = POLLIN},  // poll skips negative descriptors.
    };
    int ready = poll(watched, 3, milliseconds);
    if (ready < 0) return errno == EINTR ? CN_SIGNAL : CN_INPUT;
    int32_t answer = 0;
    if (watched[0].revents) answer |= CN_INPUT;
    if (watched[1].revents) answer |= CN_SIGNAL;
    if (watched[2].revents) answer |= CN_OTHER;
    return answer;
}

int32_t cn_read(uint8_t *bytes, int32_t capacity) {
    if (screen == NULL) return CN_CLOSED;
    char rubbish[64];
    while (read(wake_reader, rubbish, sizeof rubbish) > 0) continue;
    struct pollfd watched = {.fd = input_fd, .events = POLLIN};
    // The terminal is in raw mode, not non-blocking: that mode would be shared with the shell that started us.
    if (poll(&watched, 1, 0) <= 0) return CN_NOTHING;
    ssize_t count = read(input_fd, bytes, (size_t)capacity);
    if (count > 0) return (int32_t)count;
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return CN_NOTHING;
    return CN_CLOSED;
}

int32_t cn_key(const char *name, uint8_t *bytes, int32_t capacity) {
    if (screen == NULL) return 0;
    char *value = capability(name);
    size_t length = value == NULL ? 0 : strlen(value);
    if (length == 0 || length > (size_t)capacity) return 0;
    memcpy(bytes, value, length);
    return (int32_t)length;
}

bool cn_pipe(int32_t *reader, int32_t *writer) {
    int ends[2];
    if (pipe(ends) != 0) return false;
    for (int index = 0; index < 2; index++) {
        fcntl(ends[index], F_SETFD, FD_CLOEXEC);
        fcntl(ends[index], F_SETFL, O_NONBLOCK);
    }
    *reader = ends[0];
    *writer = ends[1];
    return true;
}
