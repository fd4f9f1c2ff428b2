/// Why a test's set-up or a wait failed, in words for the test's output.
public struct TestFailure: Error, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
