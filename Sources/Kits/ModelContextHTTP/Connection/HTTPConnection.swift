import AsyncHTTPClient
import ModelContextProtocol
import NIOCore
import NIOHTTP1

/// A server that is spoken to over HTTP, as a pipe for messages: lines in, lines out, of either era and either transport.
///
/// It looks at each line on its way and does what HTTP wants for it: the headers of the modern revisions, the session, the stream
/// for what the server says unasked, resuming and closing of the older ones. Every request sent gets exactly one answer, from the
/// server or made here, unless it was cancelled or the connection ends before.
///
/// Confined to one event loop: made there, called there, and everything it has to say is said there.
public final class HTTPConnection {
    /// How lines travel.
    enum Mode {
        case streamable
        /// The transport of 2024-11-05: answers come on the channel.
        case events(EventsChannel)
    }

    /// What a legacy server agreed to in its answer to `initialize`.
    struct Session {
        /// `nil` when it keeps none.
        var id: String?
        var version: String?
    }

    let client: HTTPClient
    let loop: any EventLoop
    let settings: Settings
    var address: ServerAddress
    var mode = Mode.streamable
    var session: Session?
    var calls: [RequestKey: PendingCall] = [:]
    /// Requests beyond the limit of open ones, oldest first.
    var waiting: [PendingCall] = []
    var openRequests = 0
    /// Notifications and answers on their way.
    var oneWays: [ObjectIdentifier: Exchange] = [:]
    /// What may not overtake `notifications/initialized`; `nil` when nothing is held.
    var held: [ByteBuffer]?
    var listener: Listener?
    var argumentHeaders = ArgumentHeaders()
    var ownRequests = 0
    private(set) var isOver = false

    private var output: ((Output) -> Void)?
    private var isClosing = false
    private var isExplaining = false
    private var closing: Exchange?
    private var closingDeadline: Scheduled<Void>?
    /// Fulfilled when more is wanted; `nil` while everything is.
    private var reading: EventLoopPromise<Void>?
    private var unsentBytes = 0
    private var isWritable = true
    /// From how many unsent bytes on the server counts as slow.
    private static let highWaterMark = 256 << 10

    /// Told when the server stops taking what is sent (`false`), or takes it again.
    public var onWritabilityChange: ((Bool) -> Void)?

    /// Makes the connection; nothing is sent before the first message, but the old transport's stream is opened at once.
    ///
    /// `output` is called on `loop`, never before this returns. The client must not follow redirections by itself.
    public static func open(
        _ settings: Settings, client: HTTPClient, loop: any EventLoop, output: @escaping (Output) -> Void
    ) -> HTTPConnection {
        loop.preconditionInEventLoop()
        let address = ServerAddress(settings.url)
        let connection = HTTPConnection(settings, address ?? .nowhere, client, loop, output)
        if address == nil {
            let this = NIOLoopBound(connection, eventLoop: loop)
            let failure = HTTPFailure.badAddress(settings.hidesPath ? "the address" : settings.url, settings.advice)
            loop.execute { this.value.end(failure) }
        } else if settings.transport == .events {
            connection.openEvents(instead: nil)
        }
        return connection
    }

    private init(
        _ settings: Settings, _ address: ServerAddress, _ client: HTTPClient, _ loop: any EventLoop,
        _ output: @escaping (Output) -> Void
    ) {
        self.settings = settings
        self.address = address
        self.address.hidesPath = settings.hidesPath
        self.client = client
        self.loop = loop
        self.output = output
    }

    // MARK: From outside

    /// Sends one message, a line without its end. Without effect after ``close()`` and after the end.
    public func send(_ line: ByteBuffer) {
        loop.preconditionInEventLoop()
        guard !isClosing, !isOver else { return }
        note(unsent: line.readableBytes)
        if held != nil { held?.append(line) } else { dispatch(line) }
    }

    /// Stops (`false`) or resumes reading what the server sends. What was read already is still told.
    public func setReading(_ isReading: Bool) {
        loop.preconditionInEventLoop()
        if isReading {
            reading?.succeed()
            reading = nil
        } else if reading == nil, !isOver {
            reading = loop.makePromise()
        }
    }

