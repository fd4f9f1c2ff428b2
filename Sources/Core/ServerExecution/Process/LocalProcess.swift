import CKernel
import NIOCore
import NIOPosix
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One run of a program on this machine: messages in, messages and stderr lines out, and how it ended.
///
/// Confined to one event loop: it is made there, every method is called there, and everything it has to say is said there.
/// It leads a process group of its own, and takes with it all it has started, in the group or not: when ``Output/ended(_:)`` is
/// told, nothing of it is left; should the kernel not let go of something, a line of standard error has said so.
public final class LocalProcess: ServerConnection {
    private enum State {
        case starting
        case running(ProcessTree)
        /// Ended, but not everything it started has, or not everything they wrote was read yet.
        case draining(ProcessTree, ExitStatus)
        case over
    }

    private let loop: any EventLoop
    private let reaper: ProcessReaper
    private let limits: Limits
    private var output: ((Output) -> Void)?
    private var state = State.starting
    private var identity: ProcessIdentity?
    /// The leader has ended, and all it had started has too.
    private var isCleared = false

    private var input: (any Channel)?
    private var inputDescriptor: Int32 = -1
    private var standardOutput: (any Channel)?
    private var outputs: [(channel: any Channel, descriptor: Int32)] = []
    private var unopenedOutputs = 0
    /// How often a pipe was given more time, because there was something in it that had not been read.
    private var drainExtensions = 0
    private var openOutputs = 0
    /// Sent before there was anywhere to send it to.
    private var unsent: [ByteBuffer] = []
    private var inputIsClosed = false
    private var isReading = true
    private var earlySignals: [Int32] = []

    /// Told when ``isWritable`` changes.
    public var onWritabilityChange: ((Bool) -> Void)?

    /// Starts `plan`, as the run `name` if it is one. Returns at once; `output` is called on `loop`, never before this returns.
    public static func launch(
        _ plan: LaunchPlan, as name: RunName? = nil, on loop: any EventLoop, reaper: ProcessReaper, limits: Limits = Limits(),
        output: @escaping (Output) -> Void
    ) -> LocalProcess {
        loop.preconditionInEventLoop()
        let process = LocalProcess(loop: loop, reaper: reaper, limits: limits, output: output)
        process.start(plan, name)
        return process
    }

    private init(loop: any EventLoop, reaper: ProcessReaper, limits: Limits, output: @escaping (Output) -> Void) {
        self.loop = loop
        self.reaper = reaper
        self.limits = limits
        self.output = output
    }

    /// The process, which is also the leader of its group and session; `nil` until it was started.
    public var processID: Int32? { identity?.processID }

    /// When the kernel started it, in clock ticks since boot (Linux) or microseconds since 1970 (macOS); 0 if unknown.
    ///
    /// Together with the id it names the process for good, even when the id is used again.
    public var startTime: UInt64 { identity?.startTime ?? 0 }

    // MARK: Talking to it

    /// Sends one message; its newline is added. Without effect after ``closeInput()`` and after the end.
    public func send(_ message: ByteBuffer) {
        loop.preconditionInEventLoop()
        guard !inputIsClosed else { return }
        guard let input else { return unsent.append(message) }
        // Failures are told by the end of the process: there is nobody to read the message then.
        input.write(message, promise: nil)
        input.writeAndFlush(Self.newline, promise: nil)
    }

