import FileWatching
import Foundation
import Testing

/// A folder that a test works in, and what is told of it.
final class WorkFolder: Sendable {
    let path: String
    private let watcher: FileWatcher
    private let news: AsyncStream<FolderNews>
    private let tell: AsyncStream<FolderNews>.Continuation

    /// `name` below a new temporary folder; made unless `exists` is false.
    init(_ name: String = "tree", exists: Bool = true) throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "watching-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        path = "\(base)/\(name)"
        if exists { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        watcher = try FileWatcher()
        (news, tell) = AsyncStream.makeStream()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: base)
    }

    var base: String { (path as NSString).deletingLastPathComponent }

    func watch(ignoring ignored: IgnoreList = .usual, isRecursive: Bool = true) -> FolderWatch {
        watcher.watch(path, ignoring: ignored, isRecursive: isRecursive) { [tell] in tell.yield($0) }
    }

    // MARK: What is told

    /// The next news.
    func next() async throws -> FolderNews {
        for await news in news { return news }
        throw CancellationError()
    }

    /// Every changed file until all of `files` were told.
    func changes(until files: String...) async throws -> [String] {
        var told: Set<String> = []
        for await news in news {
            guard case .changed(let more) = news else { continue }
            told.formUnion(more)
            if files.allSatisfy(told.contains) { return told.sorted() }
        }
        throw CancellationError()
    }

    /// Waits for `wanted`, whatever comes before.
    func told(_ wanted: FolderNews) async {
        for await news in news where news == wanted { return }
    }

    // MARK: What is done

    func write(_ file: String, _ text: String = UUID().uuidString) throws {
        let folder = ("\(path)/\(file)" as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(file)"))
    }

    func makeFolder(_ name: String = "") throws {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }

    func move(_ file: String, to other: String) throws {
        // rename(2), which replaces; FileManager would not.
        try #require(rename("\(path)/\(file)", "\(path)/\(other)") == 0)
    }

    func remove(_ file: String = "") throws {
        try FileManager.default.removeItem(atPath: file.isEmpty ? path : "\(path)/\(file)")
    }
}
