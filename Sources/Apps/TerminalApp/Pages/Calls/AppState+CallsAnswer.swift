import ServerModel
import TerminalKit

extension AppState {
    mutating func take(
        _ result: Result<CallsAnswer, ErrorReport>, to request: CallsRequest, _ generation: Int
    ) -> [Effect] {
        switch (request, result) {
        case (.list, .success(.list(let records))):
            if calls.asking == generation { calls.take(records) }
        case (.list, .failure(let report)):
            if calls.asking == generation { (calls.asking, calls.failure) = (nil, report) }
        case (.replay(let id), .success(.replayed(let replay))):
            calls.isStale = true
            calls.replaying = nil
            guard overlay == nil, prompt == nil, focus == .calls else {
                toast = .note("call \(id) was made again: \(replay.isSame ? "the same result" : "the result is different")")
                return []
            }
            overlay = .page(CallPage(replay))
        case (.replay, .failure(let report)):
            calls.isStale = true
            calls.replaying = nil
            toast = .error(report)
        case (.list, .success), (.replay, .success): break
        }
        return []
    }
}
