import ModelContextProtocol

/// What was typed for an argument, read as the value its schema wants.
struct ToolFieldReading {
    let argument: ToolArgument

    private var limits: ToolArgument.Limits { argument.limits }

    /// - Parameter lines: one, or the items of a list; not all empty.
    func outcome(_ lines: [String]) -> ToolField.Outcome {
        let text = lines.first ?? ""
        return switch argument.kind {
        case .text: self.text(text == "\"\"" ? "" : text)
        case .integer: number(text, isWhole: true)
        case .number: number(text, isWhole: false)
        case .list(let item): list(lines.filter { !$0.isEmpty }, of: item)
        case .json(let shape): json(text, shape)
        case .toggle, .choice: .unset
        }
    }

    private func text(_ text: String) -> ToolField.Outcome {
        let count = text.unicodeScalars.count
        if let shortest = limits.shortest, count < shortest { return .wrong("must have at least \(shortest) characters") }
        if let longest = limits.longest, count > longest {
            return .wrong("must have at most \(longest) characters, has \(count)")
        }
        return .value(.string(text))
    }

    private func number(_ text: String, isWhole: Bool) -> ToolField.Outcome {
        guard let value = try? JSONValue.parse(text), let number = value.doubleValue,
            !isWhole || number == number.rounded()
        else { return .wrong(isWhole ? "must be a whole number" : "must be a number, such as 2 or 0.5") }
        if let minimum = limits.minimum, number < minimum || limits.excludesMinimum && number == minimum {
            return .wrong("must be \(limits.excludesMinimum ? "more than" : "at least") \(ToolArgument.number(minimum))")
        }
        if let maximum = limits.maximum, number > maximum || limits.excludesMaximum && number == maximum {
            return .wrong("must be \(limits.excludesMaximum ? "less than" : "at most") \(ToolArgument.number(maximum))")
        }
        return .value(value)
    }

    private func list(_ lines: [String], of item: ToolArgument.Item) -> ToolField.Outcome {
        var items: [JSONValue] = []
        for (index, line) in lines.enumerated() {
            switch Self.item(line, item) {
            case let value?: items.append(value)
            case nil: return .wrong("item \(index + 1) must be \(item == .toggle ? "true or false" : "a \(item.rawValue)")")
            }
        }
        if let fewest = limits.fewest, items.count < fewest { return .wrong("must have at least \(fewest) items") }
        if let most = limits.most, items.count > most { return .wrong("must have at most \(most) items") }
        return .value(.array(items))
    }

    private static func item(_ text: String, _ item: ToolArgument.Item) -> JSONValue? {
        if item == .text { return .string(text == "\"\"" ? "" : text) }
        guard let value = try? JSONValue.parse(text) else { return nil }
        switch item {
        case .text: return nil
        case .integer: return value.doubleValue.map { $0 == $0.rounded() } == true ? value : nil
        case .number: return value.doubleValue == nil ? nil : value
        case .toggle: return value.boolValue == nil ? nil : value
        }
    }

    private func json(_ text: String, _ shape: ToolArgument.Shape) -> ToolField.Outcome {
        guard let value = try? JSONValue.parse(text) else {
            switch shape {
            case .object: return .wrong("must be JSON: {\"key\": \"value\"}")
            case .array: return .wrong("must be JSON: [1, 2]")
            case .any: return .wrong("must be JSON; a text stands in quotes")
            }
        }
        if shape == .object, value.objectValue == nil { return .wrong("must be a JSON object: {\"key\": \"value\"}") }
        if shape == .array, value.arrayValue == nil { return .wrong("must be a JSON array: [1, 2]") }
        return .value(value)
    }
}
