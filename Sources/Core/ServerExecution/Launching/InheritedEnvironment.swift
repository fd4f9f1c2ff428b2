/// Which of the daemon's environment variables every server gets.
///
/// A few, so that no token meant for another program reaches a server that did not ask for it; but all that programs need to
/// find the user, the language, the network and their caches.
enum InheritedEnvironment {
    /// For a daemon started without PATH.
    static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    static func includes(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }

    private static let names: Set<String> = [
        "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER", "LANG", "LANGUAGE", "TZ", "TMPDIR",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
        "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "SSH_AUTH_SOCK",
    ]

    private static let prefixes = ["LC_", "XDG_", "UV_", "PIP_"]
}
