import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that holds one secret.
enum SecretFile {
    /// The text without the newline at its end. Throws a ``ReferenceTrouble``.
    static func value(at path: String) throws(ReferenceTrouble) -> String {
        let read: [UInt8]?
        do throws(FileFailure) {
            read = try PrivateFile(path: path).read(limit: limit)
        } catch {
            throw ReferenceTrouble(words: words(for: error))
        }
        guard var bytes = read else { throw ReferenceTrouble(words: "there is no such file") }
        defer { wipe(&bytes) }
        guard var text = String(validating: bytes, as: UTF8.self) else { throw ReferenceTrouble(words: "it is no UTF-8 text") }
        text.dropNewline()
        return text
    }

    private static let limit = 64 << 10

    private static func words(for trouble: FileFailure) -> String {
        switch trouble.number {
        case EISDIR: "it is a folder"
        case EINVAL: "it is no ordinary file"
        case EFBIG: "it is larger than \(limit >> 10) KiB"
        default: String(cString: strerror(trouble.number)).lowercased()
        }
    }
}

/// Why there is no value to be had from a place, as a clause.
struct ReferenceTrouble: Error {
    var words: String
}

extension String {
    /// Takes away one newline at the end, which editors and `echo` put there. In Swift "\r\n" is one character.
    mutating func dropNewline() {
        if last == "\n" || last == "\r\n" { removeLast() }
    }
}
