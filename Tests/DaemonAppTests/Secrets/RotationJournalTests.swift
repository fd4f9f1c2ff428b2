import DaemonLaunch
import Foundation
import ServerModel
import Testing

@testable import DaemonApp

struct `The journal of rotations` {
    private let first: RotationJournal.Entry
    private let second: RotationJournal.Entry

    init() throws {
        first = RotationJournal.Entry(server: try ServerID("a"), secret: "KEY")
        second = RotationJournal.Entry(server: try ServerID("b"), secret: "KEY")
    }

    @Test func `tells the next daemon what was under way`() throws {
        let home = try TemporaryHome()
        try RotationJournal(home: home.directory).begin(first)
        try RotationJournal(home: home.directory).begin(second)
        RotationJournal(home: home.directory).end(first)
        #expect(RotationJournal(home: home.directory).entries == [second])
    }

    @Test func `has names in it and is the user's alone`() throws {
        let home = try TemporaryHome()
        try RotationJournal(home: home.directory).begin(first)
        let path = home.directory.stateDirectory + "/rotations.json"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == #"[{"secret":"KEY","server":"a"}]"#)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `keeps a rotation from beginning when it cannot be written`() throws {
        let home = HomeDirectory(path: "/nowhere/at/all")
        #expect(throws: ErrorReport.self) { try RotationJournal(home: home).begin(first) }
    }

    @Test func `keeps the old value under a name no variable can have`() {
        #expect(!isEnvironmentName(RotationJournal.kept("KEY")))
    }
}
