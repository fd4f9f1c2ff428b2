import ModelContextProtocol
import SecretMasking
import ServerModel

extension CallRecord {
    /// The record as it is kept: every foreign text without secrets, and none too long.
    func keeping(_ limits: CallHistoryLimits, masking mask: SecretMask) -> CallRecord {
        var kept = self
        kept.tool = mask.keeping(tool, limit: limits.problemBytes).text
        kept.client = client.map { mask.keeping($0, limit: limits.problemBytes).text }
        kept.problem = (problem ?? toolsProblem).map { mask.keeping($0, limit: limits.problemBytes).text }
        if let arguments { (kept.arguments, kept.argumentsLoss) = Self.keeping(arguments, limits, mask) }
        if let result { (kept.result, kept.resultLoss) = Self.keeping(result, limits, mask) }
        return kept
    }

    private static func keeping(_ text: String, _ limits: CallHistoryLimits, _ mask: SecretMask) -> (String, TextLoss?) {
        let kept = mask.keeping(text, limit: limits.textBytes)
        let loss = TextLoss(maskedPlaces: kept.maskedPlaces, cutBytes: kept.cutBytes)
        return (kept.text, loss.maskedPlaces + loss.cutBytes > 0 ? loss : nil)
    }

    /// What a tool says that answers that it failed: the first text of its result.
    private var toolsProblem: String? {
        // Reading a large one only for its first line is not worth it.
        guard outcome == .toolError, let result, result.utf8.count < 1 << 20 else { return nil }
        return (try? JSONValue.parse(result))?["content"]?.arrayValue?.lazy.compactMap { $0["text"]?.stringValue }.first
    }
}
