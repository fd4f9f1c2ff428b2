import ServerModel
import Yams

/// Reads one mapping of a file by asking for its keys.
///
/// A section's reading function is its schema: `port = reader.integer("port", in: 1...65535)`. Each question that finds something
/// of the wrong shape tells the findings and answers `nil`, as for an absent key, so that reading goes on and all problems are
/// told at once. ``finish()`` warns of the keys nobody asked for.
package final class NodeReader {
    package let findings: Findings
    /// Where the section's key stands; what is missing in the section is told here.
    package let place: Place?
    /// The last word of the section's path, e.g. `local`; `nil` for the whole file.
    let name: String?
    private let repeatedKeys: Set<Place>
    private var entries: [Entry] = []
    private var indices: [String: Int] = [:]
    /// In the order of the questions, which is the order people are shown.
    private var asked: [String] = []

    private struct Entry {
        var key: String
        var keyPlace: Place?
        var value: Node
    }

    /// The whole file.
    package convenience init(_ document: YAMLDocument, _ findings: Findings) {
        self.init(
            document.root, name: nil, place: document.root.mark.map(Place.init), repeatedKeys: document.repeatedKeys, findings)
    }

    private init(
        _ mapping: Node.Mapping, name: String?, place: Place?, repeatedKeys: Set<Place>, _ findings: Findings
    ) {
        self.findings = findings
        self.name = name
        self.place = place
        self.repeatedKeys = repeatedKeys
        var mergesLeft = 100
        collect(mapping, isMerged: false, &mergesLeft)
    }

    /// A reader of a nested mapping.
    func reader(of mapping: Node.Mapping, name: String?, place: Place?) -> NodeReader {
        NodeReader(mapping, name: name, place: place, repeatedKeys: repeatedKeys, findings)
    }

    /// The value of a key, which from now on counts as known; `nil` when absent or null.
    package func value(_ key: String) -> Node? {
        asked.append(key)
        guard let index = indices[key], !Self.isNull(entries[index].value) else { return nil }
        return entries[index].value
    }

    /// Every key with its place and value, all of them known from now on; for mappings whose keys are the user's own words.
    package func all() -> [(key: String, place: Place?, value: Node)] {
        asked += entries.map(\.key)
        return entries.map { ($0.key, $0.keyPlace, $0.value) }
    }

    /// Where to point when the value of a key is wrong.
    package func place(of key: String) -> Place? {
        indices[key].map { entries[$0].value.place ?? entries[$0].keyPlace ?? place } ?? place
    }

    /// Where a key itself stands; the section's key when it is absent.
    func keyPlace(of key: String) -> Place? {
        indices[key].flatMap { entries[$0].keyPlace } ?? place
    }

    /// Whether a key stands there with a value. Does not make it known.
    package func has(_ key: String) -> Bool {
        indices[key].map { !Self.isNull(entries[$0].value) } ?? false
    }

    /// Tells that the value of a key is wrong.
    package func error(_ key: String, _ message: String, fix: String) {
        findings.error(at: place(of: key), message, fix: fix)
    }

    /// Tells that the section itself is wrong or incomplete.
    package func error(_ message: String, fix: String) {
        findings.error(at: place, message, fix: fix)
    }

    /// Warns of every key that was not asked for.
    package func finish() {
        let known = asked.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        for entry in entries where !known.contains(entry.key) {
            let section = name.map { " in '\(clipped($0))'" } ?? ""
            findings.warning(
                at: entry.keyPlace, "unknown key '\(clipped(entry.key))'\(section)",
                fix: closestMatch(to: entry.key, among: known).map { "did you mean '\($0)'?" }
                    ?? "the keys here are: \(known.joined(separator: ", "))")
        }
    }

    /// Null in YAML: `key:`, `~` or `null`, without quotes.
    package static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private func collect(_ mapping: Node.Mapping, isMerged: Bool, _ mergesLeft: inout Int) {
        var merges: [(place: Place?, node: Node)] = []
        for (key, value) in mapping {
            guard let scalar = key.scalar else {
                findings.error(at: key.place, "a key must be a plain word", fix: "write the key as text")
                continue
            }
            if let place = key.place, repeatedKeys.contains(place) { continue }
            if scalar.string == "<<", scalar.style == .plain {
                merges.append((key.place, value))
            } else if indices[scalar.string] == nil {
                indices[scalar.string] = entries.count
                entries.append(Entry(key: scalar.string, keyPlace: key.place, value: value))
            } else if !isMerged {
                findings.error(
                    at: key.place, "the key '\(clipped(scalar.string))' is there twice", fix: "keep one of the two")
            }
        }
        // After the mapping's own keys, which win over merged ones (yaml.org/type/merge.html).
        for merge in merges {
            for node in merge.node.sequence.map(Array.init) ?? [merge.node] {
                guard let merged = node.mapping, mergesLeft > 0 else {
                    findings.error(at: merge.place, "'<<' takes a mapping, or a short list of mappings", fix: "write '<<: *name'")
                    break
                }
                mergesLeft -= 1
                collect(merged, isMerged: true, &mergesLeft)
            }
        }
    }
}
