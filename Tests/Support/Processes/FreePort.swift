import Foundation

/// A TCP port of this machine that nobody listens at.
public enum FreePort {
    /// One the kernel chose just now; it gives the same again only after a long while.
    public static func any() throws -> Int {
        let descriptor = socket(AF_INET, streamKind, 0)
        guard descriptor >= 0 else { throw TestFailure("no socket: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 ? getsockname(descriptor, address, &size) : -1
            }
        }
        guard result == 0 else { throw TestFailure("no free port: \(String(cString: strerror(errno)))") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    #if canImport(Glibc)
        private static var streamKind: Int32 { Int32(SOCK_STREAM.rawValue) }
    #else
        private static var streamKind: Int32 { SOCK_STREAM }
    #endif
}
