import Foundation
import NIOPosix
import ServerModel
import Testing

@testable import ServerExecution

/// A folder for one test, and tools to work in it. The folder goes with the value.
final class Workbench: Sendable {
    let folder: String
    let tools: ToolRunner

    private static let reaper = Result { try ProcessReaper() }

    init() throws {
        var template = Array("/tmp/mcpx-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        tools = ToolRunner(loop: MultiThreadedEventLoopGroup.singleton.next(), reaper: try Self.reaper.get())
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes a file below the folder and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    /// A program written for `/bin/sh`.
    @discardableResult
    func program(_ name: String, _ script: String) throws -> String {
        try write(name, "#!/bin/sh\n\(script)\n", mode: 0o755)
    }

    func text(_ name: String) -> String {
        (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
    }

    func names(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []).sorted()
    }
}
