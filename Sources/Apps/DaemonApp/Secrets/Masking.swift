import ModelContextProtocol
import SecretMasking
import ServerModel
import ServerSupervision

/// What a server says to us is shown to people, and its secrets are not.
extension ControlRoutes {
    /// Does it; an error that comes of it has the server's secrets taken out. `work` asks for the mask when it has an answer: the server
    /// may have been started for it.
    func masked<Value>(
        _ name: String, _ work: (_ mask: () async throws -> SecretMask) async throws -> Value
    ) async throws -> Value {
        // A server that ends right after its answer has none any more by the time that is shown.
        let before = try await supervisor.mask(of: name)
        func present() async throws -> SecretMask {
            let now = try await supervisor.mask(of: name)
            return now.isEmpty ? before : now
        }
        do {
            return try await work(present)
        } catch let error as any ActionableError {
            guard let mask = try? await present(), !mask.isEmpty else { throw error }
            throw ErrorReport(
                code: error.code, problem: mask.masking(error.problem), remedy: mask.masking(error.remedy))
        }
    }
}

extension JSONValue {
    /// The same value without secrets; as it is when there are none in it.
    func masked(_ mask: SecretMask) -> JSONValue {
        guard !mask.isEmpty else { return self }
        let text = description
        guard mask.holdsSecret(in: text) else { return self }
        // The mark needs no escape, so what was JSON stays JSON; a secret that is more than a string's content does not.
        return (try? JSONValue.parse(mask.masking(text))) ?? .string(SecretMask.mark)
    }
}

extension ToolDescription {
    func masked(_ mask: SecretMask) -> ToolDescription {
        guard !mask.isEmpty else { return self }
        return ToolDescription(
            name: name, title: title.map(mask.masking), description: description.map(mask.masking),
            inputSchema: mask.masking(inputSchema))
    }
}
