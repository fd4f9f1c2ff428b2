import ServerModel
import TerminalKit

/// Shape, colour and word of a server's state.
struct ServerLook: Hashable {
    var glyph: SafeText
    var token: StyleToken
    /// One or two words: `ready`, `exit 1`, `restarting`.
    var word: SafeText
    /// What the header counts it as.
    var group: Group

    /// The states the header counts, in its order.
    enum Group: String, CaseIterable, Hashable {
        case ready, degraded, starting, stopping, restarting, failed
        case needsSecret = "needs secret"
        case stopped, disabled, unreachable
    }

    init(_ server: ServerStatus, glyphs: Glyphs) {
        glyph = glyphs.phase(server.phase.name)
        switch server.phase {
        case .stopped: (token, word, group) = (.off, "stopped", .stopped)
        case .starting: (token, word, group) = (.pending, server.preparation == nil ? "starting" : "preparing", .starting)
        case .ready: (token, word, group) = (.ok, "ready", .ready)
        case .degraded: (token, word, group) = (.warn, "degraded", .degraded)
        case .stopping: (token, word, group) = (.pending, "stopping", .stopping)
        case .waiting: (token, word, group) = (.pending, "restarting", .restarting)
        case .disabled: (token, word, group) = (.off, "disabled", .disabled)
        case .unknown: (token, word, group) = (.unknown, "unreachable", .unreachable)
        case .needsSecret: (token, word, group) = (.secret, "needs secret", .needsSecret)
        case .failed(let error):
            (token, group) = (.error, .failed)
            word = Self.failure(error, lastExit: server.lastExit)
        }
    }

    /// Words before codes, but `exit 1` says more than `failed`.
    private static func failure(_ error: ErrorReport, lastExit: RunEnd?) -> SafeText {
        if error.code == "invalid-definition" { return "invalid" }
        switch lastExit?.status {
        case .code(let code): return SafeText("exit \(code)")
        case .signal(let number): return SafeText("signal \(number)")
        case .disconnected: return "disconnected"
        case nil: return "failed"
        }
    }
}

extension ServerLook.Group {
    /// The shape and colour of the group in the header.
    func look(_ glyphs: Glyphs) -> (glyph: SafeText, token: StyleToken) {
        switch self {
        case .ready: (glyphs.phase(.ready), .ok)
        case .degraded: (glyphs.phase(.degraded), .warn)
        case .starting, .stopping, .restarting: (glyphs.phase(.starting), .pending)
        case .failed: (glyphs.phase(.failed), .error)
        case .needsSecret: (glyphs.phase(.needsSecret), .secret)
        case .stopped: (glyphs.phase(.stopped), .off)
        case .disabled: (glyphs.phase(.disabled), .off)
        case .unreachable: (glyphs.phase(.unknown), .unknown)
        }
    }
}
