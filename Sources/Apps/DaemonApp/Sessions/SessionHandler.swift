import ControlAPI
import ModelContextProtocol
import NIOCore
import ServerExecution
import ServerModel
import ServerSupervision

/// One bridge's connection: first its hello, then lines of MCP both ways.
final class SessionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum State {
        case greeting
        /// Asked which server; lines that come meanwhile wait.
        case opening([ByteBuffer])
        case open(Supervisor.Session)
        case closed
    }

    /// Longer messages are refused, as those of servers are.
    private static let messageLimit = 64 << 20

    private let definitions: DefinitionKeeper
    private let supervisor: Supervisor
    private var framer = LineFramer(limit: messageLimit)
    private var state = State.greeting
    /// Which tools the client was told of in an earlier session, as some daemon put it; `nil` for a new session.
    private var catalog: String?
    /// The client closed its side before its session was open.
    private var hasEnded = false

    init(definitions: DefinitionKeeper, supervisor: Supervisor) {
        self.definitions = definitions
        self.supervisor = supervisor
    }

    func channelActive(context: ChannelHandlerContext) {
        // The folder is the user's alone already; this holds even where somebody loosened its mode.
        if !PeerCredentials.isSameUser(context.channel) { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        framer.append(unwrapInboundIn(data))
        while let line = framer.next() { received(line, context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .open(let session) = state { session.closed() }
        state = .closed
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
        if let line = framer.finish() { received(line, context) }
        switch state {
        case .open(let session): session.inputEnded()
        case .opening: hasEnded = true
        case .greeting, .closed: context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A broken connection is the end of the session, nothing more.
        context.close(promise: nil)
    }

    private func received(_ line: LineFramer.Line, _ context: ChannelHandlerContext) {
        switch state {
        case .greeting:
            greeted(line.bytes, context)
        case .opening(let waiting):
            state = .opening(waiting + [line.bytes])
        case .open(let session):
            guard line.droppedBytes == 0 else {
                // What was cut off cannot be answered by its id; the client must not wait for ever.
                return refuse(.messageTooLong, context)
            }
            session.received(line.bytes)
        case .closed:
            break
        }
    }

    private func greeted(_ line: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let hello = try? JSONValue.parse(Array(line.readableBytesView)), let name = hello["server"]?.stringValue else {
            return refuse(.notABridge, context)
        }
        guard hello["mcpManager"]?.intValue == 1 else { return refuse(.otherVersion(hello["version"]?.stringValue), context) }
        let platform = hello["client"]?.stringValue
        // A bridge that goes on after another daemon says so; without a catalog it knows nothing that could have changed.
        if hello["resumed"]?.boolValue == true { catalog = hello["catalog"]?.stringValue }
        state = .opening([])
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let (definitions, loop) = (definitions, context.eventLoop)
        Task {
            // The definition may be newer than our last look.
            await definitions.refresh()
            loop.execute { this.value.open(name, platform, bound.value) }
        }
    }

    private func open(_ name: String, _ platform: String?, _ context: ChannelHandlerContext) {
        guard case .opening(let waiting) = state else { return }
        do {
            // Everything after the greeting on this connection is MCP.
            let session = try supervisor.openSession(
                name, peer: .socket(context.channel), platform: platform, catalog: catalog,
                greeting: ByteBuffer(string: #"{"ok":true}"#))
            state = .open(session)
            for line in waiting { session.received(line) }
            if hasEnded { session.inputEnded() }
        } catch {
            refuse(ErrorReport(describing: error), context)
        }
    }

    private func refuse(_ report: ErrorReport, _ context: ChannelHandlerContext) {
        if case .open(let session) = state { session.closed() }
        state = .closed
        let answer: JSONValue = [
            "code": .string(report.code), "problem": .string(report.problem), "remedy": .string(report.remedy),
        ]
        let channel = context.channel
        channel.writeAndFlush(ByteBuffer(bytes: answer.serialized() + [UInt8(ascii: "\n")]))
            .whenComplete { _ in channel.close(promise: nil) }
    }
}

extension ErrorReport {
    fileprivate static let notABridge = ErrorReport(
        code: "bad-hello", problem: "the first line does not say which server is wanted",
        remedy: "connect with 'mcp-connect NAME'")

    fileprivate static let messageTooLong = ErrorReport(
        code: "message-too-long", problem: "the client sent a message of more than 64 MiB",
        remedy: "send less in one message")

    fileprivate static func otherVersion(_ version: String?) -> ErrorReport {
        ErrorReport(
            code: "bridge-version",
            problem: "mcp-connect \(version ?? "of an unknown version") does not fit this daemon (\(productVersion))",
            remedy: "install both from the same release, then run 'mcp-manager daemon stop'")
    }
}
