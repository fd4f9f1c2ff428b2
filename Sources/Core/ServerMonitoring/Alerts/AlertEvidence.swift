import ServerModel

/// All that was observed and still matters. Bounded for each server; see ``SampleWindow/limit``.
struct AlertEvidence: Hashable, Sendable {
    var servers: [ServerID: OfServer] = [:]
    var platforms: [String: OfPlatform] = [:]
    /// `nil`: nobody has looked.
    var freeBytes: Int?

    struct OfServer: Hashable, Sendable {
        var health: Health?
        /// 0 when there is no process that could hold any.
        var residentBytes: Int?
        var restarts = SampleWindow<Happened>()
        var calls = SampleWindow<CallSample>()
    }

    struct OfPlatform: Hashable, Sendable {
        var name: String
        var isDrifted: Bool
    }

    /// No rule looks back further.
    private static let longestWindow = Duration.seconds(86_400)

    mutating func absorb(_ fact: AlertFact, at now: Timestamp) {
        switch fact {
        case .health(let id, let health):
            servers[id, default: OfServer()].health = health
            if health.isWithoutProcess { servers[id]?.residentBytes = 0 }
            if health.wasEnded {
                // What a person starts next begins with a clean sheet.
                servers[id]?.restarts.removeAll()
                servers[id]?.calls.removeAll()
            }
        case .restarted(let id):
            servers[id, default: OfServer()].restarts.add(Happened(), at: now)
            servers[id]?.restarts.forgetOlder(than: Self.longestWindow, before: now)
            servers[id]?.residentBytes = 0
        case .called(let id, let failed, let milliseconds):
            let length = milliseconds.isFinite ? max(0, milliseconds) : 0
            servers[id, default: OfServer()].calls.add(CallSample(isFailed: failed, milliseconds: length), at: now)
            servers[id]?.calls.forgetOlder(than: Self.longestWindow, before: now)
        case .memory(let id, let bytes): servers[id, default: OfServer()].residentBytes = bytes
        case .drift(let platform, let name, let isDrifted):
            platforms[platform] = OfPlatform(name: name, isDrifted: isDrifted)
        case .disk(let bytes): freeBytes = bytes
        case .removed(let id): servers[id] = nil
        }
    }

    mutating func clamp(to now: Timestamp) {
        for id in servers.keys {
            servers[id]?.restarts.clamp(to: now)
            servers[id]?.calls.clamp(to: now)
        }
    }

    mutating func shift(by step: Duration) {
        for id in servers.keys {
            servers[id]?.restarts.shift(by: step)
            servers[id]?.calls.shift(by: step)
        }
    }
}

extension Health {
    /// Nobody wants it to run now: what was wrong with it is nobody's worry.
    var wasEnded: Bool { state == .unknown && cause == .stopped }

    /// Whether no process is left that could use memory.
    var isWithoutProcess: Bool {
        switch cause {
        case .crashed, .failed, .needsSecret, .stopped, .disabled, .missing: true
        case .slow, .flapping, .retrying, .limit, .silent, .suspended, .clogged, .refused, .endpoint, .error, .toolsFail,
            .starting, .unreachable, nil:
            false
        }
    }
}
