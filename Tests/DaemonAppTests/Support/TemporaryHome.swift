import DaemonLaunch
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A home that goes with the test.
final class TemporaryHome {
    let directory: HomeDirectory

    init() throws {
        directory = HomeDirectory(path: "/tmp/mcp-lock-\(UInt32.random(in: 0 ... .max))")
        try directory.prepare()
    }

    deinit { try? FileManager.default.removeItem(atPath: directory.path) }

    /// A socket where the daemon's would be.
    func listenAsDaemon() throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(directory.controlSocket.utf8) + [0]) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 1) == 0)
        return descriptor
    }
}
