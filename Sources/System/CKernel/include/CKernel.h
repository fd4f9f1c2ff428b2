/// The system calls Swift cannot reach: spawning a session leader, waiting for exits without polling, who the peer is.
///
/// Every function answers 0 or a useful value, or a negated errno: -ENOENT. None of them sets the locale; signals are handled for
/// crash reports and changed terminals alone.
#ifndef CKERNEL_H
#define CKERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

// Spawning

/// Which step of ``ck_spawn`` an error belongs to.
enum ck_spawn_step {
    CK_SPAWN_STEP_NONE = 0,
    /// Making the pipe or the process: descriptors, memory or processes ran out.
    CK_SPAWN_STEP_FORK = 1,
    /// Entering the working directory.
    CK_SPAWN_STEP_DIRECTORY = 2,
    /// Starting the program.
    CK_SPAWN_STEP_PROGRAM = 3,
    /// Setting its limits.
    CK_SPAWN_STEP_LIMITS = 4,
};

/// What to start. Texts are NUL-terminated; arrays end with NULL.
struct ck_spawn_request {
    /// An absolute path; PATH is not searched.
    const char *executable;
    char *const *arguments;
    char *const *environment;
    /// The working directory; NULL stays where the caller is.
    const char *directory;
    int32_t standard_input;
    int32_t standard_output;
    int32_t standard_error;
    /// One more descriptor, which becomes descriptor 3 of the new process; -1 for none.
    int32_t descriptor3;
    /// Lets the new process be adopted by init, so that the caller need not (and cannot) wait for it.
    bool detached;
    /// How many descriptors each of its processes may have open; 0 leaves the limit as it is.
    int32_t open_files;
    /// `cgroup.procs` of the control group to enter, opened for writing; 0 or -1 for none.
    int32_t control_group;
    /// Linux: the signal the new process gets when the calling thread ends, or the whole program; 0 for none. Not for detached ones.
    int32_t death_signal;
    /// Linux: as of ``ck_process_tag``; 0 for none.
    uint64_t tag;
};

struct ck_spawn_result {
    /// The new process, leader of its own session and group; 0 when it failed or is detached.
    int32_t process;
    /// An errno, 0 for none.
    int32_t error;
    /// One of ``ck_spawn_step``.
    int32_t step;
};

/// Starts a program as the leader of a new session: the given descriptors and no others, every signal at its default
/// and unblocked. Returns once the program was executed, or could not be.
struct ck_spawn_result ck_spawn(const struct ck_spawn_request *request);

// Exits

/// An epoll instance or kqueue of processes, children or not.
struct ck_exit_watch {
    int32_t queue;
    int32_t waker;
};

/// How a process ended; both 0 after `exit(0)`.
struct ck_exit {
    int32_t code;
    int32_t signal;
};

/// 0, or a negated errno.
int32_t ck_exit_watch_create(struct ck_exit_watch *watch);
/// Frees what ``ck_exit_watch_create`` made. Nobody may be waiting.
void ck_exit_watch_destroy(struct ck_exit_watch *watch);
/// Watches a process that was not waited for yet. 0; or 1 when it has ended already and will not be reported.
int32_t ck_exit_watch_add(const struct ck_exit_watch *watch, int32_t process);
/// Sleeps until a watched process ends (its id, reported once) or ``ck_exit_watch_wake`` was called (0).
int32_t ck_exit_watch_wait(const struct ck_exit_watch *watch);
/// The same for so many milliseconds at most, then -ETIMEDOUT; -1 for as long as it takes.
int32_t ck_exit_watch_wait_for(const struct ck_exit_watch *watch, int32_t milliseconds);
/// Ends one ``ck_exit_watch_wait``, from any thread.
void ck_exit_watch_wake(const struct ck_exit_watch *watch);

/// Has ``ck_exit_watch_wake`` called whenever a child ends, watched or not. For one watch of a program, as long as that lives.
int32_t ck_exit_watch_follow_children(const struct ck_exit_watch *watch);
/// Whether a child has ended since this was asked last; of use with ``ck_exit_watch_follow_children`` only.
bool ck_children_have_ended(void);

/// Linux: processes below us that lose their parent become our children, instead of init's. -ENOSYS elsewhere.
int32_t ck_adopt_orphans(void);
/// The ids of the orphans that came to us (the kernel gives them to the first thread), with the children of that thread: as many
/// as fit; how many there are, or a negated errno: -ENOSYS where the kernel keeps no such list.
int32_t ck_adopted_children(int32_t *processes, int32_t capacity);

/// How an ended child ended, without reaping it: its id stays taken until ``ck_reap``. Waits if it lives still.
int32_t ck_exit_status(int32_t process, struct ck_exit *status);
/// Frees the id of an ended child. 1; or 0 for one that lives, to which nothing is done.
int32_t ck_reap(int32_t process);

