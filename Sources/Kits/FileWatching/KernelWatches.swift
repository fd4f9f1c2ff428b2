import CKernel

/// The kernel's watches, and who wants to hear of each: the same folder may matter to several trees, in different roles.
final class KernelWatches {
    /// What a watched thing is to a tree; paths are from the tree's root, which is `""`.
    enum Role: Hashable {
        case folder(String)
        case file(String)
        /// A folder above the root, which may take the root with it or bring it.
        case above
    }

    struct Interest: Hashable {
        var tree: Int
        var role: Role
    }

    private let queue: Int32
    private var interests: [Int32: Set<Interest>] = [:]

    /// `queue` is what `ck_file_watch_create` made; it stays its owner's.
    init(queue: Int32) {
        self.queue = queue
    }

    struct Refusal: Error {
        var errno: Int32
    }

    /// Watches what is at `path`; `contents`: also what happens in it.
    func add(_ path: String, contents: Bool, for interest: Interest) throws(Refusal) -> Int32 {
        let number = ck_file_watch_add(queue, path, contents)
        guard number >= 0 else { throw Refusal(errno: -number) }
        interests[number, default: []].insert(interest)
        return number
    }

    func remove(_ number: Int32, for interest: Interest) {
        guard interests[number]?.remove(interest) != nil, interests[number]?.isEmpty == true else { return }
        interests[number] = nil
        ck_file_watch_remove(queue, number)
    }

    /// Who is to hear of an event; nobody when its watch was given up while it was on its way.
    func interests(in number: Int32) -> Set<Interest> { interests[number] ?? [] }
}
