import CKernel
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The three descriptors a new process gets as its standard input, output and error.
struct ChildDescriptors: Sendable {
    var input: Int32
    var output: Int32
    var error: Int32

    /// Closes this program's copies.
    func close() {
        for descriptor in [input, output, error] { closeDescriptor(descriptor) }
    }
}

/// Three pipes between this program and a process.
struct ChildPipes {
    /// The ends the process gets.
    var child: ChildDescriptors
    /// Our ends: we write to `input`, and read from `output` and `error`.
    var parent: ChildDescriptors

    init() throws(LaunchError) {
        var ends: [Int32] = []
        for _ in 0..<3 {
            var (reader, writer): (Int32, Int32) = (-1, -1)
            let error = ck_pipe(&reader, &writer)
            guard error == 0 else {
                for end in ends { closeDescriptor(end) }
                throw .noPipes(errno: -error)
            }
            ends += [reader, writer]
        }
        child = ChildDescriptors(input: ends[0], output: ends[3], error: ends[5])
        parent = ChildDescriptors(input: ends[1], output: ends[2], error: ends[4])
    }
}

/// An error of `close` leaves the descriptor closed all the same: there is nothing to do about it.
private func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
}
