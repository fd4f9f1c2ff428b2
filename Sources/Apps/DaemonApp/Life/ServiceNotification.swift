#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells systemd how far we are: one datagram to the socket it names in `NOTIFY_SOCKET` (sd_notify(3)).
struct ServiceNotification: Sendable {
    /// A path, or a name in the abstract namespace behind `@`; `nil` when no service manager started us.
    let socket: String?

    func ready() { tell("READY=1\nSTATUS=Ready\n") }
    func stopping() { tell("STOPPING=1\nSTATUS=Ending its servers\n") }

    private func tell(_ state: String) {
        guard let socket, let first = socket.utf8.first, [UInt8(ascii: "/"), UInt8(ascii: "@")].contains(first) else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socket.utf8)
        if first == UInt8(ascii: "@") { name[0] = 0 }
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard name.count < buffer.count else { return false }
            buffer.copyBytes(from: name)
            return true
        }
        guard fits, let descriptor = datagramSocket() else { return }
        defer { close(descriptor) }
        // An abstract name is as long as it is said to be; a path ends with a NUL.
        let size = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + name.count } ?? 0)
        var state = state
        _ = state.withUTF8 { bytes in
            withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    // A service manager that does not listen finds out by itself.
                    sendto(descriptor, bytes.baseAddress, bytes.count, 0, address, size)
                }
            }
        }
    }

    private func datagramSocket() -> Int32? {
        #if canImport(Glibc)
            let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #elseif canImport(Musl)
            let descriptor = Musl.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)
        #else
            let descriptor = Darwin.socket(AF_UNIX, SOCK_DGRAM, 0)
        #endif
        return descriptor >= 0 ? descriptor : nil
    }
}
