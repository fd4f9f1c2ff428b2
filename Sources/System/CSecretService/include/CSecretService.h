/// The Secret Service of Linux through libsecret, which is looked for at run time, so that programs start without it.
///
/// No header of libsecret or GLib is needed: what is used of them is declared in the source. A connection is used by one thread
/// at a time. Nothing here ever asks the user: what is locked stays locked.
#ifndef CSECRETSERVICE_H
#define CSECRETSERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Overwrites memory in a way that no optimizer leaves out.
void css_wipe(void *memory, size_t length);

/// What a call came to.
enum css_outcome {
    CSS_DONE = 0,
    /// There is no such item.
    CSS_NOTHING = 1,
    /// It is there, or may be, and locked.
    CSS_LOCKED = 2,
    /// Nobody answers at the bus's address.
    CSS_NO_BUS = 3,
    /// Nobody on the bus keeps secrets, and nobody who does can be started.
    CSS_NO_SERVICE = 4,
    /// The service has no default collection for new items.
    CSS_NO_COLLECTION = 5,
    CSS_CANCELLED = 6,
    /// See ``css_words``.
    CSS_FAILED = 7,
};

/// Bytes that a call has allocated.
struct css_bytes {
    char *start;
    size_t count;
};

/// Wipes and frees them.
void css_bytes_free(struct css_bytes *bytes);

// All of what follows is there on Linux only.

/// Whether libsecret can be used; it is loaded by this.
bool css_is_available(void);

/// Ends a call from another thread.
struct css_cancellation;

/// NULL where libsecret cannot be used.
struct css_cancellation *css_cancellation_create(void);
/// From any thread, as often as one likes.
void css_cancel(struct css_cancellation *cancellation);
void css_cancellation_free(struct css_cancellation *cancellation);

struct css_connection;

/// A connection to the service on the bus at `address` (D-Bus specification, "Server Addresses"), made by the first call.
/// NULL where libsecret cannot be used.
struct css_connection *css_connection_create(const char *address);
/// Closes it. No call may be under way.
void css_connection_free(struct css_connection *connection);
/// Whether there is something to close: it was made earlier, and may have broken since.
bool css_is_connected(const struct css_connection *connection);
/// Closes it; the next call makes another.
void css_disconnect(struct css_connection *connection);
/// What the service said when a call failed last. Valid until the next call.
const char *css_words(const struct css_connection *connection);

/// The value of the newest item with these attributes. ``CSS_LOCKED`` when the only ones are locked, and when there is none and the
/// default collection is locked: some services do not find anything in locked ones.
int32_t css_lookup(
    struct css_connection *connection, const char *service, const char *user, struct css_cancellation *cancellation,
    struct css_bytes *value);

/// Gives the newest item with these attributes another value and removes others; makes a new one in the default collection where
/// there is none.
int32_t css_store(
    struct css_connection *connection, const char *service, const char *user, const char *label, const char *value, size_t count,
    struct css_cancellation *cancellation);

/// Removes every item with these attributes. ``CSS_NOTHING`` when there is none.
int32_t css_remove(
    struct css_connection *connection, const char *service, const char *user, struct css_cancellation *cancellation);

/// The users of every item of a service, each ended by a NUL; some may be there twice.
int32_t css_users(
    struct css_connection *connection, const char *service, struct css_cancellation *cancellation, struct css_bytes *users);

/// The label of the default collection; ``CSS_LOCKED`` when it is locked, with the label all the same.
int32_t css_default_collection(
    struct css_connection *connection, struct css_cancellation *cancellation, struct css_bytes *label);

#endif
