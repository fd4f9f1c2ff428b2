/// What must be true of a server's Python environment before the server can be started: everything decided, nothing done.
public struct PythonEnvironment: Sendable, Hashable {
    /// The server's own directory: the environment is `.venv` in it, a link to a folder in `.venvs`.
    public var directory: String
    /// `nil`: any Python 3.
    var version: PythonRequirement?
    /// An absolute path; `nil`: there is none.
    var requirements: String?
    /// Requirement specifiers (PEP 508).
    var packages: [String]
    /// Programs the definition asks for beside it, to be looked for when an installation fails.
    var systemPackages: [String]
    /// Where the installer is run: relative paths in requirements start there.
    var workingDirectory: String
    /// The installer's. It has no secrets of the server.
    var environment: [String: String]
    /// Where Python and uv are looked for.
    var path: [String]

    /// The path people know it by.
    var link: String { "\(directory)/.venv" }
    /// Holds the environments themselves. They are never moved: scripts in them name their own place.
    var store: String { "\(directory)/.venvs" }
}
