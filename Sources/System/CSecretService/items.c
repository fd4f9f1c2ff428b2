#define _GNU_SOURCE
#ifdef __linux__
#include "connection.h"

#include <stdlib.h>
#include <string.h>

/// What Python's `keyring` writes, so that its next update finds the item instead of making a second one.
static const char *const application = "Python keyring library";

/// The attributes of an item, or those to look for. The texts are not copied.
static GHashTable *attributes(const struct css_libraries *library, const char *service, const char *user, bool complete) {
    GHashTable *table = library->g_hash_table_new(library->g_str_hash, library->g_str_equal);
    library->g_hash_table_insert(table, (void *)"service", (void *)service);
    if (user != NULL) library->g_hash_table_insert(table, (void *)"username", (void *)user);
    if (complete) {
        library->g_hash_table_insert(table, (void *)"application", (void *)application);
        library->g_hash_table_insert(table, (void *)"xdg:schema", (void *)"org.freedesktop.Secret.Generic");
    }
    return table;
}

/// What a search has found. None of it is unlocked for it.
struct found {
    GList *items;
    /// The unlocked one that was modified last; not owned.
    SecretItem *newest;
    int32_t locked;
};

static int32_t search(struct css_call *call, const char *service, const char *user, struct found *found) {
    const struct css_libraries *library = call->library;
    *found = (struct found){0};
    GHashTable *wanted = attributes(library, service, user, false);
    found->items = library->secret_service_search_sync(
        call->connection->service, NULL, wanted, SEARCH_ALL, call->cancellable, &call->error);
    library->g_hash_table_unref(wanted);
    if (call->error != NULL) return css_failure(call);
    uint64_t latest = 0;
    for (GList *at = found->items; at != NULL; at = at->next) {
        if (library->secret_item_get_locked(at->data)) {
            found->locked++;
            continue;
        }
        uint64_t modified = library->secret_item_get_modified(at->data);
        if (found->newest != NULL && modified <= latest) continue;
        found->newest = at->data;
        latest = modified;
    }
    return CSS_DONE;
}

static void forget(struct css_call *call, struct found *found) {
    for (GList *at = found->items; at != NULL; at = at->next) call->library->g_object_unref(at->data);
    call->library->g_list_free(found->items);
}

static bool keep(struct css_bytes *bytes, const char *start, size_t count) {
    // One more, for a NUL: a text of no length is not NULL then.
    bytes->start = malloc(count + 1);
    if (bytes->start == NULL) return false;
    memcpy(bytes->start, start, count);
    bytes->start[count] = 0;
    bytes->count = count;
    return true;
}

/// The default collection, which is to be unreferenced, if it can be found; ``CSS_LOCKED`` with one that is locked.
static int32_t default_collection(struct css_call *call, SecretCollection **collection) {
    const struct css_libraries *library = call->library;
    *collection = library->secret_collection_for_alias_sync(
        call->connection->service, "default", 0, call->cancellable, &call->error);
    if (call->error != NULL) return css_failure(call);
    if (*collection == NULL) return CSS_NO_COLLECTION;
    return library->secret_collection_get_locked(*collection) ? CSS_LOCKED : CSS_DONE;
}

/// What it means that nothing was found.
static int32_t absence(struct css_call *call) {
    SecretCollection *collection = NULL;
    int32_t outcome = default_collection(call, &collection);
    if (collection != NULL) call->library->g_object_unref(collection);
    return outcome == CSS_DONE || outcome == CSS_NO_COLLECTION ? CSS_NOTHING : outcome;
}

static int32_t value_of(struct css_call *call, SecretItem *item, struct css_bytes *value) {
    const struct css_libraries *library = call->library;
    if (!library->secret_item_load_secret_sync(item, call->cancellable, &call->error)) return css_failure(call);
    SecretValue *secret = library->secret_item_get_secret(item);
    if (secret == NULL) return css_failure(call);
    size_t count = 0;
    const char *text = library->secret_value_get(secret, &count);
    int32_t outcome = keep(value, text, count) ? CSS_DONE : css_failure(call);
    // The library wipes its own copy.
    library->secret_value_unref(secret);
    return outcome;
}

int32_t css_lookup(
    struct css_connection *connection, const char *service, const char *user, struct css_cancellation *cancellation,
    struct css_bytes *value
) {
    struct css_call call;
    struct found found = {0};
    int32_t outcome = css_begin(&call, connection, cancellation);
    if (outcome == CSS_DONE) outcome = search(&call, service, user, &found);
    if (outcome == CSS_DONE) {
        if (found.newest != NULL) {
            outcome = value_of(&call, found.newest, value);
        } else {
            outcome = found.locked > 0 ? CSS_LOCKED : absence(&call);
        }
    }
    forget(&call, &found);
    return css_end(&call, outcome);
}

