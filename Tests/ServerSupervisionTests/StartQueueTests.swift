import Testing

@testable import ServerSupervision

struct `Servers that start together` {
    @Test func `start a few at a time, in the order they asked`() {
        var queue = StartQueue(capacity: 2)
        let requests = (1...4).map { _ in queue.request(isUrgent: false) }
        #expect(requests.map(\.isGranted) == [true, true, false, false])
        #expect(queue.finish(requests[1].ticket) == requests[2].ticket)
        #expect(queue.finish(requests[0].ticket) == requests[3].ticket)
        #expect(queue.finish(requests[3].ticket) == nil)
    }

    @Test func `let one go first that clients miss`() {
        var queue = StartQueue(capacity: 1)
        let first = queue.request(isUrgent: false)
        _ = queue.request(isUrgent: false)
        let crashed = queue.request(isUrgent: true)
        #expect(queue.finish(first.ticket) == crashed.ticket)
    }

    @Test func `pass over one that does not want to any more`() {
        var queue = StartQueue(capacity: 1)
        let first = queue.request(isUrgent: false)
        let second = queue.request(isUrgent: false)
        let third = queue.request(isUrgent: false)
        #expect(queue.finish(second.ticket) == nil)
        #expect(queue.finish(first.ticket) == third.ticket)
    }

    @Test func `give a turn back only once`() {
        var queue = StartQueue(capacity: 1)
        let first = queue.request(isUrgent: false)
        _ = queue.finish(first.ticket)
        let second = queue.request(isUrgent: false)
        _ = queue.request(isUrgent: false)
        #expect(queue.finish(first.ticket) == nil)
        #expect(second.isGranted && queue.waiting.count == 1)
    }
}
