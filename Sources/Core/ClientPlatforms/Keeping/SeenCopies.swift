import CarefulFiles
import ServerModel

/// Clients' files as they were last seen whole, for the day on which somebody wipes one: `backups/platforms/seen/ID/TIME`.
struct SeenCopies: Sendable {
    let folder: String

    static let kept = 10

    /// Whose writing made a file what it was.
    enum Author: String { case ours, theirs }

    /// Names of copies, newest first.
    func names(of platform: String) -> [String] { Folder.names(in: "\(folder)/\(platform)").filter(SyncShelf.isID).reversed() }

    func read(_ name: String, of platform: String) -> SourceFile? {
        guard SyncShelf.isID(name) else { return nil }
        return try? SourceFile(reading: "\(folder)/\(platform)/\(name)")
    }

    func newest(of platform: String) -> SourceFile? { names(of: platform).first.flatMap { read($0, of: platform) } }

    /// The copy to go back to: the newest that is whole, when the file is another; the one before what others wrote, when that is it.
    func lastBeforeOthers(of platform: String, now: [UInt8]?) -> (name: String, file: SourceFile)? {
        let names = names(of: platform)
        for (index, name) in names.enumerated() {
            guard let file = read(name, of: platform), file.bytes != now else {
                if index == 0, name.hasSuffix("-\(Author.ours.rawValue)") { return nil }
                continue
            }
            return (name, file)
        }
        return nil
    }

    /// Keeps a content, unless it is the newest one already. A failure is told by nobody: it costs a copy, not a file.
    func keep(_ bytes: [UInt8], of platform: String, at time: Timestamp, _ author: Author = .theirs) {
        guard newest(of: platform)?.bytes != bytes else { return }
        try? Folder.make("\(folder)/\(platform)")
        // Two within one moment are two, in their order.
        var time = time
        let taken = Set(names(of: platform).map { String($0.prefix { $0 != "-" }) })
        while taken.contains(SyncShelf.stamp(of: time)) { time = time + .milliseconds(1) }
        try? CarefulWriting.overwrite("\(folder)/\(platform)/\(SyncShelf.stamp(of: time))-\(author.rawValue)", bytes)
        for old in names(of: platform).dropFirst(Self.kept) { try? CarefulWriting.remove("\(folder)/\(platform)/\(old)") }
    }
}
