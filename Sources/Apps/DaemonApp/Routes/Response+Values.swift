import ControlAPI
import HTTPTypes
import Hummingbird
import NIOCore
import ServerModel

extension Response {
    /// A value as JSON.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: try ControlCoding.encode(value))))
    }

    static func failure(_ report: ErrorReport, status: HTTPResponse.Status) -> Response {
        // Three strings always encode; should they not, the status still tells.
        (try? .json(report, status: status)) ?? Response(status: status)
    }
}

/// Turns what a route throws into its wire form, once, here.
struct ErrorReporting<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any ActionableError {
            return .failure(ErrorReport(error), status: Self.status(of: error.code))
        } catch let error as any HTTPResponseError {
            return .failure(
                ErrorReport(
                    code: "no-such-route", problem: "there is no \(request.method) \(request.uri.path)",
                    remedy: "use a client of version \(productVersion)"),
                status: error.status)
        } catch {
            complain("\(request.method) \(request.uri.path): \(error)")
            return .failure(ErrorReport(describing: error), status: .internalServerError)
        }
    }

    private static func status(of code: String) -> HTTPResponse.Status {
        switch code {
        case "unknown-server", "unknown-call", "no-foreign-server", "unknown-secret", "unknown-move", "unknown-backup": .notFound
        case "server-exists", "disabled", "not-running", "invalid-definition", "arguments-incomplete", "secret-elsewhere",
            "no-secret-store", "vault-exists", "vault-locked", "no-vault", "changed-since", "rotation-under-way",
            "nothing-to-undo", "cannot-edit":
            .conflict
        case "invalid-secret": .unprocessableContent
        default: .badRequest
        }
    }
}
