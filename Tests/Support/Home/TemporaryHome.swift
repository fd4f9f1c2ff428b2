import Testing

/// Gives each test a ``TestHome`` and closes it afterwards, whatever the test did.
public struct TemporaryHome: TestTrait, SuiteTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        let home = try TestHome()
        let result: Result<Void, any Error>
        do {
            result = .success(try await TestHome.$current.withValue(home) { try await body() })
        } catch {
            result = .failure(error)
        }
        try await home.close()
        try result.get()
    }
}

extension Trait where Self == TemporaryHome {
    /// A home of its own for each test; see ``TestHome/here``.
    public static var temporaryHome: Self { TemporaryHome() }
}
