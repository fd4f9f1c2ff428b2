import ServerModel
import TerminalKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines to standard output, and from standard input.
enum StandardStreams {
    /// Ctrl-C and Ctrl-D at the keyboard.
    private static let interrupt: UInt8 = 0x03
    private static let endOfInput: UInt8 = 0x04

    /// Prints a line at once, also into a pipe. Whoever closed the pipe wants no more: then the program ends.
    static func say(_ line: SafeText) {
        guard write(line.string + "\n") else { exit(0) }
    }

    /// Prints a question and reads a line; hidden on a terminal if it asks for that.
    static func ask(_ question: PlainQuestion) -> SecretValue? {
        guard write(question.text.string) else { return nil }
        guard question.isHidden, isatty(STDIN_FILENO) == 1 else { return readLine().map { SecretValue($0) } }
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var quiet = before
        // No signals either: a program that ended here would leave a terminal that shows nothing.
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            _ = write("\n")
        }
        return readHidden()
    }

    private static func readHidden() -> SecretValue? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) == 1 {
            switch byte {
            case 0x0A, 0x0D: return SecretValue(String(decoding: bytes, as: UTF8.self))
            case interrupt, endOfInput: return nil
            case 0x08, 0x7F:
                // A character may be several bytes.
                while let last = bytes.popLast(), last & 0xC0 == 0x80 { continue }
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// `false` when nobody reads any more.
    private static func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.put($0) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
        #endif
    }
}
