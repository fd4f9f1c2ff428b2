import ServerModel

/// The environment of a server that is yet to be started: every variable with who gave it its value.
struct PlannedEnvironment {
    /// What keeps the server from starting; all that can be known is known nevertheless.
    private(set) var failure: LaunchError?
    /// Where PATH is from unless the definition gives it, for people.
    let pathOrigin: String
    private(set) var variables: [String: Variable] = [:]

    struct Variable {
        /// `nil`: it was asked for and has none.
        var value: String?
        var origin: EnvironmentReport.Origin
    }

    init(pathOrigin: String) { self.pathOrigin = pathOrigin }

    mutating func set(_ name: String, _ value: String?, _ origin: EnvironmentReport.Origin) {
        variables[name] = Variable(value: value, origin: origin)
    }

    /// The first failure is the one that is told.
    mutating func fail(_ failure: LaunchError) { self.failure = self.failure ?? failure }

    subscript(name: String) -> String? { variables[name]?.value }

    /// As the kernel takes it.
    var values: [String: String] { variables.compactMapValues(\.value) }

    /// The directories programs are looked for in, in this order.
    var path: [String] { (self["PATH"] ?? "").split(separator: ":").map(String.init) }
}
