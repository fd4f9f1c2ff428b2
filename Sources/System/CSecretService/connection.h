/// What the parts of this target share.
#ifndef CSECRETSERVICE_CONNECTION_H
#define CSECRETSERVICE_CONNECTION_H

#include "CSecretService.h"
#include "libraries.h"

struct css_connection {
    const struct css_libraries *library;
    char *address;
    /// Messages from the bus wait here until a call hands them out: nobody runs a main loop.
    GMainContext *context;
    GDBusConnection *bus;
    SecretService *service;
    char words[256];
};

/// One call under way: begins with ``css_begin``, ends with ``css_end``.
struct css_call {
    struct css_connection *connection;
    const struct css_libraries *library;
    GCancellable *cancellable;
    GError *error;
};

/// Connects where that is needed. ``CSS_DONE``, or why nothing can be asked; ``css_end`` is due in every case.
int32_t css_begin(struct css_call *call, struct css_connection *connection, struct css_cancellation *cancellation);
/// Returns `outcome`, so that it can be the last word of a function.
int32_t css_end(struct css_call *call, int32_t outcome);
/// What the error of a call means; keeps its words, and forgets it.
int32_t css_failure(struct css_call *call);

#endif
