import ServerModel
import TerminalKit

extension AppState {
    mutating func take(
        _ result: Result<HealthAnswer, ErrorReport>, to request: HealthRequest, _ generation: Int
    ) -> [Effect] {
        switch (request, result) {
        case (.all, .success(.all(let summaries))) where generation == health.heartbeats.generation:
            health.heartbeats.take(summaries)
        case (.alerts, .success(.alerts(let alerts))) where generation == health.alertsGeneration:
            health.alerts = alerts
        case (.history(let id), .success(.history(let history))) where health.known[id]?.historyGeneration == generation:
            learn(history)
        case (.history(let id), .failure(let report)) where health.known[id]?.historyGeneration == generation:
            health.known[id]?.isAsking = false
            health.known[id]?.failure = report
        case (.use(let id, _), .success(.use(let samples))) where health.known[id]?.useGeneration == generation:
            health.known[id]?.use = samples
        case (.check(let id), .success(.history(let history))):
            // Removed meanwhile, it is nobody's.
            guard server(id) != nil else { break }
            learn(history)
            toast = .note("\(id) was checked: \(HealthWords.sentence(history.current))")
        case (.check, .failure(let report)): toast = .error(report)
        // What was asked of the past stays as it was known; the connection says by itself that it is gone.
        default: break
        }
        return []
    }

    private mutating func learn(_ history: HealthHistory) {
        var knowledge = health.known[history.server] ?? HealthKnowledge()
        knowledge.history = history
        knowledge.isAsking = false
        knowledge.failure = nil
        knowledge.loadedAt = now
        health.known[history.server] = knowledge
    }
}
