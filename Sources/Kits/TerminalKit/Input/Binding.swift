/// What a key does, as data: dispatch, footer, help page and tests read the same value.
public struct Binding<Action: Hashable & Sendable, Context: Hashable & Sendable>: Sendable {
    /// What the keys do.
    public var action: Action
    /// The first key is the one footers show.
    public var keys: [KeyPress]
    /// Where the keys mean this action; empty means everywhere.
    public var contexts: Set<Context>
    /// One or two words for the footer.
    public var label: String
    /// A sentence for the help page.
    public var tooltip: String
    /// Whether the footer names it, and how early: higher comes first, `nil` never.
    public var footerPriority: Int?

    /// A binding for the given contexts, or for everywhere.
    public init(
        _ action: Action, keys: [KeyPress], in contexts: Set<Context> = [], label: String, tooltip: String,
        footerPriority: Int? = nil
    ) {
        self.action = action
        self.keys = keys
        self.contexts = contexts
        self.label = label
        self.tooltip = tooltip
        self.footerPriority = footerPriority
    }

    /// Whether the keys mean this action there.
    public func applies(in context: Context) -> Bool {
        contexts.isEmpty || contexts.contains(context)
    }
}

extension Binding: Equatable, Hashable {}
