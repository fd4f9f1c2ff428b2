#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

enum StandardError {
    /// Writes `text`, with `?` for whatever could steer a terminal. What cannot be written is lost: nobody is there to read it.
    static func write(_ text: String) {
        let safe = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isControl = (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
                    return isControl ? "?" : scalar
                }))
        var bytes = Array(safe.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(2, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(2, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(2, buffer.baseAddress, buffer.count)
                #endif
            }
            guard count > 0 || (count < 0 && errno == EINTR) else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
