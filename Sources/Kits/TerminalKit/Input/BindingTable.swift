/// All bindings of an application, in the order the help page shows them.
public struct BindingTable<Action: Hashable & Sendable, Context: Hashable & Sendable>: Sendable {
    public typealias Entry = Binding<Action, Context>

    /// In the order of the help page.
    public var bindings: [Entry] {
        didSet { places = Self.places(of: bindings) }
    }
    /// Where in ``bindings`` each key stands: it is looked up for every key of every footer.
    private var places: [KeyPress: [Int]]

    /// Takes any bindings; ``conflicts`` tells whether they agree.
    public init(_ bindings: [Entry]) {
        self.bindings = bindings
        places = Self.places(of: bindings)
    }

    private static func places(of bindings: [Entry]) -> [KeyPress: [Int]] {
        var places: [KeyPress: [Int]] = [:]
        for (index, binding) in bindings.enumerated() {
            for key in binding.keys { places[key, default: []].append(index) }
        }
        return places
    }

    /// What a key means in a context: a binding of that context wins over one for everywhere.
    public func action(for key: KeyPress, in context: Context) -> Action? {
        var everywhere: Int?
        for index in places[key] ?? [] where bindings[index].applies(in: context) {
            if !bindings[index].contexts.isEmpty { return bindings[index].action }
            if everywhere == nil { everywhere = index }
        }
        return everywhere.map { bindings[$0].action }
    }

    /// The first binding of an action, for toasts that name its key.
    public func binding(for action: Action) -> Entry? {
        bindings.first { $0.action == action }
    }

    /// What the footer names in a context, most important first.
    public func footer(in context: Context) -> [Entry] {
        let shown = bindings.indices.filter { index in
            bindings[index].footerPriority != nil && bindings[index].applies(in: context)
                && isReachable(bindings[index], in: context)
        }
        // Sorting by position as well keeps equals in the order of the table.
        return shown.sorted { (bindings[$0].footerPriority ?? 0, $1) > (bindings[$1].footerPriority ?? 0, $0) }
            .map { bindings[$0] }
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
