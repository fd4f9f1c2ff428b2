import ServerModel
import Testing

@testable import SecretStores

struct `A reference that is followed` {
    @Test(
        arguments: [
            ("env:JIRA_TOKEN", "env:JIRA_TOKEN"), ("file:~/.token", "file:~/.token"),
            ("cmd:vault read -field=x a/b", "the command 'vault read -field=x a/b'"),
            ("pass:work/jira", "the command 'pass show work/jira'"),
            ("op://Private/Jira/token", "the command 'op read op://Private/Jira/token'"),
        ])
    func `says where its value is from`(text: String, origin: String) throws {
        #expect(try SecretReference(text).origin == origin)
    }

    @Test func `runs what it names, with nothing in between but for a command`() throws {
        #expect(try SecretReference("cmd:a | b").arguments == ["/bin/sh", "-c", "a | b"])
        #expect(try SecretReference("pass:a; b").arguments == ["pass", "show", "a; b"])
        #expect(try SecretReference("op://a b/$(c)").arguments == ["op", "read", "op://a b/$(c)"])
    }
}
