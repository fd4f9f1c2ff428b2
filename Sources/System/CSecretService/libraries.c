#define _GNU_SOURCE
#ifdef __linux__
#include "libraries.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

static struct css_libraries functions;
static bool is_loaded;

// libsecret's own class insists on the connection to the session's bus that a whole process shares. That one looks for the bus in the
// environment, starts one where there is none, and ends the process when it closes. This class of ours takes the connection it is given.

static void *(*construct_inherited)(uintptr_t type, uint32_t count, void *properties);

static void *construct(uintptr_t type, uint32_t count, void *properties) {
    void *service = construct_inherited(type, count, properties);
    functions.g_object_set(service, "g-bus-type", 0, "g-flags", PLAIN_PROXY, NULL);
    return service;
}

static void prepare_class(void *class, void *data) {
    (void)data;
    construct_inherited = ((GObjectClass *)functions.g_type_class_peek_parent(class))->constructor;
    ((GObjectClass *)class)->constructor = construct;
}

static uintptr_t register_service_type(void) {
    GTypeQuery parent = {0};
    uintptr_t type = functions.secret_service_get_type();
    functions.g_type_query(type, &parent);
    return functions.g_type_register_static_simple(
        type, "McpManagerSecretService", parent.class_size, prepare_class, parent.instance_size, NULL, 0);
}

static void load(void) {
    // It brings GLib, GIO and GObject along, and what they export is found through it. It is never unloaded: GLib cannot be.
    void *library = dlopen("libsecret-1.so.0", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return;
#define CSS_FIND(result, name, parameters) \
    functions.name = (result(*) parameters)dlsym(library, #name); \
    if (functions.name == NULL) return;
    CSS_FUNCTIONS(CSS_FIND)
#undef CSS_FIND
    functions.service_type = register_service_type();
    is_loaded = functions.service_type != 0;
}

const struct css_libraries *css_libraries(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return is_loaded ? &functions : NULL;
}
#endif
