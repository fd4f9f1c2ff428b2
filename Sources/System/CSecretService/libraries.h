/// What is used of GLib, GIO and libsecret, as their documentation describes it; private to this target.
#ifndef CSECRETSERVICE_LIBRARIES_H
#define CSECRETSERVICE_LIBRARIES_H

#include <stddef.h>
#include <stdint.h>

typedef struct _GList {
    void *data;
    struct _GList *next;
    struct _GList *prev;
} GList;

typedef struct _GError {
    uint32_t domain;
    int32_t code;
    char *message;
} GError;

typedef int32_t gboolean;
typedef struct _GHashTable GHashTable;
typedef struct _GMainContext GMainContext;
typedef struct _GCancellable GCancellable;
typedef struct _GDBusConnection GDBusConnection;
typedef struct _SecretService SecretService;
typedef struct _SecretItem SecretItem;
typedef struct _SecretValue SecretValue;
typedef struct _SecretCollection SecretCollection;

typedef struct _GTypeQuery {
    uintptr_t type;
    const char *type_name;
    uint32_t class_size;
    uint32_t instance_size;
} GTypeQuery;

/// How every class of objects begins.
typedef struct _GObjectClass {
    uintptr_t type;
    void *construct_properties;
    void *(*constructor)(uintptr_t type, uint32_t count, void *properties);
} GObjectClass;

enum {
    /// G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION
    CONNECTION_OF_A_BUS = 1 << 0 | 1 << 3,
    /// G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS. We read none, and signals would pile up.
    PLAIN_PROXY = 1 << 0 | 1 << 1,
    /// SECRET_SEARCH_ALL. Without SECRET_SEARCH_UNLOCK nobody is asked anything.
    SEARCH_ALL = 1 << 1,
    /// SECRET_ITEM_CREATE_REPLACE
    CREATE_REPLACING = 1 << 1,
    /// G_IO_ERROR_CANCELLED
    ERROR_CANCELLED = 19,
};

/// Every function that is used: result, name, parameters.
#define CSS_FUNCTIONS(F) \
    F(void, g_free, (void *)) \
    F(void, g_error_free, (GError *)) \
    F(gboolean, g_error_matches, (const GError *, uint32_t, int32_t)) \
    F(uint32_t, g_io_error_quark, (void)) \
    F(uint32_t, g_str_hash, (const void *)) \
    F(gboolean, g_str_equal, (const void *, const void *)) \
    F(GHashTable *, g_hash_table_new, (uint32_t (*)(const void *), gboolean (*)(const void *, const void *))) \
    F(gboolean, g_hash_table_insert, (GHashTable *, void *, void *)) \
    F(void *, g_hash_table_lookup, (GHashTable *, const void *)) \
    F(void, g_hash_table_unref, (GHashTable *)) \
    F(void, g_list_free, (GList *)) \
    F(GMainContext *, g_main_context_new, (void)) \
    F(void, g_main_context_unref, (GMainContext *)) \
    F(void, g_main_context_push_thread_default, (GMainContext *)) \
    F(void, g_main_context_pop_thread_default, (GMainContext *)) \
    F(gboolean, g_main_context_iteration, (GMainContext *, gboolean)) \
    F(void, g_object_unref, (void *)) \
    F(void, g_object_set, (void *, const char *, ...)) \
    F(void, g_type_query, (uintptr_t, GTypeQuery *)) \
    F(void *, g_type_class_peek_parent, (void *)) \
    F(uintptr_t, g_type_register_static_simple, \
      (uintptr_t, const char *, uint32_t, void (*)(void *, void *), uint32_t, void (*)(void *, void *), uint32_t)) \
    F(void *, g_initable_new, (uintptr_t, GCancellable *, GError **, const char *, ...)) \
    F(GCancellable *, g_cancellable_new, (void)) \
    F(void, g_cancellable_cancel, (GCancellable *)) \
    F(GDBusConnection *, g_dbus_connection_new_for_address_sync, \
      (const char *, int32_t, void *, GCancellable *, GError **)) \
    F(void, g_dbus_connection_set_exit_on_close, (GDBusConnection *, gboolean)) \
    F(void, g_dbus_connection_close, (GDBusConnection *, GCancellable *, void *, void *)) \
    F(gboolean, g_dbus_connection_is_closed, (GDBusConnection *)) \
    F(char *, g_dbus_error_get_remote_error, (const GError *)) \
    F(gboolean, g_dbus_error_strip_remote_error, (GError *)) \
    F(uintptr_t, secret_service_get_type, (void)) \
    F(GList *, secret_service_search_sync, \
      (SecretService *, const void *, GHashTable *, int32_t, GCancellable *, GError **)) \
    F(SecretCollection *, secret_collection_for_alias_sync, \
      (SecretService *, const char *, int32_t, GCancellable *, GError **)) \
    F(gboolean, secret_collection_get_locked, (SecretCollection *)) \
    F(char *, secret_collection_get_label, (SecretCollection *)) \
    F(gboolean, secret_item_get_locked, (SecretItem *)) \
    F(uint64_t, secret_item_get_modified, (SecretItem *)) \
    F(GHashTable *, secret_item_get_attributes, (SecretItem *)) \
    F(gboolean, secret_item_load_secret_sync, (SecretItem *, GCancellable *, GError **)) \
    F(SecretValue *, secret_item_get_secret, (SecretItem *)) \
    F(gboolean, secret_item_set_secret_sync, (SecretItem *, SecretValue *, GCancellable *, GError **)) \
    F(gboolean, secret_item_set_attributes_sync, (SecretItem *, const void *, GHashTable *, GCancellable *, GError **)) \
    F(gboolean, secret_item_delete_sync, (SecretItem *, GCancellable *, GError **)) \
    F(SecretItem *, secret_item_create_sync, \
      (SecretCollection *, const void *, GHashTable *, const char *, SecretValue *, int32_t, GCancellable *, GError **)) \
    F(SecretValue *, secret_value_new, (const char *, intptr_t, const char *)) \
    F(const char *, secret_value_get, (SecretValue *, size_t *)) \
    F(void, secret_value_unref, (void *))

/// The functions, found.
struct css_libraries {
    /// `SecretService` on a connection that is given to it.
    uintptr_t service_type;
#define CSS_MEMBER(result, name, parameters) result (*name) parameters;
    CSS_FUNCTIONS(CSS_MEMBER)
#undef CSS_MEMBER
};

/// NULL where there is no libsecret, or one without something we use.
const struct css_libraries *css_libraries(void);

#endif
