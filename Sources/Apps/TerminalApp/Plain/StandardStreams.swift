import CKernel
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
    /// Ctrl-C at the keyboard.
    private static let interrupt: UInt8 = 0x03

    /// Prints a line at once, also into a pipe. Whoever closed the pipe wants no more: then the program ends.
    static func say(_ line: SafeText) {
        guard write(line.string + "\n") else { exit(0) }
    }

    /// Prints a question and reads a line; hidden on a terminal if it asks for that. `nil` after Ctrl-C and at the end of input.
    static func ask(_ question: PlainQuestion) -> SecretValue? {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else {
            guard write(question.text.string) else { return nil }
            return readLine().map { SecretValue($0) }
        }
        // No signals of keys: Ctrl-C is an answer as every other, and the terminal is put back behind it.
        settings.c_lflag &= ~tcflag_t(question.isHidden ? ECHO | ECHONL | ICANON | ISIG | IEXTEN : ISIG)
        withUnsafeMutableBytes(of: &settings.c_cc) { characters in
            if question.isHidden {
                characters[Int(VMIN)] = 1
                characters[Int(VTIME)] = 0
            } else {
                // It ends the line, so that nobody has to press Enter behind it.
                characters[Int(VEOL)] = interrupt
            }
        }
        // What was typed ahead of a hidden line, or behind it, was not meant to be seen.
        let when = question.isHidden ? TCSAFLUSH : TCSADRAIN
        guard ck_terminal_change(STDIN_FILENO, &settings, when) == 0 else { return nil }
        defer { ck_terminal_restore(when) }
        guard write(question.text.string) else { return nil }
        guard question.isHidden else { return readShown() }
        defer { _ = write("\n") }
        return readHidden()
    }

    private static func readHidden() -> SecretValue? {
        var line = HiddenLine()
        defer { line.wipe() }
        while let byte = readByte() {
            switch line.take(byte) {
            case .typing: continue
            case .done: return SecretValue(line.text)
            case .abandoned: return nil
            }
        }
        return nil
    }

    /// A line that the terminal itself shows and edits.
    private static func readShown() -> SecretValue? {
        var bytes: [UInt8] = []
        while let byte = readByte() {
            if byte == interrupt {
                _ = write("\n")
                return nil
            }
            if byte == UInt8(ascii: "\n") { return SecretValue(String(decoding: bytes, as: UTF8.self)) }
            bytes.append(byte)
        }
        _ = write("\n")
        return nil
    }

    /// One at a time: what follows the line's end is the next question's. `nil` at the end of input.
    private static func readByte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? byte : nil
        }
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
