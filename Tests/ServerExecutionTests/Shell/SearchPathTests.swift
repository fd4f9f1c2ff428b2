import Testing

@testable import ServerExecution

struct `The search path` {
    @Test func `is the login shell's, then what the daemon has besides, then the standard directories`() {
        let path = SearchPath(
            shell: .path("/home/u/bin:/usr/bin:/home/u/bin:relative", shell: "/bin/zsh"), daemon: "/usr/bin:/snap/bin",
            extra: ["/x", "/usr/bin"])
        #expect(path.directories == ["/home/u/bin", "/usr/bin", "/snap/bin", "/usr/local/bin", "/bin", "/x"])
        #expect(path.origin == "the login shell /bin/zsh")
    }

    @Test func `says why it is the daemon's`() {
        let path = SearchPath(shell: .failed("/bin/zsh said nothing"), daemon: "/snap/bin", extra: [])
        #expect(path.directories == ["/snap/bin", "/usr/local/bin", "/usr/bin", "/bin"])
        #expect(path.origin == "the environment of the daemon, because /bin/zsh said nothing")
    }

    @Test func `is the daemon's as it is when nobody is to be asked`() {
        #expect(SearchPath(shell: .notAsked, daemon: "/a:/b", extra: []).directories == ["/a", "/b"])
        #expect(SearchPath(shell: .notAsked, daemon: nil, extra: []).directories == ["/usr/local/bin", "/usr/bin", "/bin"])
    }
}