// Facts

/// The effective user id of whoever is at the other end of a connected Unix socket, or a negated errno.
int64_t ck_peer_uid(int32_t socket);
/// When a process started, in a unit of the kernel's own: with the id it names a process for good. 0 if unknown.
uint64_t ck_process_start_time(int32_t process);
/// The absolute path of the running program, symbolic links resolved, NUL-terminated. Its length, or a negated errno.
int32_t ck_executable_path(char *buffer, int32_t capacity);

/// The environment of this program: `NAME=VALUE` texts and NULL. Changed by setenv; nobody does that here.
char *const *ck_environment(void);

// Processes of this machine, ours or not

/// What the kernel says of one process.
struct ck_process {
    int32_t process;
    int32_t parent;
    int32_t group;
    int32_t session;
    /// The effective user.
    uint32_t user;
    /// As of ``ck_process_start_time``.
    uint64_t start_time;
    /// Processor time so far, in user and kernel mode.
    uint64_t cpu_nanoseconds;
    uint64_t resident_bytes;
    int32_t threads;
    /// It has ended and nobody has waited for it yet.
    bool is_zombie;
    /// A signal has stopped it.
    bool is_suspended;
    /// The program's short name, cut by the kernel.
    char name[64];
};

/// 0, or a negated errno: -ESRCH when there is no such process (any more).
int32_t ck_process_read(int32_t process, struct ck_process *facts);
/// The ids of all processes, as many as fit; how many there are, or a negated errno.
int32_t ck_process_list(int32_t *processes, int32_t capacity);
/// The ids of a process's children, as many as fit; how many there are, or a negated errno. Cheaper than the list where the
/// kernel keeps one (Linux, CONFIG_PROC_CHILDREN): -ENOSYS where it does not.
int32_t ck_process_children(int32_t process, int32_t *processes, int32_t capacity);
/// How many descriptors a process has open, or a negated errno: -EACCES for somebody else's.
int32_t ck_process_open_files(int32_t process);
/// Its arguments, or its first environment: texts that each end with NUL. The length, cut to the capacity, or a negated errno.
int32_t ck_process_arguments(int32_t process, char *buffer, int32_t capacity);
int32_t ck_process_environment(int32_t process, char *buffer, int32_t capacity);
/// The value of one variable of its first environment; its length, cut to the capacity, or a negated errno: -ENOENT when it
/// is not set there.
int32_t ck_process_variable(int32_t process, const char *name, char *value, int32_t capacity);
/// A number that was given to the process, or to the one it descends from, when it was started; 0 for none, or a negated errno.
///
/// Unlike a variable it stays whatever the process does to its environment. It is the limit of processor time without a pause
/// for real-time processes (RLIMIT_RTTIME), in microseconds: from 2^62 on it limits nothing. Linux; 0 elsewhere.
int64_t ck_process_tag(int32_t process);
/// Sends a signal, if the process still is the one that started then. 0, or a negated errno: -ESRCH when it is gone.
int32_t ck_process_signal(int32_t process, uint64_t start_time, int32_t signal);
/// Differs from one start of the machine to the next, NUL-terminated; its length, or a negated errno.
int32_t ck_boot_name(char *buffer, int32_t capacity);
/// The path of its program; its length, or a negated errno. A program that was deleted or replaced since is named all the same.
int32_t ck_process_executable(int32_t process, char *buffer, int32_t capacity);
/// The path of its working directory; its length, or a negated errno.
int32_t ck_process_directory(int32_t process, char *buffer, int32_t capacity);
/// The moment ``ck_process.start_time`` stands for, in milliseconds since 1970; 0 if unknown.
int64_t ck_process_started_at(uint64_t start_time);

// Terminals

/// Gives a terminal other settings, `when` as of tcsetattr(3). It is as it was after ``ck_terminal_restore``, and when SIGHUP, SIGINT,
/// SIGQUIT or SIGTERM ends the program before. 0, or a negated errno: -EBUSY while one is changed already.
int32_t ck_terminal_change(int32_t terminal, const struct termios *settings, int32_t when);
void ck_terminal_restore(int32_t when);

// The daemon's own life

/// Has a crash of this program (SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTRAP) leave `DIRECTORY/crash-TIME.txt`: the title, the
/// time, the signal, where it was, and the end of the log. Then it ends as it would have. 0, or a negated errno.
int32_t ck_crash_reports(const char *directory, const char *log, const char *title);
/// Gives the calling thread a stack for reporting that its own overflowed. 0, or a negated errno.
int32_t ck_crash_stack(void);