    /// How many bytes were sent but not yet taken by the process: those that wait here, and those in the pipe.
    public var pendingBytes: Int {
        loop.preconditionInEventLoop()
        guard let input, input.isActive, inputDescriptor >= 0 else { return unsentBytes }
        // The channel is gone, and its bytes with it, if it has no such option any more.
        let waiting = (try? input.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        return unsentBytes + waiting + max(0, Int(ck_readable_bytes(inputDescriptor)))
    }

    /// Whether the process keeps up with what is sent. Sending is allowed anyway; the bytes wait here.
    public var isWritable: Bool { input?.isWritable ?? (unsentBytes < Self.highWaterMark) }

    private var unsentBytes: Int { unsent.reduce(0) { $0 + $1.readableBytes + 1 } }

    /// Stops (`false`) or resumes reading standard output. What was read already is still told. On again when the process ends.
    public func setReading(_ isReading: Bool) {
        loop.preconditionInEventLoop()
        guard isReading != self.isReading else { return }
        if case .draining = state { return }
        self.isReading = isReading
        applyReading()
    }

    private func applyReading() {
        // Fails only for a channel that has ended, which reads no more.
        try? standardOutput?.syncOptions?.setOption(.autoRead, value: isReading)
    }

    /// Closes standard input once everything sent was taken: the polite way to ask a server to end.
    public func closeInput() {
        loop.preconditionInEventLoop()
        guard !inputIsClosed else { return }
        inputIsClosed = true
        guard let input else { return }
        closeAfterWrites(input)
    }

    /// Sends a signal, e.g. `SIGTERM`, to the process and everything it has started. Without effect after the end.
    public func signalGroup(_ signal: Int32) {
        loop.preconditionInEventLoop()
        switch state {
        case .starting: earlySignals.append(signal)
        case .running(let tree), .draining(let tree, _):
            // Its id is not free before it is released, so the group is its own. Nobody left to signal is no failure.
            _ = kill(-tree.leader.processID, signal)
            reaper.signalStrays(of: tree, signal)
        case .over: break
        }
    }

    public func processes() -> [TreeMember] {
        loop.preconditionInEventLoop()
        switch state {
        case .running(let tree), .draining(let tree, _): return reaper.members(of: tree, isThorough: false)
        case .starting, .over: return []
        }
    }

    // MARK: Its life

    private func start(_ plan: LaunchPlan, _ name: RunName?) {
        let pipes: ChildPipes
        do {
            pipes = try ChildPipes()
        } catch {
            let this = NIOLoopBound(self, eventLoop: loop)
            return loop.execute { this.value.couldNotStart(error) }
        }
        let this = NIOLoopBound(self, eventLoop: loop)
        let parent = pipes.parent
        reaper.spawn(
            .init(
                plan: plan, name: name, descriptors: pipes.child,
                started: { [loop] result in
                    loop.execute {
                        switch result {
                        case .success(let tree): this.value.started(tree, parent)
                        case .failure(let error):
                            parent.close()
                            this.value.couldNotStart(error)
                        }
                    }
                },
                exited: { [loop] status in loop.execute { this.value.exited(status) } },
                cleared: { [loop] survivors in loop.execute { this.value.cleared(but: survivors) } }))
    }

    private func couldNotStart(_ error: LaunchError) {
        state = .over
        tell(.notStarted(error))
        forget()
    }

    private func started(_ tree: ProcessTree, _ pipes: ChildDescriptors) {
        state = .running(tree)
        identity = tree.leader
        (openOutputs, unopenedOutputs) = (2, 2)
        tell(.started)
        openInput(pipes.input)
        let messages = OutputHandler(limit: limits.messageBytes) { [weak self] line in
            self?.tell(
                line.droppedBytes == 0
                    ? .message(line.bytes) : .oversized(byteCount: line.bytes.readableBytes + line.droppedBytes))
        }
        openOutput(pipes.output, messages, autoRead: isReading) { [weak self] channel in
            self?.standardOutput = channel
            self?.applyReading()
        } closed: { [weak self] in
            self?.tell(.stdoutClosed)
        }
        openOutput(pipes.error, errorHandler(), autoRead: true) { _ in
        } closed: {
        }
        for signal in earlySignals { signalGroup(signal) }
        earlySignals = []
    }

    private func errorHandler() -> OutputHandler {
        guard let limit = limits.stderrLineBytes else { return OutputHandler { [weak self] in self?.tell(.stderr($0)) } }
        return OutputHandler(limit: limit) { [weak self] line in self?.tell(.stderrLine(line.text)) }
    }

    private func exited(_ status: ExitStatus) {
        guard case .running(let tree) = state else { return }
        // What is left in the pipe is read in any case, and it is no more than a pipe holds.
        setReading(true)
        state = .draining(tree, status)
    }

    private func cleared(but survivors: [ProcessIdentity]) {
        isCleared = true
        for survivor in survivors {
            tell(.stderrLine("mcp-manager: process \(survivor.processID), which it started, cannot be ended: the kernel refuses"))
        }
        limitDraining()
        finishIfDrained()
    }

    private func limitDraining() {
        let this = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: limits.drainTime) { this.value.stopDraining() }
    }

