#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Everything that can be read from `descriptor`, cut at `limit` bytes; `nil` and `errno` when it cannot be read.
func readBytes(from descriptor: Int32, limit: Int) -> [UInt8]? {
    var isReadable = true
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        while count < limit {
            let more = read(descriptor, buffer.baseAddress?.advanced(by: count), limit - count)
            if more < 0, errno == EINTR { continue }
            isReadable = more >= 0
            guard more > 0 else { return }
            count += more
        }
    }
    return isReadable ? bytes : nil
}