/// A descriptor that becomes readable when a process, ours or not, has ended; or a negated errno: -ESRCH when it has already.
int32_t ck_process_handle(int32_t process);
/// A descriptor that becomes readable when one of two folders, or something in one, is removed or moved away; or a negated errno.
int32_t ck_folder_watch(const char *one, const char *other);
/// A descriptor that becomes readable when somebody sets the clock, or the machine has slept; or a negated errno: -ENOSYS.
int32_t ck_clock_watch(void);
/// Makes a watch unreadable until the next time.
void ck_watch_drain(int32_t descriptor);
void ck_clock_watch_drain(int32_t descriptor);

enum ck_clock {
    /// What people call the time.
    CK_CLOCK_WALL = 0,
    /// Since boot, sleep included; nobody can set it.
    CK_CLOCK_BOOT = 1,
    /// Since boot without sleep: what timers go by.
    CK_CLOCK_AWAKE = 2,
};

/// What one of ``ck_clock`` shows, in milliseconds.
int64_t ck_milliseconds(int32_t clock);

// Descriptors

/// A pipe whose ends are closed by exec. 0, or a negated errno.
int32_t ck_pipe(int32_t *read_end, int32_t *write_end);
/// Opens a file, closed by exec: for reading, or (created with mode 0600) for appending.
int32_t ck_open_read(const char *path);
int32_t ck_open_append(const char *path);
/// How many bytes a pipe or socket holds that nobody has read yet, or a negated errno.
int32_t ck_readable_bytes(int32_t descriptor);
/// Sets or clears O_NONBLOCK. 1 if it was set before, 0 if not, or a negated errno.
int32_t ck_set_nonblocking(int32_t descriptor, bool nonblocking);
/// Opens `/dev/null` as standard input, output or error where there is none, so that no other file gets that number.
void ck_open_standard_descriptors(void);

// Files

/// What happened, as bits of ``ck_file_event.what``.
enum ck_file_event_kind {
    /// Something of this name is new, gone or was written; without a name, anything in the folder may be.
    CK_FILE_CHANGED = 1,
    /// It is a folder that came (made, or moved here), or that went.
    CK_FILE_FOLDER_CAME = 2,
    CK_FILE_FOLDER_WENT = 4,
    /// The watched thing itself was deleted or moved.
    CK_FILE_SELF_WENT = 8,
    /// Changes were lost: everything must be looked at again. Concerns every watch.
    CK_FILE_LOST_TRACK = 16,
};

struct ck_file_event {
    /// As ``ck_file_watch_add`` has numbered it; -1 for none.
    int32_t watch;
    uint32_t what;
    /// NUL-terminated; empty when it is not known, or the event is about the watched thing itself.
    char name[256];
};

/// An inotify instance or a kqueue: a descriptor that is readable when there are events; close(2) ends it. Or a negated errno:
/// -EMFILE when the user has too many of them.
int32_t ck_file_watch_create(void);
/// Watches a folder, for what happens in it (`contents`) or only to itself; where ``ck_file_watch_needs_files`` says so, a
/// file too. Its number, or a negated errno: -ENOSPC when there are too many. On Linux a folder has the same number each time.
int32_t ck_file_watch_add(int32_t queue, const char *path, bool contents);
void ck_file_watch_remove(int32_t queue, int32_t number);
/// The next events, at least 32 of which must fit; 0 when there are none for now, or a negated errno. Never waits.
int32_t ck_file_watch_read(int32_t queue, struct ck_file_event *events, int32_t capacity);
/// Whether a file that is written in place must be watched itself, because its folder does not tell (kqueue).
bool ck_file_watch_needs_files(void);

// Memory, of programs that run many times over

/// Has large blocks given back to the system as soon as they are freed, however many there were. Before the first of them.
void ck_economize_memory(void);
/// Forgets which pages of programs and libraries are mapped: those that are used again are mapped again, without reading a disk.
void ck_release_code_pages(void);

// Replacing files

/// Has two names change places, atomically. -EINVAL, -ENOSYS or -ENOTSUP: the file system cannot.
int32_t ck_exchange_files(const char *one, const char *other);

/// Copies extended attributes, access control lists among them, as far as the system lets us.
void ck_copy_attributes(int32_t from, int32_t to);

// Finding text

/// Where in a text the two bytes are that are rarest in logs; the same place twice in a text of one byte.
struct ck_rare_places {
    int64_t first;
    int64_t second;
};

struct ck_rare_places ck_rare_places(const uint8_t *text, int64_t length);
/// The first place of a text in bytes, or -1. `ignores_case`: of ASCII letters; the text then has small ones only. `places` are of
/// ``ck_rare_places``.
int64_t ck_find(
    const uint8_t *bytes, int64_t count, const uint8_t *text, int64_t length, struct ck_rare_places places, bool ignores_case);

#endif
