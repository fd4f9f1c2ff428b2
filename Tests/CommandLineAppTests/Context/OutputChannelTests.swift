import Testing

@testable import CommandLineApp

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct `An output channel` {
    private func withPipe(_ body: (_ reading: Int32, _ writing: Int32) throws -> Void) throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[1]) }
        try body(ends[0], ends[1])
    }

    @Test func `writes at once`() throws {
        try withPipe { reading, writing in
            try OutputChannel.descriptor(writing).write("é\n")
            var bytes = [UInt8](repeating: 0, count: 10)
            #expect(read(reading, &bytes, 10) == 3)
            #expect(bytes.prefix(3) == [0xC3, 0xA9, 0x0A])
            close(reading)
        }
    }

    @Test func `tells when nobody reads`() throws {
        try withPipe { reading, writing in
            close(reading)
            #expect(throws: BrokenPipe.self) { try OutputChannel.descriptor(writing).write("x") }
        }
    }

    @Test func `is no terminal when it is a pipe`() throws {
        try withPipe { reading, writing in
            let channel = OutputChannel.descriptor(writing)
            #expect(!channel.isTerminal && channel.columns == nil)
            close(reading)
        }
    }
}
