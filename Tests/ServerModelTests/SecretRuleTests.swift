import ServerModel
import Testing

/// `jira-helper.yaml` of the plan, and one of each other kind.
private func secret(_ type: SecretRequirement.Kind, _ change: (inout SecretRequirement) -> Void = { _ in }) -> SecretRequirement {
    var secret = SecretRequirement(name: "KEY")
    secret.type = type
    change(&secret)
    return secret
}

struct `The rules of a secret` {
    @Test(arguments: [
        (secret(.password), "anything, ü 🔑\nof any shape"), (secret(.text), "x"), (secret(.url), "https://a.example/x?y#z"),
        (secret(.url), "ftp://a"), (secret(.url) { $0.validation.schemes = ["https"] }, "HTTPS://a.example"),
        (secret(.email), "you@example.com"), (secret(.email), "you@localhost"), (secret(.number), "-1.5e3"),
        (secret(.number), "08"),
        (secret(.choice) { $0.validation.choices = ["eu", "us"] }, "us"), (secret(.file), "/a"), (secret(.file), "~/a"),
        (secret(.password) { $0.validation.pattern = "^[A-Za-z0-9+/=]+$" }, "YWJj+/=="),
        (secret(.password) { $0.validation.pattern = "key-" }, "my key-1"),
        (secret(.password) { ($0.validation.minLength, $0.validation.maxLength) = (3, 3) }, "äöü"),
        (secret(.password), ""),
    ])
    func `take what fits`(secret: SecretRequirement, value: String) {
        #expect(secret.problems(with: value) == [])
        #expect(secret.objection(to: value) == nil)
    }

    @Test(arguments: [
        (secret(.url), "acme.example", ["is no address with a scheme, such as https://"]),
        (secret(.url), "https://", ["names no host"]), (secret(.url), "https://a b", ["has a space in it"]),
        (secret(.url) { $0.validation.schemes = ["https", "wss"] }, "http://a", ["must begin with https:// or wss://"]),
        (secret(.email), "you", ["is no e-mail address"]), (secret(.email), "a@b@c", ["is no e-mail address"]),
        (secret(.email), "a@.b", ["is no e-mail address"]), (secret(.number), "12a", ["is no number"]),
        (secret(.number), "nan", ["is no number"]),
        (secret(.choice) { $0.validation.choices = ["eu"] }, "EU", ["is none of the choices"]),
        (secret(.file), "a.json", ["is no absolute path"]),
        (secret(.password), "a\0b", ["has a NUL character in it, which no environment variable can hold"]),
        (secret(.password) { $0.validation.minLength = 10 }, "short", ["has 5 characters, and at least 10 are wanted"]),
        (secret(.password) { $0.validation.maxLength = 2 }, "long", ["has 4 characters, and at most 2 are wanted"]),
        (secret(.password) { $0.validation.pattern = "^[A-Za-z0-9+/=]+$" }, "a-b", ["may hold only letters, digits and + / ="]),
        (secret(.password) { $0.validation.pattern = "^[a-z]*$" }, "A", ["may hold only small letters"]),
        (secret(.password) { $0.validation.pattern = "^x{3}$" }, "xx", ["does not match ^x{3}$"]),
        (secret(.password) { $0.required = true }, "", ["is required"]),
    ])
    func `say what does not`(secret: SecretRequirement, value: String, problems: [String]) {
        #expect(secret.problems(with: value) == problems)
    }

    @Test func `say everything at once, show the example, and never the value`() throws {
        let secret = secret(.url) {
            $0.validation.schemes = ["https"]
            $0.validation.minLength = 30
            $0.validation.example = "https://company.atlassian.net"
        }
        let objection = try #require(secret.objection(to: "http://hidden.example"))
        #expect(
            objection.problem == "KEY must begin with https://, and has 21 characters, and at least 30 are wanted")
        #expect(objection.remedy == "for example https://company.atlassian.net")
        #expect(!"\(objection) \(objection.problem) \(objection.remedy)".contains("hidden"))
    }

    @Test func `hold a value that would not fit into the environment back`() {
        let longest = String(repeating: "a", count: SecretRequirement.longestValue)
        #expect(secret(.password).problems(with: longest) == [])
        #expect(secret(.password).problems(with: longest + "a") == ["is longer than 64 KiB"])
    }

    @Test func `do not blame a value for a pattern that is none`() {
        #expect(secret(.password) { $0.validation.pattern = "[" }.problems(with: "x") == [])
    }
}

struct `A secret's value` {
    @Test func `is shown nowhere by itself`() {
        let value = SecretValue("hunter2")
        var dumped = ""
        dump(["KEY": value], to: &dumped)
        #expect(
            "\(value) \(value.debugDescription) \([value]) \(String(reflecting: value)) \(dumped)".contains("hunter2") == false)
        #expect(value.revealed == "hunter2")
    }

    @Test(arguments: [
        (SecretRequirement.Kind.password, "abc", true), (.password, "ab", false), (.url, "https://a", true),
        (.number, "8080", true),
        (.number, "443", false), (.choice, "Berlin", false), (.file, "/a/b", false),
    ])
    func `is concealed where it can be told from other text`(kind: SecretRequirement.Kind, value: String, isConcealed: Bool) {
        #expect(kind.conceals(value) == isConcealed)
    }
}