    /// Somebody else was given the pipes and holds them open; it will not be listened to any longer.
    private func stopDraining() {
        guard case .draining = state else { return }
        // On a busy machine the time may pass before the loop comes round to reading what the process said last.
        let isUnread =
            unopenedOutputs > 0 || outputs.contains { $0.channel.isActive && ck_readable_bytes($0.descriptor) > 0 }
        guard !isUnread || drainExtensions == Self.longestDrain else {
            drainExtensions += 1
            return limitDraining()
        }
        for output in outputs { output.channel.close(promise: nil) }
        // Their handlers call `outputEnded`, which finishes.
    }

    private func outputEnded() {
        openOutputs -= 1
        finishIfDrained()
    }

    private func finishIfDrained() {
        guard case .draining(let tree, let status) = state, isCleared, openOutputs == 0 else { return }
        state = .over
        inputIsClosed = true
        input?.close(promise: nil)
        let this = NIOLoopBound(self, eventLoop: loop)
        reaper.release(tree) { [loop] in
            loop.execute {
                this.value.tell(.ended(status))
                this.value.forget()
            }
        }
    }

    private func tell(_ event: Output) { output?(event) }

    /// Callbacks usually hold whoever holds this process.
    private func forget() {
        output = nil
        onWritabilityChange = nil
        unsent = []
        outputs = []
        standardOutput = nil
        input = nil
    }
}

// MARK: Channels

extension LocalProcess {
    /// How often the time to drain may be extended: a survivor could write for ever.
    fileprivate static let longestDrain = 25
    private static let newline = ByteBuffer(bytes: [0x0A])
    /// How many bytes may wait for the process before it counts as slow.
    private static let highWaterMark = 256 << 10

    private func openInput(_ descriptor: Int32) {
        let this = NIOLoopBound(self, eventLoop: loop)
        let handler = NIOLoopBound(
            InputHandler { [weak self] isWritable in self?.onWritabilityChange?(isWritable) }, eventLoop: loop)
        NIOPipeBootstrap(group: loop)
            .channelOption(.writeBufferWaterMark, value: .init(low: Self.highWaterMark / 4, high: Self.highWaterMark))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
            }
            .takingOwnershipOfDescriptor(output: descriptor)
            .whenSuccess { this.value.inputOpened($0, descriptor) }
        // On failure the descriptor is closed; the process reads the end of its input, and ends.
    }

    private func inputOpened(_ channel: any Channel, _ descriptor: Int32) {
        if case .over = state { return channel.close(promise: nil) }
        input = channel
        inputDescriptor = descriptor
        for message in unsent {
            channel.write(message, promise: nil)
            channel.write(Self.newline, promise: nil)
        }
        unsent = []
        channel.flush()
        if inputIsClosed { closeAfterWrites(channel) }
    }

    /// Closing a channel throws away what it has not written: an empty write is done when all before it are.
    private func closeAfterWrites(_ channel: any Channel) {
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
    }

    private func openOutput(
        _ descriptor: Int32, _ output: OutputHandler, autoRead: Bool, opened: @escaping (any Channel) -> Void,
        closed: @escaping () -> Void
    ) {
        let this = NIOLoopBound(self, eventLoop: loop)
        let opened = NIOLoopBound(opened, eventLoop: loop)
        output.onEnd = {
            closed()
            this.value.outputEnded()
        }
        let handler = NIOLoopBound(output, eventLoop: loop)
        NIOPipeBootstrap(group: loop)
            .channelOption(.autoRead, value: autoRead)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
            .whenComplete { result in
                this.value.unopenedOutputs -= 1
                switch result {
                case .success(let channel):
                    this.value.outputs.append((channel, descriptor))
                    opened.value(channel)
                case .failure: handler.value.end()
                }
            }
    }
}

extension LineFramer.Line {
    /// For people: invalid UTF-8 repaired, a cut told.
    fileprivate var text: String {
        let text = String(decoding: bytes.readableBytesView, as: UTF8.self)
        return droppedBytes == 0 ? text : "\(text)… +\((droppedBytes + 1023) / 1024) KiB"
    }
}
