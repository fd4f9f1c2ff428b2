import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Who is at the other end of a Unix socket.
enum PeerCredentials {
    /// The kernel's `struct ucred`.
    private struct Identity {
        var process: Int32
        var user: UInt32
        var group: UInt32
    }

    /// Whether the peer runs as our own user (or as root, who could do anything anyway).
    static func isSameUser(_ channel: any Channel) -> Bool {
        #if os(Linux)
            guard let provider = channel as? any SocketOptionProvider else { return false }
            let answer: EventLoopFuture<Identity> = provider.unsafeGetSocketOption(
                level: .socket, name: .init(rawValue: SO_PEERCRED))
            let peer = NIOLoopBoundBox<Identity?>(nil, eventLoop: channel.eventLoop)
            // Answered at once, as we are on the channel's loop; the kernel noted it when the connection was made.
            answer.whenSuccess { peer.value = $0 }
            return peer.value.map { $0.user == getuid() || $0.user == 0 } ?? false
        #else
            return true
        #endif
    }
}
