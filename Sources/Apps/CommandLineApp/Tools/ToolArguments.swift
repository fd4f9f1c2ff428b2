import ModelContextProtocol
import ServerModel

/// The arguments of a call as they were typed: `key=value` words, or one JSON object.
struct ToolArguments {
    var signature: ToolSignature
    /// For messages.
    var server: ServerID

    /// The arguments as one JSON object. Throws ``UnfitArguments`` with everything that is wrong.
    ///
    /// - Parameter input: all of standard input, read when the only word is `-`.
    func object(_ words: [String], input: () -> String) throws -> JSONObject {
        if words.count == 1, words[0] == "-" { return try object(json: input()) }
        if words.count == 1, words[0].hasPrefix("{") { return try object(json: words[0]) }
        var object = JSONObject()
        var problems: [String] = []
        for word in words {
            guard let (name, text, isJSON) = Self.parts(of: word) else {
                problems.append("'\(word)' is not of the form key=value")
                continue
            }
            if object[name] != nil { problems.append("'\(name)' is given twice") }
            switch value(name, text, isJSON) {
            case .success(let value): object[name] = value
            case .failure(let unfit):
                problems.append(unfit.problem)
                // It was given, though badly: do not miss it as well.
                object[name] = .null
            }
        }
        problems += missing(in: object)
        guard problems.isEmpty else { throw unfit(problems) }
        return object
    }

    private func object(json text: String) throws -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue.parse(text)
        } catch {
            throw unfit(["the arguments are not JSON: \(error)"])
        }
        guard let object = value.objectValue else { throw unfit(["the arguments are JSON, but not an object"]) }
        let problems = object.members.compactMap { unknown($0.name) } + missing(in: object)
        guard problems.isEmpty else { throw unfit(problems) }
        return object
    }

    /// `key=value`, or `key:=JSON`.
    private static func parts(of word: String) -> (name: String, text: String, isJSON: Bool)? {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return nil }
        let text = String(word[word.index(after: equals)...])
        var name = word[..<equals]
        let isJSON = name.last == ":"
        if isJSON { name = name.dropLast() }
        return name.isEmpty ? nil : (String(name), text, isJSON)
    }

    private func value(_ name: String, _ text: String, _ isJSON: Bool) -> Result<JSONValue, ToolParameter.Unfit> {
        if let problem = unknown(name) { return .failure(.init(problem)) }
        if isJSON {
            guard let value = try? JSONValue.parse(text) else {
                return .failure(.init("'\(text)' is not JSON; write \(name)=\(text) for a plain text"))
            }
            return .success(value)
        }
        return signature.parameter(name)?.value(of: text) ?? .success(.string(text))
    }

    /// What is wrong with a name the tool does not know.
    private func unknown(_ name: String) -> String? {
        if signature.takesOthers || signature.parameter(name) != nil { return nil }
        let guess = closestMatch(to: name, among: signature.parameters.map(\.name)).map { ", did you mean '\($0)'?" }
        return "'\(signature.tool)' takes no '\(name)'\(guess ?? "")"
    }

    private func missing(in object: JSONObject) -> [String] {
        signature.parameters.filter { $0.isRequired && object[$0.name] == nil }.map { parameter in
            "'\(parameter.name)' is missing" + (parameter.description.map { " (\($0))" } ?? "")
        }
    }

    private func unfit(_ problems: [String]) -> UnfitArguments {
        UnfitArguments(problems: problems, usage: "mcp-manager call \(server) \(signature.line)")
    }
}
