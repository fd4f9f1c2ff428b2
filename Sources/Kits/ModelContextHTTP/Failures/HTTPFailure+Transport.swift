import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the errors of the network mean.
extension HTTPFailure {
    /// Nobody was reached: no name, no connection, no trust. `nil` when the error is none of these.
    static func unreached(_ error: any Error, _ address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure? {
        if let error = error as? HTTPClientError {
            switch error {
            case .connectTimeout, .getConnectionFromPoolTimeout: return timedOut(address)
            case .tlsHandshakeTimeout: return tls("the TLS handshake got no answer", address, code: "tls-failed", advice.address)
            case .invalidURL, .emptyHost, .emptyScheme: return badAddress(address.shown, advice)
            default: return nil
            }
        }
        if let error = error as? NIOConnectionError {
            guard let attempt = error.connectionErrors.last else { return noSuchHost(address, advice) }
            return unreached(attempt.error, address, advice)
        }
        if let error = error as? ChannelError, case .connectTimeout = error { return timedOut(address) }
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return tls("its certificate is for another name than '\(address.host)'", address, code: "tls-name", advice.address)
        }
        if error is NIOSSLExtraError || error is NIOSSLError || error is BoringSSLError { return tls(error, address, advice) }
        if let error = error as? IOError { return unreached(errno: error.errnoCode, address, advice) }
        return nil
    }

    /// In a few words, for the middle of a sentence.
    static func words(_ error: any Error) -> String {
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)).lowercased() }
        if let error = error as? HTTPClientError {
            switch error {
            case .remoteConnectionClosed, .uncleanShutdown: return "the server closed it"
            case .readTimeout, .deadlineExceeded: return "the server was silent for too long"
            default: return error.shortDescription
            }
        }
        return String(describing: error)
    }

    private static func unreached(errno: Int32, _ address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure? {
        switch errno {
        case ECONNREFUSED:
            return HTTPFailure(
                code: "connection-refused", problem: "nothing listens at \(address.host):\(address.port) (connection refused)",
                remedy: "start the server there, or \(advice.address)")
        case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL:
            return HTTPFailure(
                code: "unreachable", problem: "there is no way to \(address.host): \(reason(errno))",
                remedy: "check the network of this machine (VPN?), or \(advice.address)")
        case ETIMEDOUT: return timedOut(address)
        default: return nil
        }
    }

    static func badTime(_ what: String, _ address: ServerAddress) -> HTTPFailure {
        tls(what, address, code: "tls-expired", "have it renewed, and check the clock of this machine")
    }

    private static func noSuchHost(_ address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure {
        HTTPFailure(
            code: "no-such-host", problem: "the host '\(address.host)' is not known (DNS)",
            remedy: "check the network of this machine, or \(advice.address)")
    }

    private static func timedOut(_ address: ServerAddress) -> HTTPFailure {
        HTTPFailure(
            code: "connect-timeout", problem: "\(address.host):\(address.port) does not answer (connecting timed out)",
            remedy: "check that the host runs, and that no firewall is between it and this machine")
    }

    private static func tls(_ error: any Error, _ address: ServerAddress, _ advice: HTTPAdvice) -> HTTPFailure {
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return tls(
                "its certificate is not trusted here", address, code: "tls-untrusted",
                "have it signed by an authority this machine trusts, or make its authority known with SSL_CERT_FILE")
        }
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            let remedy = "write 'http://' if it is meant to be plain; \(advice.address)"
            return tls("it does not speak TLS", address, code: "tls-failed", remedy)
        }
        if text.contains("eofDuringHandshake") || text.contains("EOF during handshake") {
            return tls("it hung up during the TLS handshake", address, code: "tls-failed", advice.address)
        }
        return tls("the TLS handshake failed (\(text))", address, code: "tls-failed", advice.address)
    }

    private static func tls(_ what: String, _ address: ServerAddress, code: String, _ remedy: String) -> HTTPFailure {
        HTTPFailure(code: code, problem: "no secure connection to \(address.host):\(address.port): \(what)", remedy: remedy)
    }

    private static func reason(_ errno: Int32) -> String { String(cString: strerror(errno)).lowercased() }
}