static int32_t update(
    struct css_call *call, struct found *found, const char *service, const char *user, SecretValue *secret
) {
    const struct css_libraries *library = call->library;
    if (!library->secret_item_set_secret_sync(found->newest, secret, call->cancellable, &call->error)) return css_failure(call);
    GHashTable *present = library->secret_item_get_attributes(found->newest);
    bool is_complete = library->g_hash_table_lookup(present, "application") != NULL;
    library->g_hash_table_unref(present);
    if (!is_complete) {
        GHashTable *complete = attributes(library, service, user, true);
        gboolean is_set = library->secret_item_set_attributes_sync(
            found->newest, NULL, complete, call->cancellable, &call->error);
        library->g_hash_table_unref(complete);
        if (!is_set) return css_failure(call);
    }
    for (GList *at = found->items; at != NULL; at = at->next) {
        if (at->data == found->newest || library->secret_item_get_locked(at->data)) continue;
        if (!library->secret_item_delete_sync(at->data, call->cancellable, &call->error)) return css_failure(call);
    }
    return CSS_DONE;
}

static int32_t create(
    struct css_call *call, const char *service, const char *user, const char *label, SecretValue *secret
) {
    const struct css_libraries *library = call->library;
    SecretCollection *collection = NULL;
    int32_t outcome = default_collection(call, &collection);
    if (outcome == CSS_DONE) {
        GHashTable *complete = attributes(library, service, user, true);
        SecretItem *item = library->secret_item_create_sync(
            collection, NULL, complete, label, secret, CREATE_REPLACING, call->cancellable, &call->error);
        library->g_hash_table_unref(complete);
        if (item == NULL) {
            outcome = css_failure(call);
        } else {
            library->g_object_unref(item);
        }
    }
    if (collection != NULL) library->g_object_unref(collection);
    return outcome;
}

int32_t css_store(
    struct css_connection *connection, const char *service, const char *user, const char *label, const char *value, size_t count,
    struct css_cancellation *cancellation
) {
    struct css_call call;
    struct found found = {0};
    int32_t outcome = css_begin(&call, connection, cancellation);
    if (outcome == CSS_DONE) outcome = search(&call, service, user, &found);
    if (outcome == CSS_DONE) {
        SecretValue *secret = call.library->secret_value_new(value, (intptr_t)count, "text/plain");
        if (found.newest != NULL) {
            outcome = update(&call, &found, service, user, secret);
        } else {
            // A second one beside one that is locked would hide it.
            outcome = found.locked > 0 ? CSS_LOCKED : create(&call, service, user, label, secret);
        }
        call.library->secret_value_unref(secret);
    }
    forget(&call, &found);
    return css_end(&call, outcome);
}

int32_t css_remove(
    struct css_connection *connection, const char *service, const char *user, struct css_cancellation *cancellation
) {
    struct css_call call;
    struct found found = {0};
    int32_t outcome = css_begin(&call, connection, cancellation);
    if (outcome == CSS_DONE) outcome = search(&call, service, user, &found);
    if (outcome == CSS_DONE) {
        if (found.locked > 0) {
            outcome = CSS_LOCKED;
        } else if (found.items == NULL) {
            outcome = absence(&call);
        }
    }
    for (GList *at = found.items; outcome == CSS_DONE && at != NULL; at = at->next) {
        if (!call.library->secret_item_delete_sync(at->data, call.cancellable, &call.error)) outcome = css_failure(&call);
    }
    forget(&call, &found);
    return css_end(&call, outcome);
}

/// The user an item is for; an empty text for one that is for nobody in particular.
static const char *user_of(const struct css_libraries *library, SecretItem *item, GHashTable **table) {
    *table = library->secret_item_get_attributes(item);
    const char *user = library->g_hash_table_lookup(*table, "username");
    return user == NULL ? "" : user;
}

static int32_t collect_users(struct css_call *call, struct found *found, struct css_bytes *users) {
    for (GList *at = found->items; at != NULL; at = at->next) {
        GHashTable *table = NULL;
        const char *user = user_of(call->library, at->data, &table);
        size_t count = strlen(user) + 1;
        char *longer = realloc(users->start, users->count + count);
        if (longer != NULL) {
            memcpy(longer + users->count, user, count);
            users->start = longer;
            users->count += count;
        }
        call->library->g_hash_table_unref(table);
        if (longer == NULL) return css_failure(call);
    }
    return CSS_DONE;
}

int32_t css_users(
    struct css_connection *connection, const char *service, struct css_cancellation *cancellation, struct css_bytes *users
) {
    struct css_call call;
    struct found found = {0};
    int32_t outcome = css_begin(&call, connection, cancellation);
    if (outcome == CSS_DONE) outcome = search(&call, service, NULL, &found);
    if (outcome == CSS_DONE) {
        // Of a locked one only a digest of its attributes may be known.
        if (found.locked > 0) {
            outcome = CSS_LOCKED;
        } else {
            outcome = found.items == NULL ? absence(&call) : collect_users(&call, &found, users);
        }
    }
    forget(&call, &found);
    return css_end(&call, outcome);
}

int32_t css_default_collection(
    struct css_connection *connection, struct css_cancellation *cancellation, struct css_bytes *label
) {
    struct css_call call;
    SecretCollection *collection = NULL;
    int32_t outcome = css_begin(&call, connection, cancellation);
    if (outcome == CSS_DONE) outcome = default_collection(&call, &collection);
    if (collection != NULL) {
        char *text = call.library->secret_collection_get_label(collection);
        if (text != NULL) (void)keep(label, text, strlen(text));
        call.library->g_free(text);
        call.library->g_object_unref(collection);
    }
    return css_end(&call, outcome);
}
#endif
