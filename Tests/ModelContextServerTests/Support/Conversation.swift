import ModelContextProtocol
import ModelContextServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A real pipe; the reading end stays open as long as the process, the writing end until it is closed.
struct Pipe: Sendable {
    var reading: Int32
    var writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NoPipe(code: errno) }
        (reading, writing) = (ends[0], ends[1])
    }

    func endWriting() {
        close(writing)
    }
}

struct NoPipe: Error {
    var code: Int32
}

/// The client's side of a conversation with a server over two pipes.
final class Conversation {
    private let requests: Pipe
    private let writer: LineWriter
    private var answers: AsyncStream<[UInt8]>.Iterator

    private init(requests: Pipe, answers: AsyncStream<[UInt8]>) {
        self.requests = requests
        self.answers = answers.makeAsyncIterator()
        writer = LineWriter(descriptor: requests.writing)
    }

    /// Runs a server for as long as `body`, which must end the input before it expects the end of the output.
    static func with(
        _ server: @Sendable @escaping (LineReader, LineWriter) async -> Void, _ body: (Conversation) async throws -> Void
    ) async throws {
        let (requests, answers) = (try Pipe(), try Pipe())
        let serving = Task {
            await server(LineReader(descriptor: requests.reading), LineWriter(descriptor: answers.writing))
            answers.endWriting()
        }
        let conversation = Conversation(requests: requests, answers: LineReader(descriptor: answers.reading).lines())
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(conversation)) } catch { outcome = .failure(error) }
        conversation.end()
        await serving.value
        try outcome.get()
    }

    private var isEnded = false

    func send(_ line: String) {
        writer.write(line)
    }

    func send(_ line: [UInt8]) {
        writer.write(line)
    }

    /// The next line of the server, or `nil` at the end of its output.
    func next() async throws -> JSONValue? {
        try await nextLine().map { try JSONValue.parse($0) }
    }

    /// The next line of the server, as it is.
    func nextLine() async -> [UInt8]? {
        await answers.next(isolation: nil)
    }

    /// Ends the server's input.
    func end() {
        if !isEnded { requests.endWriting() }
        isEnded = true
    }
}
