/// What an environment of ours was made from; it is written into it last, so that one without a stamp is half-made.
struct PythonStamp: Hashable, Sendable {
    /// Of everything the environment depends on; see ``wanted(by:)``.
    var inputs: String
    /// `3.11.2`
    var version: String
    /// The program behind `bin/python`, symbolic links resolved.
    var interpreter: String

    static let name = "mcp-manager.stamp"

    init(inputs: String, version: String, interpreter: String) {
        self.inputs = inputs
        self.version = version
        self.interpreter = interpreter
    }

    /// `nil` when the environment in `directory` is not ours, or half-made.
    init?(in directory: String) {
        let lines = SmallFile.text(of: "\(directory)/\(Self.name)")?.split(separator: "\n").map(String.init) ?? []
        guard lines.count == 3 else { return nil }
        self.init(inputs: lines[0], version: lines[1], interpreter: lines[2])
    }

    func write(in directory: String) -> Bool {
        SmallFile.replace("\(directory)/\(Self.name)", with: "\(inputs)\n\(version)\n\(interpreter)\n")
    }

    /// The inputs an environment must be made from to be the one that is asked for, and how many packages those name.
    static func wanted(by environment: PythonEnvironment) -> (inputs: String, packages: Int) {
        var hash = ContentHash()
        hash.add("1")
        // Scripts in it name their own place: a home that was moved needs new ones.
        hash.add(environment.directory)
        hash.add(environment.version?.text ?? "")
        for package in environment.packages { hash.add(package) }
        let file = environment.requirements.map { RequirementsFile(reading: $0, into: &hash) }
        return (hash.text, environment.packages.count + (file?.packages ?? 0))
    }
}
