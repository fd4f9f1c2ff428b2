import Foundation

/// Looks for made-up secrets, whole or in part, in whatever form, in files and texts.
public struct CanarySearch: Sendable {
    private let needles: [Needle]
    private let search: ByteSearch

    private struct Needle: Sendable {
        var canary: String
        var form: String
        var bytes: [UInt8]
        /// So short that chance has it in bytes that are no text.
        var isShort: Bool
    }

    /// Something that was found; says where and what, and never the value.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        public var canary: String
        public var form: String
        public var place: String

        public var description: String { "\(canary), \(form), in \(place)" }
    }

    /// A file in which a canary cannot be told from chance.
    public struct Exemption: Sendable {
        var fileName: String
        var canary: Canary

        /// - Parameter reason: why it is none of a leak; for whoever reads the test.
        public init(of canary: Canary, in fileName: String, because reason: String) {
            self.fileName = fileName
            self.canary = canary
        }
    }

    public init(_ canaries: [Canary] = Canary.all) {
        needles = canaries.flatMap { canary in canary.pieces.flatMap { Self.needles(for: $0, of: canary) } }
        search = ByteSearch(needles.map(\.bytes))
    }

    private static func needles(for piece: String, of canary: Canary) -> [Needle] {
        let isShort = piece.utf8.count < 8
        return CanaryForms.all(of: piece).compactMap { form, bytes -> Needle? in
            // Three characters of base64, or six of hexadecimal, are in many a longer number.
            if isShort, form == "hexadecimal" || form.hasPrefix("base64") && bytes.count < 4 { return nil }
            return Needle(canary: canary.name, form: form, bytes: bytes, isShort: isShort)
        }
    }

    // MARK: Looking

    /// What is in a text, each thing once.
    public func findings(in text: String, of place: String) -> [Finding] {
        findings(in: Array(text.utf8), of: place)
    }

    /// What is in bytes. Where they are no text, the short ones are not looked for: among so many, chance has any three.
    public func findings(in bytes: [UInt8], of place: String) -> [Finding] {
        let isText = !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
        let found = bytes.withUnsafeBytes { search.found(in: $0) }.map { needles[$0] }.filter { isText || !$0.isShort }
        return Array(Set(found.map { Finding(canary: $0.canary, form: $0.form, place: place) })).sorted { "\($0)" < "\($1)" }
    }

    /// What is in the files below a folder, or in their names. Links, pipes and sockets hold nothing themselves.
    public func findings(below folder: String, except exemptions: [Exemption] = []) throws -> [Finding] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).flatMap { name -> [Finding] in
            let named = findings(in: name, of: "the name \(name)")
            let path = "\(folder)/\(name)"
            var facts = stat()
            // What is gone by now held nothing that lasts.
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
                let bytes = FileManager.default.contents(atPath: path)
            else { return named }
            let exempt = exemptions.filter { name.split(separator: "/").last?.hasPrefix($0.fileName) == true }.map(\.canary.name)
            return named + findings(in: Array(bytes), of: name).filter { !exempt.contains($0.canary) }
        }
    }
}
