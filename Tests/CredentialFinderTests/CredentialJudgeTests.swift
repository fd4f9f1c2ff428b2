import Testing

@testable import CredentialFinder

/// What is a credential and what is not. These tables are the specification.
struct `What looks like a credential` {
    static let credentials: [(String, String, String)] = [
        // By its form, whatever it is called.
        ("X", "ghp_" + Samples.random(36), "a GitHub token by its form"),
        ("X", "gho_" + Samples.random(36), "a GitHub token by its form"),
        ("X", "ghu_" + Samples.random(36), "a GitHub token by its form"),
        ("X", "ghs_" + Samples.random(36), "a GitHub token by its form"),
        ("X", "ghr_" + Samples.random(36), "a GitHub token by its form"),
        ("X", "github_pat_" + Samples.random(22) + "_" + Samples.random(59), "a GitHub token by its form"),
        ("X", "glpat-" + Samples.random(20), "a GitLab token by its form"),
        ("X", "sk-" + Samples.random(48), "an OpenAI key by its form"),
        ("X", "sk-proj-" + Samples.random(48), "an OpenAI key by its form"),
        ("X", "sk-ant-api03-" + Samples.random(80), "an Anthropic key by its form"),
        ("X", "xoxb-" + Samples.random(40), "a Slack token by its form"),
        ("X", "xoxp-" + Samples.random(40), "a Slack token by its form"),
        ("X", "xapp-1-" + Samples.random(40), "a Slack token by its form"),
        ("X", "AKIA" + Samples.random(16, seed: 2, Samples.capitals), "an AWS access key by its form"),
        ("X", "ASIA" + Samples.random(16, seed: 2, Samples.capitals), "an AWS access key by its form"),
        ("X", "AIza" + Samples.random(35), "a Google API key by its form"),
        ("X", "sk_live_" + Samples.random(24), "a Stripe key by its form"),
        ("X", "rk_live_" + Samples.random(24), "a Stripe key by its form"),
        ("X", "npm_" + Samples.random(36), "an npm token by its form"),
        ("X", "pypi-" + Samples.random(80), "a PyPI token by its form"),
        ("X", "hf_" + Samples.random(34), "a Hugging Face token by its form"),
        ("X", "SG." + Samples.random(22) + "." + Samples.random(43), "a SendGrid key by its form"),
        ("X", "SK" + Samples.random(32, seed: 1, Samples.hexadecimal), "a Twilio key by its form"),
        ("X", Samples.random(10, seed: 1, "123456789") + ":" + Samples.random(35), "a Telegram bot's token by its form"),
        ("X", "M" + Samples.random(25) + "." + Samples.random(6) + "." + Samples.random(38), "a Discord bot's token by its form"),
        ("X", "secret_" + Samples.random(43), "a Notion token by its form"),
        ("X", "ntn_" + Samples.random(46), "a Notion token by its form"),
        ("X", "lin_api_" + Samples.random(40), "a Linear key by its form"),
        ("X", "figd_" + Samples.random(40), "a Figma token by its form"),
        ("X", "dop_v1_" + Samples.random(64, seed: 1, Samples.hexadecimal), "a DigitalOcean token by its form"),
        ("X", "PMAK-" + Samples.random(59), "a Postman key by its form"),
        ("X", "BSA" + Samples.random(28), "a Brave key by its form"),
        ("X", "tvly-" + Samples.random(32), "a Tavily key by its form"),
        ("X", "pplx-" + Samples.random(48), "a Perplexity key by its form"),
        (
            "X", "eyJ" + Samples.random(30) + ".eyJ" + Samples.random(60) + "." + Samples.random(43),
            "a JSON web token by its form"
        ),
        ("X", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb\n-----END OPENSSH PRIVATE KEY-----\n", "a private key"),
        ("X", "https://hooks.slack.com/services/T0" + Samples.random(30), "a Slack webhook by its form"),
        // By its name.
        ("JIRA_API_TOKEN", "q7Zp", "its name says so"),
        ("GITHUB_TOKEN", "q7Z", "its name says so"),
        ("githubPersonalAccessToken", "k29dh2kd", "its name says so"),
        ("CLIENT_SECRET", "not-very-secret-9", "its name says so"),
        ("AWS_SECRET_ACCESS_KEY", Samples.random(40), "its name says so"),
        ("DB_PASSWORD", "hunter2", "its name says so"),
        ("DB_PASSWORD", "12345678", "its name says so"),
        ("POSTGRES_PWD", "postgres1", "its name says so"),
        ("OPENAI_KEY", "a8b7c6d5e4f3", "its name says so"),
        ("X-API-Key", "0a1b2c3d", "its name says so"),
        ("apiKey", "0a1b2c3d", "its name says so"),
        ("APIKEY", "0a1b2c3d", "its name says so"),
        ("SERVICE_KEY", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "its name says so"),
        ("Authorization", "Bearer " + Samples.random(20), "its name says so"),
        ("Authorization", "Basic dXNlcjpodW50ZXIy", "its name says so"),
        ("Cookie", "session=8f7d6e5c4b", "its name says so"),
        ("LINE_1_TOKEN_2", "q7Zpw9", "its name says so"),
        ("ENCRYPTION_KEY", Samples.random(64, seed: 1, Samples.hexadecimal), "its name says so"),
        // In an address.
        ("DATABASE_URL", "postgres://app:hunter2@db.example.com:5432/app", "an address with a password in it"),
        ("REDIS", "redis://:s3cr3tpass@localhost:6379/0", "an address with a password in it"),
        (
            "SENTRY", "https://" + Samples.random(32, seed: 1, Samples.hexadecimal) + "@o1.ingest.sentry.io/2",
            "an address with a key in it"
        ),
        ("ENDPOINT", "https://api.example.com/mcp?api_key=k29dh2kd82", "an address with a key in it"),
        // By chance alone.
        ("EXTRA", Samples.random(40), "it looks random"),
        ("X-Custom", "Bearer k29dh2kd82", "it follows a word for credentials"),
    ]

    @Test(arguments: credentials)
    func `is found`(name: String, value: String, reason: String) {
        let judgements = CredentialJudge.judgements(of: value, named: name, at: .variable)
        #expect(judgements.map(\.reason) == [reason], "\(name)")
    }

    static let others: [(String, String)] = [
        // References.
        ("TOKEN", "${env:GITHUB_TOKEN}"), ("TOKEN", "${input:github_token}"), ("TOKEN", "$GITHUB_TOKEN"),
        ("TOKEN", "${GITHUB_TOKEN}"),
        ("TOKEN", "${GITHUB_TOKEN:-none}"), ("TOKEN", "{env:GITHUB_TOKEN}"), ("TOKEN", "{file:~/.token}"),
        ("TOKEN", "${secret:TOKEN}"),
        ("TOKEN", "op://vault/item/field"), ("TOKEN", "keychain:github"), ("TOKEN", "%GITHUB_TOKEN%"),
        ("TOKEN", "${{ secrets.GITHUB }}"),
        ("Authorization", "Bearer ${secret:TOKEN}"), ("Authorization", "Bearer $TOKEN"),
        ("DATABASE_URL", "postgres://app:${DB_PASSWORD}@db/app"),
        ("TOKEN", "$(pass show github)"),
        // Placeholders.
        ("API_KEY", "your-token-here"), ("API_KEY", "YOUR_API_KEY"), ("API_KEY", "<your-key>"), ("API_KEY", "<token>"),
        ("API_KEY", "xxx"),
        ("API_KEY", "xxxxxxxxxxxxxxxx"), ("API_KEY", "changeme"), ("API_KEY", "***"), ("API_KEY", ""), ("API_KEY", "..."),
        ("API_KEY", "sk-your-key-here-1234567890ab"), ("API_KEY", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
        ("API_KEY", "API_KEY"),
        ("API_KEY", "enter your key"), ("API_KEY", "REPLACE_ME"), ("API_KEY", "my-api-key"),
        ("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE"),
        ("TOKEN", "••••"), ("PASSWORD", "password"), ("URL", "https://user:password@host"),
        ("URL", "https://USER:<password>@host"),
        // Settings.
        ("TOKEN", "true"), ("AUTH", "none"), ("AUTH", "oauth2"), ("API_KEY", "0"), ("TOKEN", "4096"), ("MAX_TOKENS", "100000"),
        ("TOKEN_LIMIT", "10k-per-day-2024"), ("TOKEN_URL", "auth.example.com/t0ken"), ("AUTH_TYPE", "api_key_v2"),
        ("PASSWORD_FILE", "run/secrets/db1"),
        ("API_KEY_NAME", "primary2024key"), ("KEYBOARD", "dvorak-2024-layout"), ("PUBLIC_KEY", "k29dh2kd82"),
        ("JIRA_PROJECT_KEY", "PLAT2024"),
        ("TOKENIZER", "cl100k_base"), ("MONKEY", "a8b7c6d5e4f3"), ("KEY", "jira"), ("PWD", "project-folder-2"),
        ("OLD_PWD", "project-folder-2"),
        ("SECRET_NAME", "prod/db1"), ("ACCESS_KEY_ID", "short1"), ("AUTHOR", "k29dh2kd82"), ("PATH_TOKENS", "a1b2c3d4e5"),
        // Paths and addresses.
        ("GOOGLE_APPLICATION_CREDENTIALS", "/home/me/key-2024.json"), ("SSH_KEY", "~/.ssh/id_ed25519"),
        ("SECRET", "./secrets/token1.txt"),
        ("TOKEN", "C:\\Users\\me\\token1.txt"), ("SECRET", "https://vault.example.com/v1"),
        ("API_URL", "https://api.example.com/mcp?version=2"),
        ("URL", "https://user@example.com/path"), ("URL", "http://localhost:8080/mcp?sessionId=12"),
        ("REPOSITORY", "git@github.com:owner/name.git"),
        // What only looks random.
        ("MODEL", "claude-sonnet-4-5-20250929"), ("MODEL", "gpt-4o-mini-2024-07-18"),
        ("MODEL", "anthropic/claude-3.5-sonnet:beta"),
        ("ID", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"), ("COMMIT", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("DIGEST", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("VERSION", "2025.11.28-rc.1+build.20251128"),
        ("PACKAGE", "@modelcontextprotocol/server-github@2025.4.8"), ("CLASS", "MyVeryLongServiceAccountNameForTesting"),
        ("LANG", "en_US.UTF-8"), ("LIST", "alpha1,beta2,gamma3,delta4,epsilon5"),
        ("ROLE", "arn:aws:iam::123456789012:role/deploy"),
        ("PHONE", "+49123456789012345"), ("REGION", "us-east-1"), ("NODE_OPTIONS", "--max-old-space-size=4096"),
        ("TZ", "Europe/Berlin"),
        ("DATE", "2025-11-28T07:46:33.000Z"), ("EMAIL", "someone.with.a.long.name1@example.com"),
    ]

    @Test(arguments: others)
    func `is not found`(name: String, value: String) {
        #expect(CredentialJudge.judgements(of: value, named: name, at: .variable).isEmpty, "\(name): \(value)")
    }

    @Test func `of an address is the part alone, where the rest can stay`() throws {
        let address = "https://me:hunter2@mcp.example.com/mcp?token=q7Zpw9&v=2"
        let parts = CredentialJudge.judgements(of: address, named: "url", at: .address)
        #expect(parts.map { text(address, $0) } == ["hunter2", "q7Zpw9"])
        #expect(parts.map(\.name) == ["URL_PASSWORD", "TOKEN"])
        let path = "https://mcp.zapier.com/api/mcp/s/\(Samples.random(64))/mcp"
        #expect(CredentialJudge.judgements(of: path, named: "url", at: .address).map { text(path, $0) } == [Samples.random(64)])
        let document = "https://docs.example.com/d/\(Samples.random(44))/edit"
        #expect(CredentialJudge.judgements(of: document, named: "DOCUMENT", at: .variable).isEmpty)
    }

    @Test func `of a header is what follows its scheme`() throws {
        let value = "Bearer \(Samples.github)"
        let judgement = try #require(CredentialJudge.judgements(of: value, named: "Authorization", at: .header).first)
        #expect(text(value, judgement) == Samples.github)
    }

    @Test func `is looked for in texts of a size`() {
        let long = String(repeating: "a1", count: CredentialJudge.longestValue)
        #expect(CredentialJudge.judgements(of: long, named: "TOKEN", at: .variable).isEmpty)
    }

    @Test(arguments: [
        ("hunter2", "(7)"), ("", "(0)"), ("hunter22", "hu… (8)"), ("\u{1B}[31mred", "·[… (8)"), ("日本語日本語日本語", "··… (9)"),
    ])
    func `is hinted at by two characters at most`(value: String, hint: String) {
        #expect(SecretName.hint(for: value) == hint)
    }

    @Test(arguments: [
        ("Authorization", "AUTHORIZATION_TOKEN"), ("X-API-Key", "API_KEY"), ("x-api-key", "API_KEY"),
        ("Private-Token", "PRIVATE_TOKEN"),
        ("1st", "ST"), ("ключ", "____"),
    ])
    func `of a header has a name like a variable's`(header: String, name: String) {
        #expect(SecretName.ofHeader(header) == name)
    }

    private func text(_ value: String, _ judgement: CredentialJudge.Judgement) -> String {
        String(decoding: Array(value.utf8)[judgement.part], as: UTF8.self)
    }
}
