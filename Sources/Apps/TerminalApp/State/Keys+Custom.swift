import ServerModel
import TerminalKit

/// Other keys for actions, as `config.yaml` asks for them.
extension Keys {
    /// Where letters are typed, or stand for choices; a letter can mean no action there.
    private static let typing: Set<Context> = [.prompt, .palette, .help, .menu, .form, .serverForm, .toolForm]

    /// The table with other keys, by action name: `["restart": ["ctrl-r"]]`. What cannot be is left as it was, and told.
    ///
    /// - Returns: `problems` for people, one sentence each.
    static func table(_ wanted: [String: [String]]) -> (table: BindingTable<Action, Context>, problems: [String]) {
        var problems: [String] = []
        var keys: [Action: [KeyPress]] = [:]
        for (name, words) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let action = Action.named[name] else {
                let likely = closestMatch(to: name, among: Action.named.keys.sorted()).map { "; did you mean '\($0)'?" } ?? ""
                problems.append("there is no action '\(name)'\(likely)")
                continue
            }
            guard action != .interrupt else {
                problems.append("ctrl-c always cancels, and quits: 'interrupt' keeps it")
                continue
            }
            let pressed = words.compactMap { KeyPress(named: $0) }
            for word in words where KeyPress(named: word) == nil {
                problems.append("'\(word)' is no key for '\(name)': write a letter, ctrl-x, f5, space, enter, tab or the like")
            }
            if !pressed.isEmpty { keys[action] = pressed }
        }
        // Whatever has two meanings goes back to its own keys, one after another, until nothing has.
        while true {
            let candidate = BindingTable(table.bindings.flatMap { changed($0, to: keys[$0.action]) })
            let conflict = candidate.conflicts.first { keys[$0.first] != nil || keys[$0.second] != nil }
            guard let conflict else { return (candidate, problems) }
            let loser = keys[conflict.second] != nil ? conflict.second : conflict.first
            let other = loser == conflict.second ? conflict.first : conflict.second
            let place = conflict.contexts.map(\.title).sorted().first.map { " in '\($0)'" } ?? ""
            problems.append("\(conflict.key.label) of '\(loser.name)' already means '\(other.name)'\(place)")
            keys[loser] = nil
        }
    }

    /// One binding, or two where letters count only in some of its places.
    private static func changed(_ binding: Binding<Action, Context>, to keys: [KeyPress]?) -> [Binding<Action, Context>] {
        guard let keys else { return [binding] }
        let everywhere = binding.contexts.isEmpty
        let typed = everywhere ? [] : binding.contexts.intersection(typing)
        let free = binding.contexts.subtracting(typing)
        // What works everywhere works while typing.
        let untyped = keys.filter { !$0.isTyped }
        func with(_ keys: [KeyPress], in contexts: Set<Context>) -> Binding<Action, Context> {
            var binding = binding
            binding.keys = keys.isEmpty ? binding.keys : keys
            binding.contexts = contexts
            return binding
        }
        if everywhere { return [with(untyped, in: [])] }
        return (free.isEmpty ? [] : [with(keys, in: free)]) + (typed.isEmpty ? [] : [with(untyped, in: typed)])
    }
}
