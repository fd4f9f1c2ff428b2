/// Any JSON value as a tree, for the few messages that are read in full; the rest is only scanned.
///
/// Equality is that of the text: member order and the spelling of numbers count.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it was written, so that no digit is lost; the text must be a JSON number.
    case number(String)
    /// A string, escapes undone.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, members in order.
    case object(JSONObject)
}

extension JSONValue {
    /// A whole number.
    public static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

    /// A number, whole ones written without a fraction; `null` for what JSON cannot say (infinite, not a number).
    public static func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value.description)
    }

    /// The string, or `nil` for another kind.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number if it is whole and fits (`3`, `3.0`, `3e0`), or `nil`.
    public var intValue: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// The number, as near as a `Double` comes, or `nil` for another kind.
    public var doubleValue: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    /// The truth value, or `nil` for another kind.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, or `nil` for another kind.
    public var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, or `nil` for another kind.
    public var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The member `name`, or `nil` when there is none or this is no object.
    ///
    /// Setting one makes an object of whatever this was; setting `nil` on what is no object does nothing.
    public subscript(name: String) -> JSONValue? {
        get { objectValue?[name] }
        set {
            if newValue == nil, objectValue == nil { return }
            var object = objectValue ?? JSONObject()
            // Let go of our own copy first, or every set would copy the members.
            self = .null
            object[name] = newValue
            self = .object(object)
        }
    }

    /// The element at `index`, or `nil` when there is none or this is no array.
    public subscript(index: Int) -> JSONValue? {
        arrayValue.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    }
}

// Not by `nil`: where a value is optional, `nil` would sometimes mean `null` and sometimes none.
extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }
}
