/// How a definition is to change (`PUT /api/v1/servers/{id}/definition`). The answer is a ``DefinitionEdited``.
///
/// One of three: single values, the whole text, or back to what was before the last change that was asked for here.
public struct DefinitionEditRequest: Codable, Hashable, Sendable {
    /// Single values; what stands around them in the file stays, comments too.
    public var edits: [DefinitionEdit]
    /// The whole file; `nil`: see ``edits``.
    public var text: String?
    /// Goes back to what was there before the last change that was made through us.
    public var undoesLast: Bool
    /// The ``DefinitionEdited/digest`` of the text that this was made from; nothing is written when there is another by now.
    public var basedOn: String?
    /// Only tells what would change.
    public var isDryRun: Bool

    public init(edits: [DefinitionEdit], basedOn: String? = nil, isDryRun: Bool = false) {
        self.edits = edits
        undoesLast = false
        self.basedOn = basedOn
        self.isDryRun = isDryRun
    }

    public init(text: String, basedOn: String? = nil, isDryRun: Bool = false) {
        self.init(edits: [], basedOn: basedOn, isDryRun: isDryRun)
        self.text = text
    }

    /// Back by one change. Asked for twice it is the change again.
    public static func undo(isDryRun: Bool = false) -> DefinitionEditRequest {
        var request = DefinitionEditRequest(edits: [], isDryRun: isDryRun)
        request.undoesLast = true
        return request
    }
}

/// One value of a definition.
public struct DefinitionEdit: Codable, Hashable, Sendable {
    /// The keys on the way to it: `["execution", "local", "args"]`, `["secrets", "GITHUB_TOKEN", "from"]`. Those that are not
    /// there are made.
    public var path: [String]
    /// JSON text: `"true"`, `"\"30s\""`, `"[\"-v\"]"`; `nil` takes the key away.
    public var value: String?

    public init(path: [String], value: String?) {
        self.path = path
        self.value = value
    }
}

/// What changed in a definition, or would.
public struct DefinitionEdited: Codable, Hashable, Sendable {
    /// The absolute path of the file.
    public var path: String
    /// The whole text as it was. Foreign text.
    public var before: String
    public var after: String
    /// The lines that change and a few around them, each beginning with ` `, `-` or `+`; none when nothing changes.
    public var difference: [String]
    /// Warnings about ``after``; what makes errors is refused.
    public var diagnostics: [Diagnostic]
    /// Whether the server runs, and is run anew for it.
    public var needsNewRun: Bool
    /// Names ``before``.
    public var base: String
    /// Names ``after``: what the next change is based on.
    public var digest: String

    public init(
        path: String, before: String, after: String, difference: [String], diagnostics: [Diagnostic], needsNewRun: Bool,
        base: String, digest: String
    ) {
        self.path = path
        self.before = before
        self.after = after
        self.difference = difference
        self.diagnostics = diagnostics
        self.needsNewRun = needsNewRun
        self.base = base
        self.digest = digest
    }
}
