/// What has arrived and was not looked at yet; whoever looks waits for it.
actor Inbox<Item: Sendable> {
    private var items: [Item] = []
    private var waiting: [(isIt: @Sendable (Item) -> Bool, continuation: CheckedContinuation<Item, Never>)] = []
    private(set) var total = 0

    func put(_ item: Item) {
        total += 1
        if let index = waiting.firstIndex(where: { $0.isIt(item) }) {
            waiting.remove(at: index).continuation.resume(returning: item)
        } else {
            items.append(item)
        }
    }

    /// The first one that is it; others stay.
    func next(where isIt: @escaping @Sendable (Item) -> Bool = { _ in true }) async -> Item {
        if let index = items.firstIndex(where: isIt) { return items.remove(at: index) }
        return await withCheckedContinuation { waiting.append((isIt, $0)) }
    }

    var unread: [Item] { items }
}
