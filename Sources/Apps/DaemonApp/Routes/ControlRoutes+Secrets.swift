import ControlAPI
import CredentialFinder
import Hummingbird
import SecretStores
import ServerModel
import ServerSupervision

/// The routes about secrets.
extension ControlRoutes {
    func allSecrets() async throws -> Response {
        await definitions.refresh()
        return try .json(await secrets.all())
    }

    func secrets(of name: String) async throws -> Response {
        await definitions.refresh()
        return try .json(await secrets.secrets(of: name))
    }

    func setSecrets(of name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        return try .json(await secrets.set(request.decoded(SecretChanges.self), of: name))
    }

    func deleteSecret(_ secret: String, of name: String) async throws -> Response {
        await definitions.refresh()
        return try .json(await secrets.delete(secret, of: name))
    }

    func rotateSecret(_ secret: String, of name: String, _ request: Request) async throws -> Response {
        await definitions.refresh()
        let rotation = try await request.decoded(SecretRotation.self)
        return try .json(await secrets.rotate(secret, to: SecretValue(rotation.value), of: name))
    }

    func findCredentials(_ request: Request) async throws -> Response {
        let paths = request.uri.queryParameters[values: Substring(ControlRoute.Parameter.path)].map { String($0) }
        try check(paths)
        await definitions.refresh()
        return try .json(await credentials.find(in: paths))
    }

    func moveCredentials(_ request: Request) async throws -> Response {
        let wanted = try await request.decoded(CredentialMoveRequest.self)
        try check(wanted.paths)
        await definitions.refresh()
        return try .json(await credentials.move(wanted))
    }

    private func check(_ paths: [String]) throws {
        guard let wrong = paths.first(where: { !$0.hasPrefix("/") }) else { return }
        throw ErrorReport(
            code: "bad-request", problem: "'\(wrong)' is no absolute path", remedy: "begin it with /")
    }

    func vault(_ request: Request) async throws -> Response {
        try .json(await vault.perform(request.decoded(VaultRequest.self)))
    }
}
