#define _GNU_SOURCE
#ifdef __linux__
#include "connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool css_is_available(void) { return css_libraries() != NULL; }

// Cancellation: only a name for GLib's.

struct css_cancellation *css_cancellation_create(void) {
    const struct css_libraries *library = css_libraries();
    return library == NULL ? NULL : (struct css_cancellation *)library->g_cancellable_new();
}

void css_cancel(struct css_cancellation *cancellation) {
    css_libraries()->g_cancellable_cancel((GCancellable *)cancellation);
}

void css_cancellation_free(struct css_cancellation *cancellation) { css_libraries()->g_object_unref(cancellation); }

// Connections

struct css_connection *css_connection_create(const char *address) {
    const struct css_libraries *library = css_libraries();
    if (library == NULL) return NULL;
    struct css_connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL) return NULL;
    connection->library = library;
    connection->address = strdup(address);
    connection->context = library->g_main_context_new();
    return connection;
}

void css_connection_free(struct css_connection *connection) {
    css_disconnect(connection);
    connection->library->g_main_context_unref(connection->context);
    free(connection->address);
    free(connection);
}

bool css_is_connected(const struct css_connection *connection) { return connection->bus != NULL; }

const char *css_words(const struct css_connection *connection) { return connection->words; }

static void drain(struct css_connection *connection) {
    while (connection->library->g_main_context_iteration(connection->context, 0)) {}
}

void css_disconnect(struct css_connection *connection) {
    const struct css_libraries *library = connection->library;
    library->g_main_context_push_thread_default(connection->context);
    if (connection->service != NULL) library->g_object_unref(connection->service);
    if (connection->bus != NULL) {
        // Not waited for: a bus that is stopped would keep us.
        library->g_dbus_connection_close(connection->bus, NULL, NULL, NULL);
        library->g_object_unref(connection->bus);
    }
    connection->service = NULL;
    connection->bus = NULL;
    drain(connection);
    library->g_main_context_pop_thread_default(connection->context);
}

static int32_t connect_to_service(struct css_call *call) {
    struct css_connection *connection = call->connection;
    const struct css_libraries *library = call->library;
    if (connection->bus == NULL) {
        connection->bus = library->g_dbus_connection_new_for_address_sync(
            connection->address, CONNECTION_OF_A_BUS, NULL, call->cancellable, &call->error);
        if (connection->bus == NULL) {
            int32_t outcome = css_failure(call);
            return outcome == CSS_CANCELLED ? outcome : CSS_NO_BUS;
        }
        // The default for a connection such as this one; it matters too much to rely on that.
        library->g_dbus_connection_set_exit_on_close(connection->bus, 0);
    }
    if (connection->service == NULL) {
        connection->service = library->g_initable_new(
            library->service_type, call->cancellable, &call->error, "g-connection", connection->bus, NULL);
        if (connection->service == NULL) return css_failure(call);
    }
    return CSS_DONE;
}

int32_t css_begin(struct css_call *call, struct css_connection *connection, struct css_cancellation *cancellation) {
    *call = (struct css_call){
        .connection = connection, .library = connection->library, .cancellable = (GCancellable *)cancellation};
    connection->words[0] = 0;
    call->library->g_main_context_push_thread_default(connection->context);
    drain(connection);
    return connect_to_service(call);
}

int32_t css_end(struct css_call *call, int32_t outcome) {
    drain(call->connection);
    call->library->g_main_context_pop_thread_default(call->connection->context);
    return outcome;
}

// Errors

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names != NULL; names++) {
        if (strcmp(name, *names) == 0) return true;
    }
    return false;
}

static int32_t meaning(const char *name) {
    static const char *const locked[] = {"org.freedesktop.Secret.Error.IsLocked", NULL};
    static const char *const missing[] = {
        "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner", NULL};
    if (is_one_of(name, locked)) return CSS_LOCKED;
    if (is_one_of(name, missing)) return CSS_NO_SERVICE;
    // The bus could not start what its files say keeps secrets.
    if (strncmp(name, "org.freedesktop.DBus.Error.Spawn.", 33) == 0) return CSS_NO_SERVICE;
    return CSS_FAILED;
}

int32_t css_failure(struct css_call *call) {
    const struct css_libraries *library = call->library;
    GError *error = call->error;
    call->error = NULL;
    if (error == NULL) {
        snprintf(call->connection->words, sizeof call->connection->words, "it gave no reason");
        return CSS_FAILED;
    }
    int32_t outcome = CSS_FAILED;
    char *name = library->g_dbus_error_get_remote_error(error);
    if (name != NULL) {
        outcome = meaning(name);
        library->g_dbus_error_strip_remote_error(error);
    } else if (library->g_error_matches(error, library->g_io_error_quark(), ERROR_CANCELLED)) {
        outcome = CSS_CANCELLED;
    }
    snprintf(call->connection->words, sizeof call->connection->words, "%s", error->message);
    library->g_free(name);
    library->g_error_free(error);
    return outcome;
}
#endif
