import FileWatching
import Testing

struct `An ignore list` {
    @Test(arguments: [
        ("*.pyc", "a/b/c.pyc"), ("node_modules", "web/node_modules"), ("*~", "main.py~"), ("#*#", "#main.py#"),
        ("data/cache", "data/cache"), ("/data", "data"), ("./data", "data"), ("data/*.json", "data/a.json"),
        ("docs/**/*.png", "docs/a/b/c.png"), ("docs/**/*.png", "docs/c.png"), ("**/x", "a/b/x"), ("data/**", "data/a/b"),
        ("[a-c]?.txt", "bz.txt"), ("[!a-c].txt", "d.txt"), ("a*b*c", "aXbYbZc"), ("*", "anything"), ("é*", "étude"),
    ])
    func `has a pattern for`(_ pattern: String, _ path: String) {
        #expect(IgnoreList([pattern]).ignores(path, isFolder: false))
    }

    @Test(arguments: [
        ("*.pyc", "c.py"), ("data/cache", "other/data/cache"), ("/data", "a/data"), ("data/*.json", "data/a/b.json"),
        ("docs/*.png", "docs/a/c.png"), ("[a-c].txt", "d.txt"), ("[!a-c].txt", "a.txt"), ("a?", "a"), ("a", "A"), ("", "a"),
        ("/", "a"), ("a[", "ab"), ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ])
    func `has no pattern for`(_ pattern: String, _ path: String) {
        #expect(!IgnoreList([pattern]).ignores(path, isFolder: false))
    }

    @Test func `means folders only with a slash at the end`() {
        let list = IgnoreList(["out/"])
        #expect(list.ignores("out", isFolder: true))
        #expect(!list.ignores("out", isFolder: false))
    }

    @Test func `grows`() {
        let list = IgnoreList.usual.adding(["*.db"])
        #expect(list.ignores("app.db", isFolder: false))
        #expect(list.ignores(".git", isFolder: true))
        #expect(!list.ignores("main.py", isFolder: false))
    }
}
