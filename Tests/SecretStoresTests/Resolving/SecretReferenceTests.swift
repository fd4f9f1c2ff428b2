import Testing

@testable import SecretStores

struct `A reference to a secret` {
    @Test(
        arguments: [
            ("env:JIRA_TOKEN", .variable("JIRA_TOKEN"), "env:JIRA_TOKEN"), ("file:~/.token", .file("~/.token"), "file:~/.token"),
            ("cmd:vault read -field=x a/b", .command("vault read -field=x a/b"), "the command 'vault read -field=x a/b'"),
            ("pass:work/jira", .pass("work/jira"), "the command 'pass show work/jira'"),
            ("op://Private/Jira/token", .onePassword("op://Private/Jira/token"), "the command 'op read op://Private/Jira/token'"),
        ] as [(String, SecretReference, String)])
    func `says where it is`(text: String, reference: SecretReference, origin: String) throws {
        #expect(try SecretReference(text) == reference)
        #expect(reference.origin == origin)
    }

    @Test(arguments: ["", "JIRA_TOKEN", "env:", "file:", "cmd:", "pass:", "op://", "pass:--help", "ENV:X", " env:X", "https://x"])
    func `is refused when it makes no sense`(text: String) {
        let error = #expect(throws: BadSecretReference.self) { try SecretReference(text) }
        #expect(error?.code == "bad-secret-reference")
    }

    @Test func `runs what it names, with nothing in between but for a command`() throws {
        #expect(try SecretReference("cmd:a | b").arguments == ["/bin/sh", "-c", "a | b"])
        #expect(try SecretReference("pass:a; b").arguments == ["pass", "show", "a; b"])
        #expect(try SecretReference("op://a b/$(c)").arguments == ["op", "read", "op://a b/$(c)"])
    }
}
