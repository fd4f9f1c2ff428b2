import Testing

@testable import TerminalKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct `A clipboard` {
    private func clipboard(_ environment: [String: String], _ programs: String...) -> Clipboard {
        Clipboard(environment: { environment[$0] }) { programs.contains($0) }
    }

    private func request(_ text: String, _ environment: [String: String] = [:]) -> String? {
        clipboard(environment).request(for: text).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `asks the terminal with OSC 52`() {
        #expect(request("hi") == "\u{1B}]52;c;aGk=\u{7}")
        #expect(request("") == nil, "which would empty it")
    }

    @Test func `goes through tmux both ways, for either may be shut`() {
        #expect(
            request("hi", ["TMUX": "/tmp/tmux-0/default,1,0"])
                == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\\u{1B}]52;c;aGk=\u{7}")
    }

    @Test func `goes through screen in pieces it can take`() throws {
        let sent = try #require(request(String(repeating: "x", count: 300), ["STY": "1.pts-0"]))
        let pieces = sent.split(separator: "\u{1B}\\")
        #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 256 })
        #expect(pieces.map { $0.dropFirst(2) }.joined() == request(String(repeating: "x", count: 300)))
    }

    @Test func `refuses what terminals refuse`() {
        #expect(request(String(repeating: "x", count: 74_994)) != nil)
        #expect(request(String(repeating: "x", count: 74_995)) == nil)
    }

    @Test func `lets nothing of the text reach the terminal as it is`() throws {
        let sent = try #require(request("\u{1B}[31m\u{7}\u{9C}\n日本"))
        #expect(sent.dropFirst(7).dropLast().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) })
    }

    @Test(
        arguments: [
            (["WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"], "/usr/bin/wl-copy"), (["DISPLAY": ":0"], "/opt/bin/xclip"),
            (["DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"], nil), (["DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"], nil), ([:], nil),
        ] as [([String: String], String?)])
    func `knows the program of the desktop in front of the person`(environment: [String: String], path: String?) {
        let environment = environment.merging(["PATH": "/opt/bin:/usr/bin"]) { own, _ in own }
        let clipboard = clipboard(environment, "/usr/bin/wl-copy", "/opt/bin/xclip", "/usr/bin/xclip", "/usr/bin/xsel")
        #expect(clipboard.tool?.path == path)
    }

    @Test func `takes xsel where there is no xclip`() {
        let clipboard = clipboard(["PATH": "/usr/bin", "DISPLAY": ":0"], "/usr/bin/xsel")
        #expect(clipboard.tool == Clipboard.Tool(path: "/usr/bin/xsel", arguments: ["--clipboard", "--input"]))
    }

    /// A program named xclip that keeps what it is given in a file beside itself.
    @Test func `hands the text to the program`() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let path = try folder.write("xclip", "#!/bin/sh\ncat > '\(folder.path)/got'\necho \"$@\" > '\(folder.path)/arguments'\n")
        let clipboard = clipboard(["PATH": folder.path, "DISPLAY": ":9"], path)
        #expect(await clipboard.handToTool("two\nlines 日本"))
        #expect(try String(contentsOfFile: "\(folder.path)/got", encoding: .utf8) == "two\nlines 日本")
        #expect(try String(contentsOfFile: "\(folder.path)/arguments", encoding: .utf8) == "-selection clipboard\n")
    }

    @Test(arguments: ["exit 1", "kill -9 $$"])
    func `says when the program failed`(script: String) async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let path = try folder.write("xclip", "#!/bin/sh\n\(script)\n")
        #expect(await !clipboard(["PATH": folder.path, "DISPLAY": ":9"], path).handToTool("text"))
    }

    @Test func `says when the program cannot be started`() async {
        #expect(await !clipboard(["PATH": "/nowhere", "DISPLAY": ":9"], "/nowhere/xclip").handToTool("text"))
    }
}

struct `Text as base64` {
    // RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `is that of the standard`(text: String, encoded: String) {
        #expect(String(decoding: Base64.encoded(Array(text.utf8)), as: UTF8.self) == encoded)
    }
}

/// A place for a program of a test's own.
private struct Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "clipboard-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Answers the path of a program.
    func write(_ name: String, _ script: String) throws -> String {
        let file = "\(path)/\(name)"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        return file
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
