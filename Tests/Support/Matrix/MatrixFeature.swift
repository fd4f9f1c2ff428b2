/// What became of one feature.
public struct MatrixVerdict: Sendable {
    public var feature: MatrixFeature
    public var works = false
    /// What was seen, or what went wrong.
    public var detail = "not tried"
}

/// What `matrix_client.py` tries, by the name it gives it.
public enum MatrixFeature: String, Sendable, CaseIterable {
    case open, tools, echo, fail
    case unknownTool = "unknown tool"
    case ping, progress, cancellation, log
    /// A tool that asks in the middle of its call.
    case elicitation, sampling, roots
    /// A tool whose result is the question, and which is called again with the answer.
    case elicitationInResult = "elicitation in a result"
    case samplingInResult = "sampling in a result"
    case rootsInResult = "roots in a result"
    case resource, template, prompt, completion, subscription
    case listChanged = "list_changed"
    case close
}
