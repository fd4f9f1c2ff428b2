import CarefulFiles
import CredentialFinder
import DaemonLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `bin/mcp-connect` of the home: what clients are told to start. It leads to the `mcp-connect` beside the daemon that runs, wherever
/// that was installed, so that clients' files hold after an upgrade, and after a move.
struct BridgeLink: Sendable {
    /// Absolute.
    let path: String

    /// Makes the link lead to where we are now. Where it cannot be made, clients start the program itself.
    init(home: HomeDirectory) {
        let link = "\(home.path)/bin/mcp-connect"
        let target = (executableFolder() ?? "/usr/local/bin") + "/mcp-connect"
        path = Self.lead(link, to: target) ? link : target
    }

    private static func lead(_ link: String, to target: String) -> Bool {
        if Self.target(of: link) == target { return true }
        guard (try? Folder.make(Folder.parent(of: link))) != nil else { return false }
        let draft = "\(link).\(UInt64.random(in: 0...UInt64.max))"
        guard symlink(target, draft) == 0 else { return false }
        // Clients that start it now find the one or the other.
        if rename(draft, link) == 0 { return true }
        unlink(draft)
        return false
    }

    private static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(link, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The words that follow it, for a server and a client.
    static func words(_ server: String, client: String, home: HomeDirectory, userHome: String) -> [String] {
        let isUsual = home.path == "\(userHome)/.mcp_servers"
        return [server, "--client", client] + (isUsual ? [] : ["--home", home.path])
    }
}
