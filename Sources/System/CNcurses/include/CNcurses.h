// What the terminal kit needs of ncurses, and not one name of it: ncurses' own header would put `move`, `filter` and `raw`
// into every Swift file, and its macros and globals do not exist for Swift 6 anyway.
//
// One screen per process. Everything is called from one thread, except that signal handlers may run on any.

#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// Why `cn_open` failed.
enum {
    CN_OPENED = 0,
    CN_NOT_A_TERMINAL = 1,
    CN_CANNOT_MOVE_CURSOR = 2,
    CN_UNKNOWN_TERMINAL = 3,
    CN_ALREADY_OPEN = 4,
    CN_SYSTEM_ERROR = 5,
};

/// Bits of `cn_cell.emphasis`.
enum {
    CN_BOLD = 1,
    CN_DIM = 2,
    CN_UNDERLINE = 4,
    CN_REVERSE = 8,
    CN_ITALIC = 16,
};

/// Bits of the answer of `cn_wait`.
enum {
    CN_INPUT = 1,
    CN_OTHER = 2,
    CN_SIGNAL = 4,
};

/// Answers of `cn_read` that are not a count.
enum {
    CN_NOTHING = 0,
    CN_CLOSED = -1,
};

/// One character to paint: a base, up to four marks on it (0 ends the list), and how it looks.
typedef struct {
    uint32_t base;
    uint32_t marks[4];
    int16_t pair;
    uint8_t width;
    uint8_t emphasis;
} cn_cell;

/// Takes over the terminal of stdin and stdout. Both stay away from the screen until `cn_close`: what is written to stdout
/// and stderr meanwhile is kept and shown afterwards.
int32_t cn_open(void);
/// Gives the terminal back as it was; does nothing the second time.
void cn_close(void);
/// The `errno` of the last CN_SYSTEM_ERROR.
int32_t cn_errno(void);

/// Gives the terminal back for a while (another program, suspension); `cn_enter` takes it again, with an unknown picture.
void cn_leave(void);
void cn_enter(void);
/// Stops the process group as Ctrl-Z would; returns when it continues. The caller has left the screen.
void cn_stop(void);
/// Whether the process was stopped and continued behind our back since the last call; `cn_enter` is due.
bool cn_was_continued(void);

/// Whether the locale of the environment is UTF-8.
bool cn_is_utf8(void);
/// 0 without colours.
int32_t cn_colors(void);
/// Pairs 1 to this number less one may be set.
int32_t cn_pairs(void);
/// Colour -1 is the terminal's own.
void cn_set_pair(int16_t pair, int16_t foreground, int16_t background);

/// Asks the kernel and tells ncurses.
void cn_measure(int32_t *columns, int32_t *rows);
/// Replaces the beginning of a row; a width of two takes one cell here and two on the screen.
void cn_draw(int32_t row, const cn_cell *cells, int32_t count);
void cn_erase(void);
/// The next `cn_show` paints everything, whatever ncurses believes is there.
void cn_forget(void);
/// Sends what has changed and puts the cursor; a negative row hides it.
void cn_show(int32_t row, int32_t column);
/// Whether the terminal takes more without making us wait; true also when it is gone.
bool cn_is_ready(void);

/// Whether the terminal understands, or at least swallows, what xterm does.
bool cn_is_like_xterm(void);
/// Sends bytes between two pictures; nothing while the screen is left.
void cn_write(const uint8_t *bytes, int32_t count);
/// Asks for presses and the wheel of the mouse, or no longer; `cn_leave` and every end stop it, `cn_enter` begins again.
void cn_set_mouse(bool isOn);

/// The descriptor keys come from.
int32_t cn_input(void);
/// Readable when a signal asks for attention; emptied by `cn_read`.
int32_t cn_signals(void);
/// Waits for keys, signals or another descriptor (-1: none); a negative time waits forever. Answers bits, 0 after the time.
int32_t cn_wait(int32_t other, int32_t milliseconds);
/// Reads what there is without waiting; answers the count, CN_NOTHING or CN_CLOSED.
int32_t cn_read(uint8_t *bytes, int32_t capacity);
/// The bytes this terminal sends for a terminfo key capability such as `kcuu1`; answers their number, 0 for none.
int32_t cn_key(const char *capability, uint8_t *bytes, int32_t capacity);

/// A pipe whose ends neither block nor survive `exec`; false with `errno` set when there is none.
bool cn_pipe(int32_t *reader, int32_t *writer);

/// A file without a name, open for reading and writing, that does not survive `exec`; -1 with `errno` set when there is none.
int32_t cn_nameless_file(void);
/// Writes all bytes into a file and goes back to its beginning.
bool cn_fill(const uint8_t *bytes, int32_t count, int32_t file);
void cn_close_file(int32_t file);
/// Starts a program with the file as its input, no output, and a process group of its own; answers its id, or -1 with `errno`.
/// `arguments` ends with NULL and begins with the program's name.
int32_t cn_start(const char *path, const char *const *arguments, int32_t input);
/// Whether a started program has ended, and whether it said that all is well. Answers true once only.
bool cn_has_ended(int32_t process, bool *succeeded);
/// Ends a started program at once and forgets it.
void cn_kill(int32_t process);

#endif
