import Foundation
import ServerModel

/// What a program that has ended said.
public struct Outcome: Sendable {
    public var ending: ExitStatus
    public var output: String
    public var errors: String

    /// Whether it ended with exit code 0.
    public var succeeded: Bool { ending == .code(0) }

    /// The output as one value of JSON.
    public func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(output.utf8))
        } catch {
            throw TestFailure("not a \(type): \(error)\n\(self)")
        }
    }
}

extension Outcome: CustomStringConvertible {
    public var description: String { "\(ending.words)\n--- output\n\(output)--- errors\n\(errors)---" }
}

/// Runs programs to their end.
public enum Tool {
    /// Runs a program and waits for its end; one that takes longer than `limit` is killed, and that is a failure.
    public static func run(
        _ executable: String, _ arguments: [String], environment: [String: String], input: String = "",
        within limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        // Files, not pipes: nothing to drain, and a daemon that kept one open would not hold us up.
        let (source, output, errors) = (try ScratchFile(input), try ScratchFile(), try ScratchFile())
        let child = try ChildProcess(
            executable, arguments, environment: environment,
            streams: (source.descriptor, output.descriptor, errors.descriptor))
        let overdue = Task {
            try await Task.sleep(for: limit)
            child.send(SIGKILL)
            return true
        }
        let ending = await child.ending()
        overdue.cancel()
        let outcome = Outcome(ending: ending, output: output.text, errors: errors.text)
        if (try? await overdue.value) == true {
            throw TestFailure("\(([executable] + arguments).joined(separator: " ")) took longer than \(limit): \(outcome)")
        }
        return outcome
    }

    /// The first program of this name on PATH.
    public static func path(of name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// A nameless file that lives as long as the value.
private final class ScratchFile {
    let descriptor: Int32

    init(_ text: String = "") throws {
        var template = Array("\(NSTemporaryDirectory())/mcp-manager-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw TestFailure("no temporary file: \(String(cString: strerror(errno)))") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        try handle.write(contentsOf: Data(text.utf8))
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit { close(descriptor) }

    /// All that was written, also through copies of the descriptor; repaired where it is not UTF-8.
    var text: String {
        lseek(descriptor, 0, SEEK_SET)
        return String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    }

    private var handle: FileHandle { FileHandle(fileDescriptor: descriptor, closeOnDealloc: false) }
}
