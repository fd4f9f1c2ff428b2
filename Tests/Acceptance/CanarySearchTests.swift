import Foundation
import TestSupport
import Testing

/// What finds leaks must be found able to: every claim of `The secrets of a leaking server` rests on it.
@Suite(.temporaryHome, .timeLimit(.minutes(1)))
struct `The search for leaks` {
    private static let inAddress = "%C3%BCn%C3%AF-%E2%9C%93-%F0%9F%94%91-%C3%9F%C3%A6%C3%B8-Zugv%C3%B6gel-%E2%88%82%C6%92"

    /// Made elsewhere, not by the code under test.
    static let planted = [
        ("plain", Canary.token.value, Canary.token),
        ("plain", Canary.short.value, Canary.short),
        ("plain", Canary.unicode.value, Canary.unicode),
        ("JSON-escaped", #"\u00fcn\u00ef-\u2713-\ud83d\udd11-\u00df\u00e6\u00f8-Zugv\u00f6gel-\u2202\u0192"#, Canary.unicode),
        ("JSON-escaped", #"\u00FCn\u00EF-\u2713-\uD83D\uDD11-\u00DF\u00E6\u00F8-Zugv\u00F6gel-\u2202\u0192"#, Canary.unicode),
        ("JSON-escaped twice", #"\\u00fcn\\u00ef-\\u2713-\\ud83d\\udd11-\\u00df\\u00e6\\u00f8-Zugv\\u00f6gel"#, Canary.unicode),
        ("base64", Data("user:\(Canary.token.value)".utf8).base64EncodedString(), Canary.token),
        ("base64", Data("us:\(Canary.token.value)!".utf8).base64EncodedString(), Canary.token),
        ("base64", Data("u:\(Canary.token.value)?!".utf8).base64EncodedString(), Canary.token),
        ("base64", Data(Canary.short.value.utf8).base64EncodedString(), Canary.short),
        ("base64url", "w7xuw68t4pyTLfCflJEtw5_DpsO4LVp1Z3bDtmdlbC3iiILGkg", Canary.unicode),
        ("percent-encoded", inAddress, Canary.unicode),
        ("percent-encoded", inAddress.lowercased().replacing("zug", with: "Zug"), Canary.unicode),
        ("hexadecimal", Canary.token.value.utf8.map { String(format: "%02x", $0) }.joined(), Canary.token),
    ]

    @Test(arguments: planted)
    func `finds every form in a file and in a text, and says which`(form: String, text: String, canary: Canary) async throws {
        let home = try TestHome.here
        let folder = "\(home.root)/planted/deep"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "before \(text) after".write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
        let search = CanarySearch()
        let found = try search.findings(below: "\(home.root)/planted")
        #expect(found.contains { $0.canary == canary.name && $0.form == form && $0.place == "deep/file" }, "\(found)")
        #expect(!search.findings(in: "x\(text)x", of: "a text").isEmpty)
        #expect(!"\(found)".contains(canary.value), "a finding must not leak either")
    }

    @Test func `finds a part: half of a short one, 24 characters of a long one, a line of several`() {
        let search = CanarySearch()
        #expect(!search.findings(in: String(Canary.token.value.prefix(15)), of: "").isEmpty)
        #expect(!search.findings(in: String(Canary.token.value.suffix(15)), of: "").isEmpty)
        #expect(!search.findings(in: String(Canary.long.value.prefix(24)), of: "").isEmpty)
        #expect(!search.findings(in: String(Canary.long.value.suffix(24)), of: "").isEmpty)
        #expect(!search.findings(in: String(Canary.long.value.dropFirst(3_000).prefix(1_000)), of: "").isEmpty)
        for line in Canary.lines.value.split(separator: "\n").dropFirst().dropLast() {
            #expect(search.findings(in: String(line), of: "").map(\.canary) == [Canary.lines.name])
        }
    }

    @Test func `finds names of files, and looks for three characters in texts alone`() async throws {
        let home = try TestHome.here
        let folder = "\(home.root)/planted"
        try FileManager.default.createDirectory(atPath: "\(folder)/\(Canary.token.value)", withIntermediateDirectories: true)
        try Data([0] + Array(Canary.short.value.utf8)).write(to: URL(fileURLWithPath: "\(folder)/binary"))
        try Canary.short.value.write(toFile: "\(folder)/text", atomically: true, encoding: .utf8)
        try Canary.short.value.write(toFile: "\(folder)/exempt.1", atomically: true, encoding: .utf8)
        let exempt = CanarySearch.Exemption(of: .short, in: "exempt", because: "the test says so")
        let places = try CanarySearch().findings(below: folder, except: [exempt]).map(\.place)
        #expect(Set(places) == ["the name \(Canary.token.value)", "text"], "\(places)")
    }

    @Test func `finds nothing where nothing is`() async throws {
        let home = try TestHome.here
        try await home.addDemo("demo")
        try await home.succeed("call", "demo", "echo", "text=nothing to hide")
        #expect(try CanarySearch().findings(below: home.root).isEmpty)
        #expect(CanarySearch().findings(in: "-----BEGIN CANARY KEY-----\n••••\n-----END CANARY KEY-----", of: "").isEmpty)
    }

    @Test(.enabled(if: ProcessMemory.isReadable, "the memory of other processes can be read by root alone"))
    func `finds what a process has in its memory`() async throws {
        let home = try TestHome.here
        let held = "held by a process \(UInt32.random(in: 0 ... .max))"
        let keeps = "import sys; line = sys.stdin.readline(); print(len(line), flush=True); sys.stdin.read()"
        let process = try LineProcess(try Component.python.program(), ["-c", keeps], environment: home.environment)
        try await process.send(held)
        _ = try await process.line()
        #expect(try ProcessMemory.texts([held, "held by nobody"], in: process.processID) == [held])
        _ = try await process.finish()
    }
}
