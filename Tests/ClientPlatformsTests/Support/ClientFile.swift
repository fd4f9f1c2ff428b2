import ServerModel
import Testing

@testable import ClientPlatforms

/// A client's file as people have it, and which client's it is.
struct ClientFile: CustomTestStringConvertible, Sendable {
    var platform: String
    var path: String
    var text: String

    init(_ platform: String, _ path: String, _ text: String) {
        self.platform = platform
        self.path = path
        self.text = text
    }

    var testDescription: String { "\(platform): \(text.prefix(60).replacing("\n", with: "⏎"))" }

    /// Our server `files` goes in and out again, and the file is what it was to the last byte; in it, nothing else moves.
    func roundTrip() async throws {
        let machine = try TemporaryMachine("files")
        try machine.put(path, text)
        let before = machine.snapshot()
        let sync = try await machine.sync(platform)
        #expect(sync.steps == ["add files"] && sync.codes == [])
        #expect(try await machine.states(platform)["files"] == .inSync)
        let written = try machine.text(path)
        #expect(Self.isKept(text, in: written), "\(written)")
        try await machine.release(platform)
        #expect(try machine.text(path) == text)
        #expect(machine.snapshot() == before)
        // The other way back.
        try await machine.sync(platform)
        try await machine.undo()
        #expect(machine.snapshot() == before)
    }

    /// Whether everything but blanks, commas and empty brackets is still there, with one thing more in one place.
    static func isKept(_ old: String, in new: String) -> Bool {
        let (old, new) = (essence(old), essence(new))
        let before = zip(old, new).prefix { $0 == $1 }.count
        let after = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
        return new.count > old.count && before + after >= old.count
    }

    private static func essence(_ text: String) -> [UInt8] { text.utf8.filter { !" \t\r\n,{}[]".utf8.contains($0) } }
}
