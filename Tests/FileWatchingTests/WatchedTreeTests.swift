import CKernel
import Foundation
import Testing

@testable import FileWatching

struct `A watched tree` {
    @Test func `finds out what changed when events were lost`() throws {
        let folder = try WorkFolder()
        for file in ["same.py", "edited.py", "gone.py", "sub/deep.py"] { try folder.write(file) }
        let queue = ck_file_watch_create()
        defer { close(queue) }
        var told: [FolderNews] = []
        let tree = WatchedTree(
            number: 1, root: folder.path, ignoring: .usual, isRecursive: true, kernel: KernelWatches(queue: queue)
        ) { told.append($0) }
        tree.begin()

        // Nobody reads the queue: as far as the tree can tell, none of this was ever said.
        try folder.write("edited.py")
        try folder.remove("gone.py")
        try folder.remove("sub")
        try folder.write("other/new.py")
        let now = ContinuousClock.now
        tree.lostTrack(at: now)
        tree.flush(at: now + Debounce.longest)

        #expect(told == [.began(folders: 2), .changed(["edited.py", "gone.py", "other/new.py", "sub/deep.py"])])
        #expect(tree.deadline == nil)
    }

    @Test func `says how to raise the limit when the kernel watches no more folders`() {
        let trouble = WatchTrouble.notWatched("/src/a", errno: ENOSPC)
        #expect(trouble?.code == "too-many-folders")
        #expect(trouble?.problem.contains("/src/a") == true)
        #if os(Linux)
            #expect(trouble?.remedy.contains("fs.inotify.max_user_watches") == true)
        #endif
    }

    @Test func `is silent about a folder that went while it was looked at`() {
        #expect(WatchTrouble.notWatched("/src/a", errno: ENOENT) == nil)
    }
}
