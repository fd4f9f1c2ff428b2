import ServerModel
import Testing

struct `A reference to a secret` {
    @Test(
        arguments: [
            ("env:JIRA_TOKEN", .variable("JIRA_TOKEN")), ("file:~/.token", .file("~/.token")),
            ("cmd:vault read -field=x a/b", .command("vault read -field=x a/b")), ("pass:work/jira", .pass("work/jira")),
            ("op://Private/Jira/token", .onePassword("op://Private/Jira/token")),
        ] as [(String, SecretReference)])
    func `says where it is`(text: String, reference: SecretReference) throws {
        #expect(try SecretReference(text) == reference)
    }

    @Test(arguments: [
        "", "JIRA_TOKEN", "env:", "env:MY-TOKEN", "file:", "cmd:", "pass:", "op://", "op:x", "pass:--help", "ENV:X", " env:X",
        "https://x",
    ])
    func `is refused when it makes no sense`(text: String) {
        let error = #expect(throws: BadSecretReference.self) { try SecretReference(text) }
        #expect(error?.code == "bad-secret-reference")
        #expect(error?.remedy == "write env:NAME, cmd:COMMAND, file:PATH, pass:ENTRY or op://VAULT/ITEM/FIELD")
    }
}
