import Testing

@testable import TerminalKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

struct `A mailbox` {
    private func isReadable(_ mailbox: Mailbox<Int>) -> Bool {
        var watched = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) == 1
    }

    @Test func `is readable exactly while it holds something`() throws {
        let mailbox = try Mailbox<Int>()
        #expect(!isReadable(mailbox))
        mailbox.post(1)
        mailbox.post(2)
        #expect(isReadable(mailbox))
        #expect(mailbox.drain() == [1, 2])
        #expect(!isReadable(mailbox))
        #expect(mailbox.drain() == [])
        mailbox.post(3)
        #expect(isReadable(mailbox))
    }

    @Test func `takes more than a pipe holds`() throws {
        let mailbox = try Mailbox<Int>()
        for number in 0..<100_000 { mailbox.post(number) }
        #expect(mailbox.drain() == Array(0..<100_000))
    }

    @Test func `loses nothing from many threads`() async throws {
        let mailbox = try Mailbox<Int>()
        await withTaskGroup { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<1_000 { mailbox.post(writer * 1_000 + number) }
                }
            }
            await group.waitForAll()
        }
        #expect(Set(mailbox.drain()) == Set(0..<4_000))
        #expect(!isReadable(mailbox))
    }
}
