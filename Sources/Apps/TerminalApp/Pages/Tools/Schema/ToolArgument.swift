import ModelContextProtocol

/// One argument of a tool, as its schema describes it. All texts are foreign.
struct ToolArgument: Hashable, Sendable {
    var name: String
    var kind: Kind
    var isRequired: Bool
    var description: String?
    /// What it is when it is left out.
    var fallback: JSONValue?
    var limits = Limits()
    /// Its value is typed where nobody sees it, and is kept nowhere.
    var isSecret = false

    /// How it is typed into a form.
    enum Kind: Hashable, Sendable {
        case text, integer, number, toggle
        /// One of these, never none.
        case choice([JSONValue])
        /// An array of scalars, one a line.
        case list(of: Item)
        /// Anything else, as JSON.
        case json(Shape)
    }

    enum Item: String, Hashable, Sendable {
        case text = "string"
        case integer, number
        case toggle = "boolean"
    }

    /// What kind of JSON it must be.
    enum Shape: String, Hashable, Sendable {
        case object, array
        case any = "JSON"
    }

    /// What its value is held to; `nil`: to nothing. Bounds are inclusive unless they say otherwise.
    struct Limits: Hashable, Sendable {
        var minimum: Double?
        var maximum: Double?
        var excludesMinimum = false
        var excludesMaximum = false
        /// Of a text, in characters.
        var shortest: Int?
        var longest: Int?
        /// Of an array.
        var fewest: Int?
        var most: Int?
        /// Shown, not checked: an expression of somebody else can take for ever.
        var pattern: String?
        /// Shown, not checked.
        var format: String?
    }
}

extension ToolArgument {
    /// What it is, in a word or two: `integer`, `list of string`, `one of 3`.
    var typeWords: String {
        switch kind {
        case .text: limits.format ?? "text"
        case .integer: "whole number"
        case .number: "number"
        case .toggle: "yes or no"
        case .choice(let options): options.count == 1 ? "always the same" : "one of \(options.count)"
        case .list(let item): "list of \(Self.plural(item))"
        case .json(.any): "JSON"
        case .json(let shape): "JSON \(shape.rawValue)"
        }
    }

    /// What it is held to: `1 to 10`, `at most 80 characters`; empty when to nothing.
    var limitWords: [String] {
        var words: [String] = []
        switch (limits.minimum, limits.maximum) {
        case (let low?, let high?) where !limits.excludesMinimum && !limits.excludesMaximum:
            words.append("\(Self.number(low)) to \(Self.number(high))")
        case (let low, let high):
            if let low { words.append("\(limits.excludesMinimum ? "more than" : "at least") \(Self.number(low))") }
            if let high { words.append("\(limits.excludesMaximum ? "less than" : "at most") \(Self.number(high))") }
        }
        words += Self.range(limits.shortest, limits.longest, "characters") + Self.range(limits.fewest, limits.most, "items")
        if let pattern = limits.pattern { words.append("like \(pattern)") }
        if let fallback { words.append("else \(Self.word(fallback))") }
        return words
    }

    /// A value as one would type it.
    static func word(_ value: JSONValue) -> String { value.stringValue ?? value.description }

    /// `3`, `0.5`
    static func number(_ value: Double) -> String { JSONValue.number(value).description }

    private static func range(_ low: Int?, _ high: Int?, _ unit: String) -> [String] {
        switch (low, high) {
        case (nil, nil): []
        case (let low?, let high?): ["\(low) to \(high) \(unit)"]
        case (let low?, nil): ["at least \(low) \(unit)"]
        case (nil, let high?): ["at most \(high) \(unit)"]
        }
    }

    private static func plural(_ item: Item) -> String {
        switch item {
        case .text: "texts"
        case .integer: "whole numbers"
        case .number: "numbers"
        case .toggle: "true or false"
        }
    }
}
