import ControlAPI
import ServerModel
import Testing

@testable import CommandLineApp

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private let news: [LogSearchNews] = [
    .found(LogRecord(time: now, stream: .stderr, run: 1, message: "one\u{1B}[2J", server: id("time"))),
    .progress(LogSearchProgress(searchedBytes: 5, totalBytes: 10, matches: 1)),
    .found(LogRecord(time: now, stream: .mcp, level: .error, run: 1, message: "=two\nthree", server: id("time"))),
    .finished(LogSearchProgress(searchedBytes: 10, totalBytes: 10, matches: 2)),
]

private let path = "GET /api/v1/logs/search?server=time"

/// A folder that is gone afterwards, with what is in it.
private func withFolder(_ body: (String) async throws -> Void) async throws {
    var template = Array("/tmp/export-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXFailure(number: errno) }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
        for name in names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
    try await body(folder)
}

private func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

private func text(of path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "not readable: \(String(cString: strerror(errno)))" }
    defer { close(descriptor) }
    return String(decoding: readBytes(from: descriptor, limit: 1_000_000) ?? [], as: UTF8.self)
}

struct `Exporting logs` {
    @Test func `writes a file for the owner alone, and says how much`() async throws {
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            try await withFolder { folder in
                let stage = Stage()
                #expect(await stage.run("logs", "export", "time", "--to", folder + "/a.json", "--home", daemon.home) == 0)
                let lines = text(of: folder + "/a.json").split(separator: "\n")
                #expect(lines.count == 2 && !lines[0].contains("\u{1B}"))
                let first = try ControlCoding.decode(LogRecord.self, from: Array(lines[0].utf8))
                #expect(first.message == "one\u{1B}[2J")
                var facts = stat()
                #expect(lstat(folder + "/a.json", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
                #expect(names(in: folder) == ["a.json"])
                #expect(stage.output.isEmpty && stage.errors.hasPrefix("2 records, ") && stage.errors.hasSuffix("/a.json\n"))
            }
        }
    }

    @Test(arguments: [
        ("a.csv", LogSheet.header + "2026-11-22T15:44:57.204Z,time,stderr,,1,,,,one,\r\n"),
        ("a.log", "2026-11-22 16:44:57.204 stderr  one\n2026-11-22 16:44:57.204 mcp     error: =two\n    three\n"),
    ])
    func `goes by the ending of the file`(name: String, beginning: String) async throws {
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            try await withFolder { folder in
                let stage = Stage()
                #expect(await stage.run("logs", "export", "time", "--to", "\(folder)/\(name)", "--home", daemon.home) == 0)
                #expect(text(of: "\(folder)/\(name)").hasPrefix(beginning))
            }
        }
    }

    @Test func `can go to standard output, never coloured`() async throws {
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(
                await stage.runInTerminal("logs", "export", "time", "--to", "-", "--format", "text", "--home", daemon.home) == 0)
            #expect(
                stage.output == "2026-11-22 16:44:57.204 stderr  one\n2026-11-22 16:44:57.204 mcp     error: =two\n    three\n")
            #expect(stage.errors == "\rread 5 B of 10 B, 1 record\u{1B}[K\r\u{1B}[K")
        }
    }

    @Test func `takes what the options say`() async throws {
        let query =
            "since=2026-11-22T15%3A34%3A57.204Z&until=2026-11-22T15%3A40%3A00.000Z&level=warning&pattern=x.y&text=x&session=3"
            + "&correlation=r1&stream=mcp&stream=stderr"
        try await FakeDaemon.run(["GET /api/v1/logs/search?server=time&\(query)": [try .events(news)]]) { daemon in
            let stage = Stage()
            let options = [
                "--since", "10m", "--until", "16:40", "--level", "warn", "--grep", "x.y", "--text", "x", "--session", "3",
                "--correlation", "r1", "--stream", "mcp", "--stream", "stderr",
            ]
            #expect(
                await stage.run(["logs", "export", "time", "--to", "-", "--home", daemon.home] + options) == 0, "\(stage.errors)")
            #expect(stage.output.split(separator: "\n").count == 2)
        }
    }

    @Test func `tells what is wrong with an expression, and leaves nothing`() async throws {
        let report = ErrorReport(code: "bad-pattern", problem: "'(' is no regular expression", remedy: "write \\(")
        try await FakeDaemon.run(["\(path)&pattern=%28": [try .error(report)]]) { daemon in
            try await withFolder { folder in
                let stage = Stage()
                let line = ["logs", "export", "time", "--to", folder + "/a.json", "--grep", "(", "--home", daemon.home]
                #expect(await stage.run(line) == 1)
                #expect(stage.errors == "error: '(' is no regular expression\n  → write \\(\n")
                #expect(names(in: folder).isEmpty)
            }
        }
    }

    @Test func `replaces nothing unless it is told to`() async throws {
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            try await withFolder { folder in
                let file = folder + "/a.json"
                close(open(file, O_CREAT | O_WRONLY, 0o644))
                let refused = Stage()
                #expect(await refused.run("logs", "export", "time", "--to", file, "--home", daemon.home) == 1)
                #expect(
                    refused.errors
                        == "error: '\(file)' is already there\n  → choose another name, or add --force to replace it\n")
                #expect(text(of: file).isEmpty)
                let forced = Stage()
                #expect(await forced.run("logs", "export", "time", "--to", file, "--force", "--home", daemon.home) == 0)
                #expect(text(of: file).split(separator: "\n").count == 2)
                let folderItself = Stage()
                #expect(await folderItself.run("logs", "export", "time", "--to", folder, "--force", "--home", daemon.home) == 1)
                #expect(folderItself.errors.contains("is there and is no ordinary file"))
                #expect(names(in: folder) == ["a.json"])
            }
        }
    }

    @Test func `leaves nothing when it does not come to its end`() async throws {
        try await FakeDaemon.run([path: [try .events(Array(news.prefix(2)))]]) { daemon in
            try await withFolder { folder in
                let stage = Stage()
                #expect(await stage.run("logs", "export", "time", "--to", folder + "/a.json", "--home", daemon.home) == 1)
                #expect(stage.errors.hasPrefix("error: the connection to the daemon was lost\n"))
                #expect(names(in: folder).isEmpty)
            }
        }
    }

    @Test func `says where it cannot write`() async throws {
        try await FakeDaemon.run([path: [try .events(news)]]) { daemon in
            let stage = Stage()
            #expect(await stage.run("logs", "export", "time", "--to", "/nowhere/at/all", "--home", daemon.home) == 1)
            #expect(stage.errors.hasPrefix("error: '/nowhere/at/all' cannot be written: No such file or directory\n  → "))
        }
    }

    @Test func `does not take the place of what came meanwhile`() async throws {
        try await withFolder { folder in
            let file = try ExportFile(path: folder + "/a", replaces: false)
            try file.write("mine")
            close(open(folder + "/a", O_CREAT | O_WRONLY, 0o644))
            #expect(throws: FileInTheWay(path: folder + "/a", isReplaceable: true)) { try file.finish() }
            #expect(text(of: folder + "/a").isEmpty)
        }
    }
}
