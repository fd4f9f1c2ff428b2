/// All bindings of an application, in the order the help page shows them.
public struct BindingTable<Action: Hashable & Sendable, Context: Hashable & Sendable>: Sendable {
    public typealias Entry = Binding<Action, Context>

    /// In the order of the help page.
    public var bindings: [Entry]

    /// Takes any bindings; ``conflicts`` tells whether they agree.
    public init(_ bindings: [Entry]) {
        self.bindings = bindings
    }

    /// What a key means in a context: a binding of that context wins over one for everywhere.
    public func action(for key: KeyPress, in context: Context) -> Action? {
        let candidates = bindings.filter { $0.keys.contains(key) && $0.applies(in: context) }
        return (candidates.first { !$0.contexts.isEmpty } ?? candidates.first)?.action
    }

    /// The first binding of an action, for toasts that name its key.
    public func binding(for action: Action) -> Entry? {
        bindings.first { $0.action == action }
    }

    /// What the footer names in a context, most important first.
    public func footer(in context: Context) -> [Entry] {
        let shown = bindings.enumerated().filter { $0.element.footerPriority != nil && isReachable($0.element, in: context) }
        // Sorting by position as well keeps equals in the order of the table.
        return shown.sorted {
            ($0.element.footerPriority ?? 0, $1.offset) > ($1.element.footerPriority ?? 0, $0.offset)
        }.map(\.element)
    }

    /// Every binding that works in a context, in the order of the table.
    public func help(in context: Context) -> [Entry] {
        bindings.filter { isReachable($0, in: context) }
    }

    /// Keys that mean two actions in one context, and so make one of them unreachable by chance.
    ///
    /// A binding for one context may take a key from a binding for everywhere: that is an override, not a conflict.
    public var conflicts: [BindingConflict<Action, Context>] {
        var found: [BindingConflict<Action, Context>] = []
        for (index, first) in bindings.enumerated() {
            for second in bindings[(index + 1)...] where second.action != first.action {
                guard first.contexts.isEmpty == second.contexts.isEmpty else { continue }
                let contexts = first.contexts.intersection(second.contexts)
                guard first.contexts.isEmpty || !contexts.isEmpty else { continue }
                for key in first.keys where second.keys.contains(key) {
                    found.append(
                        BindingConflict(key: key, first: first.action, second: second.action, contexts: contexts))
                }
            }
        }
        return found
    }

    /// Whether at least one key of the binding is not taken by another in that context.
    private func isReachable(_ binding: Entry, in context: Context) -> Bool {
        binding.applies(in: context) && binding.keys.contains { action(for: $0, in: context) == binding.action }
    }
}

/// One key with two meanings.
public struct BindingConflict<Action: Hashable & Sendable, Context: Hashable & Sendable>: Hashable, Sendable {
    /// The key both want.
    public var key: KeyPress
    /// What the earlier binding means by it.
    public var first: Action
    /// What the later binding means by it.
    public var second: Action
    /// Where they collide; empty means everywhere.
    public var contexts: Set<Context>
}
