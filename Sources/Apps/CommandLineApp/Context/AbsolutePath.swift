#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ProcessContext {
    /// `path` as the daemon understands it, whose working directory is another.
    func absolute(_ path: String) -> String {
        let path = expanded(path)
        guard !path.hasPrefix("/"), let directory = getcwd(nil, 0) else { return path }
        defer { free(directory) }
        let parts = path.split(separator: "/").filter { $0 != "." }
        return ([String(cString: directory)] + parts.map(String.init)).joined(separator: "/")
    }
}
