import ControlAPI
import DaemonLaunch
import Foundation
import ServerModel

extension TestHome {
    /// Connects like a bridge does, says one line, and returns the first line of the answer.
    public func greetDaemon(_ line: String) async throws -> String {
        let descriptor = try DaemonLauncher.connect(to: .sessions, home: HomeDirectory(path: path), launch: true)
        let socket = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        // What matters was read by then.
        defer { try? socket.close() }
        try socket.write(contentsOf: Data((line + "\n").utf8))
        // The wait is in a thread of its own; the connection's end, at the latest, ends it.
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var answer: [UInt8] = []
                var byte: UInt8 = 0
                while read(descriptor, &byte, 1) == 1, byte != 0x0A { answer.append(byte) }
                continuation.resume(returning: String(decoding: answer, as: UTF8.self))
            }
        }
    }

    /// Returns once the daemon has told such a thing of itself, now or before.
    public func waitForNotice(_ what: String, until isWanted: @escaping @Sendable (String) -> Bool) async throws {
        let client = try await ControlClient.connect(home: HomeDirectory(path: path), launch: false)
        try await within(.seconds(40), "notice that \(what)") {
            for try await event in try await client.events(after: 0) where event.kind == .notice && isWanted(event.message) {
                return
            }
            throw TestFailure("the daemon's events ended")
        }
    }
}
