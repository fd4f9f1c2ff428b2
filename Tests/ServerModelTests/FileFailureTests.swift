import ServerModel
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

struct `A file that the system refuses` {
    @Test(arguments: [ENOSPC, EDQUOT, EACCES, EROFS, EISDIR, EMFILE, ELOOP, EIO, ENAMETOOLONG])
    func `is told with what to do`(number: Int32) {
        let failure = FileFailure("write", "/a/b", number: number)
        #expect(failure.problem.hasPrefix("cannot write /a/b: "))
        #expect(!failure.remedy.isEmpty)
    }

    @Test(arguments: [
        (ENOSPC, "disk-full"), (EDQUOT, "disk-full"), (EACCES, "permission-denied"), (EPERM, "permission-denied"),
        (EROFS, "read-only"), (ENOENT, "not-found"), (EIO, "file-error"),
    ])
    func `has a name for programs`(number: Int32, code: String) {
        #expect(FileFailure("read", "/a/b", number: number).code == code)
    }

    @Test func `says of the last call what went wrong`() {
        #expect(open("/no/such/folder", O_RDONLY) == -1)
        #expect(FileFailure("read", "/no/such/folder").problem == "cannot read /no/such/folder: no such file or directory")
    }
}
