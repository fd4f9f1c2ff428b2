import CKernel
import Dispatch
import Foundation

/// What the kernel says of folders: a change in one of them, as soon as it happens.
public final class FolderEvents: Sendable {
    private let queue: Int32

    /// The folders must be there.
    public init(_ folders: [String]) throws {
        queue = ck_file_watch_create()
        guard queue >= 0 else { throw TestFailure("no watch: \(String(cString: strerror(-queue)))") }
        for folder in folders where ck_file_watch_add(queue, folder, true) < 0 {
            throw TestFailure("\(folder) cannot be watched")
        }
    }

    deinit { close(queue) }

    /// Waits until that many files of these names are new in their folders.
    public func wait(for count: Int, named isMeant: @escaping @Sendable (String) -> Bool) async throws {
        let queue = queue
        let seen = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.count(count, in: queue, isMeant)) }
        }
        if seen < count { throw TestFailure("\(seen) of \(count) changes came") }
    }

    private static func count(_ wanted: Int, in queue: Int32, _ isMeant: (String) -> Bool) -> Int {
        var seen = 0
        var descriptor = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
        while seen < wanted, poll(&descriptor, 1, 30_000) > 0 {
            var events = [ck_file_event](repeating: ck_file_event(), count: 64)
            let read = Int(ck_file_watch_read(queue, &events, 64))
            for index in 0..<max(0, read) {
                let name = withUnsafeBytes(of: &events[index].name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if isMeant(name) { seen += 1 }
            }
        }
        return seen
    }
}
