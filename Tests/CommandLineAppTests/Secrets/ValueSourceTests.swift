import ServerModel
import Testing

@testable import CommandLineApp

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct `A value that is read from somewhere` {
    private func text(_ reference: String, piped: String = "", environment: [String: String] = [:]) throws -> String {
        let source = try #require(ValueSource(reference))
        return try source.text(in: Stage(Input(piped: piped)).context(environment: environment))
    }

    private func withFile(_ bytes: [UInt8], _ body: (_ path: String) throws -> Void) throws {
        var path = Array("/tmp/value-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        try #require(file >= 0)
        defer { unlink(path) }
        try #require(write(file, bytes, bytes.count) == bytes.count)
        close(file)
        try body(String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    @Test func `is standard input, a variable, a file or what a command prints`() throws {
        #expect(try text("-", piped: "päss\n") == "päss")
        #expect(try text("env:A", environment: ["A": "päss\n"]) == "päss")
        #expect(try text("cmd:printf 'a:%s' b | tr a c") == "c:b")
        // A shell that ignored the broken pipe would go on forever.
        #expect(try text("cmd:while :; do echo one; done 2>/dev/null | head -n 1") == "one")
        try withFile(Array("päss\n".utf8)) { path in
            let values = [try text("file:\(path)"), try text("file:~\(path.dropFirst(4))", environment: ["HOME": "/tmp"])]
            #expect(values == ["päss", "päss"])
        }
    }

    @Test(arguments: ["", "secret", "env:", "file:", "cmd:", "ENV:A", "-x", ":"])
    func `is none of anything else`(reference: String) {
        #expect(ValueSource(reference) == nil)
    }

    @Test(arguments: [
        ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), ("a\r", "a\r"), ("a\r\nb\r\n", "a\r\nb"), ("\n", ""), ("", ""),
    ])
    func `loses one line end at its end and nothing else`(piped: String, value: String) throws {
        #expect(Array(try text("-", piped: piped).utf8) == Array(value.utf8))
    }

    @Test func `is told to be missing, with what to do`() {
        let unset = #expect(throws: UnreadableValue.self) { try text("env:NOT_THERE") }
        #expect(unset?.problem == "no value can be read from the variable NOT_THERE: it is not set")
        let absent = #expect(throws: UnreadableValue.self) { try text("file:/not/there") }
        #expect(absent?.problem == "no value can be read from the file /not/there: No such file or directory")
        let directory = #expect(throws: UnreadableValue.self) { try text("file:/") }
        #expect(directory?.problem == "no value can be read from the file /: Is a directory")
    }

    @Test func `is not there when its command fails, whose output is told nowhere`() {
        let failed = #expect(throws: UnreadableValue.self) { try text("cmd:echo hush; exit 3") }
        #expect(failed?.problem == "no value can be read from the command 'echo hush; exit 3': it ended with exit code 3")
        let killed = #expect(throws: UnreadableValue.self) { try text("cmd:kill -9 $$") }
        #expect(killed?.problem == "no value can be read from the command 'kill -9 $$': signal 9 ended it")
    }

    @Test func `must be text`() throws {
        try withFile([0x61, 0xFF]) { path in
            let error = #expect(throws: UnreadableValue.self) { try text("file:\(path)") }
            #expect(error?.reason == "it is no UTF-8 text")
        }
    }

    @Test func `is as long as a value may be, and of what is longer enough is read to tell`() throws {
        let longest = SecretRequirement.longestValue
        try withFile([UInt8](repeating: 0x61, count: longest) + [0x0A]) { path in
            let value = try text("file:\(path)")
            #expect(value.utf8.count == longest)
        }
        #expect(try text("cmd:yes").utf8.count > longest)
    }
}

struct `Credentials to move` {
    private let found = SecretExample.found

    @Test func `are all that can be, with or without a server`() {
        #expect(CredentialChoice(found: found, hasServer: false).all.map(\.id) == ["a1"])
        #expect(CredentialChoice(found: found, hasServer: true).all.map(\.id) == ["a1", "b2"])
    }

    @Test func `are named by their rows or ids, each once`() throws {
        let choice = CredentialChoice(found: found, hasServer: true)
        #expect(try choice.named(["2", "a1", "1"]).map(\.id) == ["b2", "a1"])
    }

    @Test(arguments: ["0", "4", "zz"])
    func `must be there`(word: String) {
        #expect(throws: UnknownCredential(name: word)) { try CredentialChoice(found: found, hasServer: true).named([word]) }
    }

    @Test func `must be movable when they are named`() {
        let obstacle = #expect(throws: ImmovableCredential.self) {
            try CredentialChoice(found: found, hasServer: true).named(["c3"])
        }
        #expect(obstacle?.problem.hasSuffix("cannot be moved: it stands in the middle of an argument") == true)
        let nobody = #expect(throws: ImmovableCredential.self) {
            try CredentialChoice(found: found, hasServer: false).named(["2"])
        }
        #expect(nobody?.remedy == "say whose secret it is to become: --server NAME")
    }
}
