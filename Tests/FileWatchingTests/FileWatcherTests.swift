import FileWatching
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A watched folder` {
    @Test func `tells of a file written in place`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py", "1")
        let watch = folder.watch()
        #expect(try await folder.next() == .began(folders: 1))
        try folder.write("main.py", "22")
        #expect(try await folder.next() == .changed(["main.py"]))
        watch.cancel()
    }

    @Test func `tells once of a file that was written beside and renamed`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.write("main.py.a1b2")
        try folder.move("main.py.a1b2", to: "main.py")
        #expect(try await folder.next() == .changed(["main.py"]))
        watch.cancel()
    }

    @Test func `tells once of a file that was deleted and made again`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.remove("main.py")
        try folder.write("main.py")
        #expect(try await folder.next() == .changed(["main.py"]))
        watch.cancel()
    }

    @Test func `tells once of a file that was saved as vim does`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.write("4913")
        try folder.remove("4913")
        try folder.write(".main.py.swp")
        try folder.move("main.py", to: "main.py~")
        try folder.write("main.py")
        try folder.remove("main.py~")
        #expect(try await folder.next() == .changed(["main.py"]))
        watch.cancel()
    }

    @Test func `tells of files that come and go`() async throws {
        let folder = try WorkFolder()
        try folder.write("old.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.write("new.py")
        try folder.remove("old.py")
        #expect(try await folder.changes(until: "new.py", "old.py") == ["new.py", "old.py"])
        watch.cancel()
    }

    @Test func `does not tell of what came and went`() async throws {
        let folder = try WorkFolder()
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.write("draft.txt")
        try folder.remove("draft.txt")
        try folder.write("main.py")
        #expect(try await folder.changes(until: "main.py") == ["main.py"])
        watch.cancel()
    }

    @Test func `tells of files in new folders, however fast they come`() async throws {
        let folder = try WorkFolder()
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.write("a/b/c/d.py")
        try folder.write("a/e.py")
        #expect(try await folder.changes(until: "a/b/c/d.py", "a/e.py") == ["a/b/c/d.py", "a/e.py"])
        try folder.write("a/b/c/later.py")
        #expect(try await folder.next() == .changed(["a/b/c/later.py"]))
        watch.cancel()
    }

    @Test func `follows a folder that is moved`() async throws {
        let folder = try WorkFolder()
        try folder.write("a/x.py")
        let watch = folder.watch()
        #expect(try await folder.next() == .began(folders: 2))
        try folder.move("a", to: "b")
        #expect(try await folder.changes(until: "a/x.py", "b/x.py") == ["a/x.py", "b/x.py"])
        try folder.write("b/x.py")
        #expect(try await folder.next() == .changed(["b/x.py"]))
        watch.cancel()
    }

    @Test func `tells of the files of a folder that was deleted, and watches it again`() async throws {
        let folder = try WorkFolder()
        try folder.write("a/x.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.remove("a")
        #expect(try await folder.next() == .changed(["a/x.py"]))
        try folder.write("a/y.py")
        #expect(try await folder.next() == .changed(["a/y.py"]))
        watch.cancel()
    }

    @Test func `does not even look into what is ignored`() async throws {
        let folder = try WorkFolder()
        try folder.write(".git/index")
        try folder.write("web/node_modules/a/b.js")
        let watch = folder.watch(ignoring: .usual.adding(["data/cache", "*.db"]))
        #expect(try await folder.next() == .began(folders: 2))
        try folder.write(".git/index")
        try folder.write("web/node_modules/a/b.js")
        try folder.write("data/cache/x")
        try folder.write("app.db")
        try folder.write("__pycache__/main.pyc")
        try folder.write("main.py")
        #expect(try await folder.changes(until: "main.py") == ["main.py"])
        watch.cancel()
    }

    @Test func `does not follow links out of it`() async throws {
        let folder = try WorkFolder()
        let outside = "\(folder.base)/outside"
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: outside)
        let watch = folder.watch()
        #expect(try await folder.next() == .began(folders: 1))
        try Data("x".utf8).write(to: URL(filePath: "\(outside)/file"))
        try folder.write("main.py")
        #expect(try await folder.changes(until: "main.py") == ["main.py"])
        watch.cancel()
    }

    @Test func `looks only at itself unless it is to be watched with all in it`() async throws {
        let folder = try WorkFolder()
        try folder.write("sub/x.yaml")
        let watch = folder.watch(isRecursive: false)
        #expect(try await folder.next() == .began(folders: 1))
        try folder.write("sub/x.yaml")
        try folder.write("new/y.yaml")
        try folder.write("a.yaml")
        #expect(try await folder.changes(until: "a.yaml") == ["a.yaml"])
        watch.cancel()
    }

    @Test func `tells that it has gone, and is watched again when it is back`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.remove()
        #expect(try await folder.next() == .gone)
        try folder.makeFolder()
        #expect(try await folder.next() == .began(folders: 1))
        try folder.write("main.py")
        #expect(try await folder.changes(until: "main.py") == ["main.py"])
        watch.cancel()
    }

    @Test func `is missed when a folder above it is moved away`() async throws {
        let folder = try WorkFolder("above/tree")
        let watch = folder.watch()
        _ = try await folder.next()
        let above = folder.base
        try #require(rename(above, above + ".moved") == 0)
        #expect(try await folder.next() == .gone)
        try #require(rename(above + ".moved", above) == 0)
        #expect(try await folder.next() == .began(folders: 1))
        watch.cancel()
    }

    @Test func `need not exist yet`() async throws {
        let folder = try WorkFolder("not/there/yet", exists: false)
        let watch = folder.watch()
        #expect(try await folder.next() == .gone)
        try folder.makeFolder()
        #expect(try await folder.next() == .began(folders: 1))
        watch.cancel()
    }

    @Test func `that is replaced by another at once tells of what is different`() async throws {
        let folder = try WorkFolder()
        try folder.write("main.py")
        try folder.write("gone.py")
        let watch = folder.watch()
        _ = try await folder.next()
        try folder.remove()
        try folder.write("main.py")
        #expect(try await folder.changes(until: "main.py", "gone.py") == ["gone.py", "main.py"])
        watch.cancel()
    }
}
