import Foundation

/// The programs under test and the repository they were built from.
public enum Product {
    /// The root of the package.
    public static let repository: String = {
        // Tests/Support/Home/Product.swift
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// The folder of the built programs: `MCP_MANAGER_BIN`, else the debug build.
    public static let programs = ProcessInfo.processInfo.environment["MCP_MANAGER_BIN"] ?? "\(repository)/.build/debug"

    /// The absolute path of one of the four programs.
    public static func program(_ name: String) -> String { "\(programs)/\(name)" }
}
