import ServerModel

/// The same server, started by several entries of clients, or beside ours: a process for each, where one would do.
struct DuplicateServers {
    /// What clients start of their own; the same command with the same credentials is one.
    let started: [ImportCandidate]

    /// One for each server that is there more than once; else one that says there is none.
    var findings: [DoctorFinding] {
        let repeated = started.filter { $0.obstacle == nil && $0.places.count + ($0.known == nil ? 0 : 1) > 1 }
        guard !repeated.isEmpty else {
            return [DoctorFinding(check: "clients", severity: .ok, message: "no server is started by several of them")]
        }
        return repeated.map(finding)
    }

    private func finding(_ candidate: ImportCandidate) -> DoctorFinding {
        let places = candidate.places.map { "'\($0.name)' of \($0.title)" }
        let all = (places.count > 1 ? places.dropLast().joined(separator: ", ") + " and " : "") + (places.last ?? "")
        guard let known = candidate.known else {
            return DoctorFinding(
                check: "clients", severity: .warning,
                message: "\(all) are one server, with a process for each: \(candidate.launch)",
                remedy: "'mcp-manager import \(candidate.name)' shows how they come to share one, and asks")
        }
        let (start, them) = places.count == 1 ? ("starts", "its entry") : ("start", "these entries")
        return DoctorFinding(
            check: "clients", severity: .warning,
            message: "\(all) \(start) what '\(known)' is already, beside it: \(candidate.launch)",
            remedy: "take \(them) out of the file; 'mcp-manager platform sync' has '\(known)' there instead")
    }
}