    /// Ends the connection gently: a session is closed before. Requests without an answer get none any more.
    public func close() {
        loop.preconditionInEventLoop()
        guard !isClosing, !isOver else { return }
        isClosing = true
        stopListening()
        guard case .streamable = mode, session?.id != nil,
            let request = request(.DELETE, to: address, headers: sessionHeaders)
        else { return end(nil) }
        let this = NIOLoopBound(self, eventLoop: loop)
        closingDeadline = loop.scheduleTask(in: settings.patience) { this.value.end(nil) }
        closing = exchange(request) { [weak self] event in
            switch event {
            // Whether it could be closed changes nothing for us.
            case .end, .failed: self?.end(nil)
            case .sent, .head, .body: break
            }
        }
    }

    /// Ends the connection at once.
    public func abort() {
        loop.preconditionInEventLoop()
        end(nil)
    }

    // MARK: For all parts

    func tell(_ event: Output) { output?(event) }

    func end(_ failure: HTTPFailure?) {
        guard !isOver else { return }
        if let failure, failure.code == "tls-untrusted", !isExplaining { return explain(failure) }
        isOver = true
        isClosing = true
        closing?.cancel()
        closingDeadline?.cancel()
        stopListening()
        if case .events(let channel) = mode { channel.cancel() }
        for call in calls.values { call.cancel() }
        for exchange in oneWays.values { exchange.cancel() }
        calls = [:]
        waiting = []
        oneWays = [:]
        held = nil
        reading?.succeed()
        reading = nil
        tell(.ended(failure))
        // Callbacks usually hold whoever holds this connection.
        output = nil
        onWritabilityChange = nil
    }

    /// Finds out what is wrong with the certificate, and ends.
    private func explain(_ failure: HTTPFailure) {
        isExplaining = true
        isClosing = true
        let this = NIOLoopBound(self, eventLoop: loop)
        let address = address
        CertificateProbe.timeProblem(at: address, on: loop).whenSuccess { problem in
            this.value.end(problem.map { HTTPFailure.badTime($0, address) } ?? failure)
        }
    }

    /// `nil` after telling that the address cannot be used.
    func request(
        _ method: HTTPMethod, to address: ServerAddress, headers: HTTPHeaders, body: ByteBuffer? = nil
    ) -> HTTPClient.Request? {
        do {
            return try HTTPClient.Request(
                url: address.text, method: method, headers: headers, body: body.map { .byteBuffer($0) })
        } catch {
            end(.badAddress(address.shown, settings.advice))
            return nil
        }
    }

    func exchange(_ request: HTTPClient.Request, handler: @escaping (Exchange.Event) -> Void) -> Exchange {
        Exchange(
            request, client: client, loop: loop,
            pace: { [weak self, loop] in self?.reading?.futureResult ?? loop.makeSucceededVoidFuture() }, handler: handler)
    }

    func note(unsent count: Int) {
        unsentBytes += count
        let limit = isWritable ? Self.highWaterMark : Self.highWaterMark / 4
        guard (unsentBytes < limit) != isWritable else { return }
        isWritable.toggle()
        onWritabilityChange?(isWritable)
    }

    /// Sends a message that has no answer.
    func sendOneWay(
        _ line: ByteBuffer, to address: ServerAddress, headers: HTTPHeaders, done: @escaping (OneWayOutcome) -> Void
    ) {
        guard let request = request(.POST, to: address, headers: headers, body: line) else { return }
        var status: Int?
        var unsent = line.readableBytes
        var key: ObjectIdentifier?
        let exchange = exchange(request) { [weak self] event in
            guard let self else { return }
            switch event {
            case .sent, .end, .failed:
                note(unsent: -unsent)
                unsent = 0
            case .head, .body: break
            }
            switch event {
            case .head(let head): status = Int(head.status.code)
            case .end:
                if let key { oneWays[key] = nil }
                done(.status(status ?? 0))
            case .failed(let error):
                if let key { oneWays[key] = nil }
                done(status.map(OneWayOutcome.status) ?? .failed(error))
            case .sent, .body: break
            }
        }
        key = ObjectIdentifier(exchange)
        oneWays[ObjectIdentifier(exchange)] = exchange
    }

    enum OneWayOutcome {
        case status(Int)
        case failed(any Error)
    }
}

extension ServerAddress {
    /// Stands in for an address that could not be read, for the moment until that is told.
    fileprivate static let nowhere = ServerAddress(scheme: "http", host: "localhost", port: 80, target: "/")

    private init(scheme: String, host: String, port: Int, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }
}
