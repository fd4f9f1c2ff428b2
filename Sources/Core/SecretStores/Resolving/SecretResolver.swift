import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the values a server needs when its run starts: where `from:` says; else in the stores, and at last in the daemon's own
/// environment under the same name.
public struct SecretResolver: Sendable {
    private let keeper: SecretKeeper
    private let environment: [String: String]
    private let userHome: String
    private let serversFolder: String
    private let deadline: Duration
    private let run: @Sendable (ReferenceCommand) async throws -> ReferenceOutput

    /// - Parameters:
    ///   - environment: the daemon's.
    ///   - userHome: what `~` stands for.
    ///   - serversFolder: has a folder for each server; what relative paths begin at.
    ///   - deadline: for each program that prints a secret.
    ///   - run: runs such a program to its end. What it throws is why the program could not be started.
    public init(
        keeper: SecretKeeper, environment: [String: String], userHome: String, serversFolder: String,
        deadline: Duration = .seconds(15), run: @escaping @Sendable (ReferenceCommand) async throws -> ReferenceOutput
    ) {
        self.keeper = keeper
        self.environment = environment
        self.userHome = userHome
        self.serversFolder = serversFolder
        self.deadline = deadline
        self.run = run
    }

    /// All at once, by name.
    public func resolve(_ requirements: [SecretRequirement], of server: ServerID) async -> [String: SecretResolution] {
        await withTaskGroup(of: (String, SecretResolution).self) { group in
            for requirement in requirements {
                group.addTask { (requirement.name, await resolve(requirement, of: server)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func resolve(_ requirement: SecretRequirement, of server: ServerID) async -> SecretResolution {
        let found =
            if let from = requirement.from {
                await referred(from, requirement, server)
            } else {
                await kept(SecretKey(server: server, name: requirement.name))
            }
        return checked(found, requirement)
    }

    // MARK: Stores

    private func kept(_ key: SecretKey) async -> SecretResolution {
        let own = environment[key.name].flatMap { $0.isEmpty ? nil : SecretValue($0) }
        let inherited = own.map { SecretResolution(state: .set, value: $0, origin: "the daemon's environment") }
        switch await keeper.lookup(key) {
        case .found(let value, let store, let changedAt):
            return SecretResolution(state: .set, value: value, origin: store.title, store: store, changedAt: changedAt)
        case .none: return inherited ?? SecretResolution(state: .missing)
        case .unreachable(let problem, let isKnown):
            // Where it is known to be in a store, the environment's may be another.
            let unreachable = SecretResolution(state: .unreachable, problem: problem)
            return isKnown ? unreachable : inherited ?? unreachable
        }
    }

    // MARK: References

    private func referred(_ text: String, _ requirement: SecretRequirement, _ server: ServerID) async -> SecretResolution {
        let reference: SecretReference
        do throws(BadSecretReference) {
            reference = try SecretReference(text)
        } catch {
            return SecretResolution(state: .unreachable, problem: ErrorReport(error))
        }
        func failed(_ reason: String, _ state: SecretStatus.State = .unreachable) -> SecretResolution {
            let failure = SecretReferenceFailed(name: requirement.name, origin: reference.origin, reason: reason)
            return SecretResolution(state: state, problem: ErrorReport(failure))
        }
        do {
            let value: String
            switch reference {
            case .variable(let name):
                guard let own = environment[name], !own.isEmpty else {
                    return failed("the daemon's environment has no such variable", .missing)
                }
                value = own
            case .file(let path):
                let place = absolute(path, of: server)
                let overdue = ReferenceTrouble(words: "it could not be read in time")
                value = try await within(deadline, else: overdue) {
                    try await onOwnThread { _ in try SecretFile.value(at: place) }
                }
            case .command, .onePassword: value = try await output(of: reference)
            case .pass:
                // By its convention the first line is the password.
                let output = try await output(of: reference)
                value = output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first.map { String($0) } ?? ""
            }
            return SecretResolution(state: .set, value: SecretValue(value), origin: reference.origin)
        } catch let trouble as ReferenceTrouble {
            return failed(trouble.words)
        } catch {
            return failed(ErrorReport(describing: error).problem)
        }
    }

    private func output(of reference: SecretReference) async throws -> String {
        let command = ReferenceCommand(arguments: reference.arguments, deadline: deadline)
        let overdue = ReferenceTrouble(words: "it did not end within \(deadline.components.seconds) s")
        // The runner keeps the deadline; a little later we do.
        let outcome = try await within(deadline + .seconds(2), else: overdue) { [run] in try await run(command) }
        guard !outcome.isOverdue else { throw overdue }
        guard outcome.isSuccess else { throw ReferenceTrouble(words: outcome.status) }
        guard !outcome.output.contains("\u{FFFD}") else { throw ReferenceTrouble(words: "what it printed is no UTF-8 text") }
        var text = outcome.output
        text.dropNewline()
        guard !text.isEmpty else { throw ReferenceTrouble(words: "it printed nothing") }
        return text
    }

    private func absolute(_ path: String, of server: ServerID) -> String {
        path.hasPrefix("/") || path.hasPrefix("~/") ? expanded(path) : "\(serversFolder)/\(server)/\(path)"
    }

    private func expanded(_ path: String) -> String { path.hasPrefix("~/") ? userHome + path.dropFirst() : path }

    // MARK: Rules

    private func checked(_ found: SecretResolution, _ requirement: SecretRequirement) -> SecretResolution {
        guard let value = found.value else { return found }
        var problems = requirement.problems(with: value.revealed)
        var usable = value
        if requirement.type == .file, problems.isEmpty, !value.isEmpty {
            let path = expanded(value.revealed)
            usable = SecretValue(path)
            if access(path, R_OK) != 0 { problems.append("names a file that is not there or cannot be read") }
        }
        var checked = found
        guard problems.isEmpty else {
            checked.state = .invalid
            checked.value = nil
            checked.problem = ErrorReport(
                InvalidSecret(name: requirement.name, problems: problems, advice: requirement.advice))
            return checked
        }
        checked.value = usable
        return checked
    }
}
