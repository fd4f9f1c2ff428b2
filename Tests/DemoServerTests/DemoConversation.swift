import ModelContextProtocol
import ModelContextServer

@testable import DemoServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A running demo server and its client's side of three pipes.
final class DemoConversation {
    private let input: (reading: Int32, writing: Int32)
    private let writer: LineWriter
    private var answers: AsyncStream<[UInt8]>.Iterator
    private var errors: AsyncStream<[UInt8]>.Iterator
    private var isEnded = false
    private var nextID = 1

    private init(input: (Int32, Int32), output: Int32, errors: Int32) {
        self.input = input
        writer = LineWriter(descriptor: input.1)
        answers = LineReader(descriptor: output).lines().makeAsyncIterator()
        self.errors = LineReader(descriptor: errors).lines().makeAsyncIterator()
    }

    /// Runs a demo server with these options for as long as `body`.
    static func with(_ arguments: [String] = [], _ body: (DemoConversation) async throws -> Void) async throws {
        let options = try DemoOptions(arguments)
        let (input, output, errors) = (try ends(), try ends(), try ends())
        let serving = Task {
            await RunningDemo(
                options: options, input: LineReader(descriptor: input.reading),
                output: LineWriter(descriptor: output.writing), errors: LineWriter(descriptor: errors.writing)
            ).run()
            close(output.writing)
            close(errors.writing)
        }
        let conversation = DemoConversation(input: input, output: output.reading, errors: errors.reading)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(conversation)) } catch { outcome = .failure(error) }
        conversation.end()
        if options.outlivesInput { serving.cancel() }
        await serving.value
        try outcome.get()
    }

    /// Sends a modern request and returns its id.
    @discardableResult
    func ask(_ method: String, _ params: JSONValue = [:], token: JSONValue? = nil, level: JSONValue? = nil) -> Int {
        var meta: JSONValue = [MetaKey.protocolVersion: "2026-07-28", MetaKey.clientCapabilities: [:]]
        meta[MetaKey.progressToken] = token
        meta[MetaKey.logLevel] = level
        var params = params
        params["_meta"] = meta
        defer { nextID += 1 }
        writer.write(JSONRPC.request(id: nextID, method: method, params: params))
        return nextID
    }

    /// Calls a tool and returns its id.
    @discardableResult
    func call(_ tool: String, _ arguments: JSONValue = [:], token: JSONValue? = nil, level: JSONValue? = nil) -> Int {
        ask("tools/call", ["name": .string(tool), "arguments": arguments], token: token, level: level)
    }

    func send(_ line: String) {
        writer.write(line)
    }

    /// The next line of standard output, or `nil` at its end.
    func nextLine() async -> String? {
        await answers.next(isolation: nil).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The next message on standard output.
    func next() async throws -> JSONValue? {
        try await nextLine().map { try JSONValue.parse($0) }
    }

    /// The next line of standard error.
    func nextErrorLine() async -> String? {
        await errors.next(isolation: nil).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether nobody reads what is sent; waits some seconds for that, and sends an empty line, which means nothing.
    var isUnheard: Bool {
        send("")
        var end = pollfd(fd: input.writing, events: 0, revents: 0)
        return poll(&end, 1, 10_000) == 1 && Int32(end.revents) & (POLLERR | POLLHUP) != 0
    }

    /// Ends the server's input.
    func end() {
        if !isEnded { close(input.writing) }
        isEnded = true
    }

    private static func ends() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NoPipe(code: errno) }
        return (ends[0], ends[1])
    }

    struct NoPipe: Error {
        var code: Int32
    }
}
