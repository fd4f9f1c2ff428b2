import ServerConfiguration
import ServerModel
import Testing

/// `alerts:` of a file, and what is said of it: place, severity and message on one line, the fix on the next.
private func reading(_ text: String) -> (alerts: ManagerSettings.Alerts, words: [String]) {
    let reading = ManagerSettingsReading.read(text: text, file: "config.yaml")
    return (
        reading.settings.alerts,
        reading.diagnostics.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message) — \($0.fix)" }
    )
}

struct `Alerts in config yaml` {
    @Test(arguments: ["", "alerts:\n", "alerts: {}\n", "alerts: {rules: {}}\n", "alerts: {rules: {server-down: }}\n"])
    func `are the built-in ones when it says nothing of them`(text: String) {
        let (alerts, words) = reading(text)
        #expect(alerts == ManagerSettings.Alerts())
        #expect(words == [])
    }

    @Test func `of the built-in kind are few, and wait before they wake anybody`() {
        let rules = Dictionary(uniqueKeysWithValues: AlertRule.builtIn.map { ($0.name, $0) })
        #expect(
            rules.keys.sorted() == [
                "client-drift", "crash-loop", "disk-low", "memory", "server-degraded", "server-down", "slow-tools", "tool-errors",
            ])
        #expect(rules["server-down"]?.condition == .state([.unhealthy, .notFound]))
        #expect(rules["server-down"]?.forSeconds == 60)
        #expect(rules["server-down"]?.severity == .error)
        #expect(rules["crash-loop"]?.condition == .restarts(count: 3, windowSeconds: 600))
        #expect(rules["tool-errors"]?.condition == .errorRate(share: 0.5, windowSeconds: 600, calls: 10))
        #expect(rules["slow-tools"]?.condition == .latency(milliseconds: 30_000, windowSeconds: 600, calls: 10))
        #expect(rules["memory"]?.condition == .memory(bytes: 2_000_000_000))
        #expect(rules["disk-low"]?.condition == .disk(freeBytes: 500_000_000))
        #expect(AlertRule.builtIn.allSatisfy { $0.isEnabled && $0.clearSeconds == 60 })
    }

    @Test func `are changed by the names of rules, and added to`() {
        let (alerts, words) = reading(
            """
            alerts:
              rules:
                server-down: {for: 2m}
                memory: {enabled: false}
                tool-errors: {share: 25%, severity: error}
                github-slow: {condition: latency, milliseconds: 3000, window: 5m, calls: 20, servers: [github], severity: warning, clear: 5m}
                full: {condition: disk, free: 2GB}
                lost: {condition: state, states: [unknown, not-found], for: 1h}
              repeat: 30m
            """)
        #expect(words == [])
        #expect(alerts.repeatSeconds == 1800)
        #expect(alerts.rules.map(\.name) == AlertRule.builtIn.map(\.name) + ["github-slow", "full", "lost"])
        func rule(_ name: String) -> AlertRule? { alerts.rules.first { $0.name == name } }
        #expect(rule("server-down")?.forSeconds == 120)
        #expect(rule("server-down")?.condition == .state([.unhealthy, .notFound]))
        #expect(rule("memory")?.isEnabled == false)
        #expect(rule("tool-errors")?.condition == .errorRate(share: 0.25, windowSeconds: 600, calls: 10))
        #expect(rule("tool-errors")?.severity == .error)
        #expect(rule("full")?.condition == .disk(freeBytes: 2_000_000_000))
        #expect(rule("lost")?.condition == .state([.unknown, .notFound]))
        #expect(
            rule("github-slow")
                == AlertRule(
                    name: "github-slow", condition: .latency(milliseconds: 3000, windowSeconds: 300, calls: 20),
                    clearSeconds: 300,
                    severity: .warning, servers: [try? ServerID("github")].compactMap(\.self)))
    }

    @Test func `may have another condition under a built-in name`() {
        let (alerts, words) = reading("alerts: {rules: {memory: {condition: restarts, count: 1}}}")
        #expect(words == [])
        let rule = alerts.rules.first { $0.name == "memory" }
        #expect(rule?.condition == .restarts(count: 1, windowSeconds: 600))
        #expect(rule?.forSeconds == 300)
    }

    @Test(arguments: [("0", nil), ("1m", 60.0)])
    func `are told again, or never`(text: String, seconds: Double?) {
        #expect(reading("alerts: {repeat: \(text)}").alerts.repeatSeconds == seconds)
    }

    @Test func `can be switched off`() {
        #expect(!reading("alerts: {enabled: false}").alerts.isEnabled)
    }

    @Test func `are told as it says`() {
        let (alerts, words) = reading(
            """
            alerts:
              rules: {server-down: {notify: [webhook, desktop]}}
              notify:
                desktop: {enabled: true}
                webhook: {url: "https://example.org/x", secret: "${env:HOOK}", headers: {Authorization: "Bearer y"}, retries: 2, timeout: 3s}
                command: {run: [~/bin/page, --loud], timeout: 5s}
            """)
        #expect(words == [])
        #expect(alerts.notify.desktop == true)
        #expect(alerts.notify.webhook?.url.revealed == "https://example.org/x")
        #expect(alerts.notify.webhook?.key == .text(SecretValue("${env:HOOK}")))
        #expect(alerts.notify.webhook?.headers == ["Authorization": SecretValue("Bearer y")])
        #expect(alerts.notify.webhook?.retries == 2)
        #expect(alerts.notify.webhook?.timeout == 3)
        #expect(alerts.notify.command?.words == ["~/bin/page", "--loud"])
        #expect(alerts.notify.command?.timeout == 5)
        #expect(alerts.rules[0].channels == [.webhook, .desktop])
    }

    @Test(arguments: [
        ("secret_env: HOOK", ManagerSettings.Alerts.Webhook.Key.environment("HOOK")), ("secret_file: ~/.hook", .file("~/.hook")),
    ])
    func `take the secret of a webhook from elsewhere`(line: String, key: ManagerSettings.Alerts.Webhook.Key) {
        let (alerts, words) = reading("alerts: {notify: {webhook: {url: \"https://a.b\", \(line)}}}")
        #expect(words == [])
        #expect(alerts.notify.webhook?.key == key)
        #expect(alerts.notify.webhook?.retries == 5)
        #expect(alerts.notify.webhook?.timeout == 10)
    }

    @Test func `are never shown with their secrets`() {
        let (alerts, words) = reading(
            """
            alerts:
              notify:
                webhook: {url: "https://hooks.example/hunter2", secret: hunter2, headers: {X: hunter2}, secret_env: "hunter2 ", retries: hunter2x}
            """)
        var text = ""
        dump(alerts, to: &text)
        #expect(!text.contains("hunter2"))
        #expect(!"\(alerts)".contains("hunter2"))
        // What is not a secret's key is repeated as it is.
        #expect(words.count { $0.contains("hunter2") } == 1)
        #expect(words.count == 2)
    }
}

struct `What is wrong with alerts in config yaml` {
    @Test(arguments: [
        ("alerts: {enabld: true}", "1:10: warning: unknown key 'enabld' in 'alerts' — did you mean 'enabled'?"),
        (
            "alerts: {repeat: 5s}", "1:18: error: repeat must be 1m or more, or 0 for never — write 4h, or 0"
        ),
        (
            "alerts: {rules: {server-dwon: {for: 1m}}}",
            "1:18: error: the rule 'server-dwon' has no condition — did you mean 'server-down'?"
        ),
        (
            "alerts: {rules: {mine: }}",
            "1:18: error: the rule 'mine' has no condition — write 'condition:' and one of: state, restarts, error_rate, "
                + "latency, memory, drift, disk"
        ),
        (
            "alerts: {rules: {Mine: {condition: drift}}}",
            "1:18: error: 'Mine' cannot be the name of a rule — use up to 64 lower-case letters, digits and '-', "
                + "beginning with a letter"
        ),
        (
            "alerts: {rules: {mine: {condition: latncy, milliseconds: 3}}}",
            "1:36: error: condition cannot be 'latncy' — did you mean 'latency'? The choices are: state, restarts, "
                + "error_rate, latency, memory, drift, disk"
        ),
        (
            "alerts: {rules: {mine: {condition: memory, byte: 3}}}",
            "1:44: warning: unknown key 'byte' in 'mine' — did you mean 'bytes'?"
        ),
        (
            "alerts: {rules: {server-down: {states: [unhealhty]}}}",
            "1:40: error: there is no state 'unhealhty' — did you mean 'unhealthy'?"
        ),
        (
            "alerts: {rules: {server-down: {states: []}}}",
            "1:40: error: states must name each state once, and at least one — write 'states: [healthy]'"
        ),
        (
            "alerts: {rules: {server-down: {severity: eror}}}",
            "1:42: error: severity cannot be 'eror' — did you mean 'error'? The choices are: info, warning, error"
        ),
        (
            "alerts: {rules: {server-down: {servers: [a b]}}}",
            "1:41: error: 'a b' cannot be the name of a server — use 1–64 letters, digits, '.', '_' or '-', beginning with a "
                + "letter or digit"
        ),
        ("alerts: {rules: {tool-errors: {share: 0%}}}", "1:39: error: share must be from 1% to 100% — write 50%, or 0.5"),
        (
            "alerts: {rules: {crash-loop: {count: 0}}}",
            "1:38: error: count must be a whole number from 1 to 1000 — write 1 or more"
        ),
        (
            "alerts: {rules: {disk-low: {servers: [a]}}}",
            "1:29: warning: unknown key 'servers' in 'disk-low' — the keys here are: condition, free, for, clear, severity, "
                + "notify, enabled"
        ),
        (
            "alerts: {rules: {server-down: {notify: [email]}}}",
            "1:40: error: there is no channel 'email' — the choices are: desktop, webhook, command"
        ),
        (
            "alerts: {rules: {server-down: {notify: [webhook]}}}",
            "1:40: warning: nobody is told by 'webhook', as alerts.notify says nothing of it — add 'webhook:' below alerts.notify"
        ),
        ("alerts: {notify: {webhook: {}}}", "1:19: error: a webhook needs a url — write 'url: https://…'"),
        (
            "alerts: {notify: {webhook: {url: example.org}}}",
            "1:34: error: url must begin with 'https://' or 'http://' — write 'https://' before it"
        ),
        (
            "alerts: {notify: {webhook: {url: \"http://example.org/x\"}}}",
            "1:34: warning: alerts are sent to 'example.org' without encryption — use https if the host has it"
        ),
        (
            "alerts: {notify: {webhook: {url: \"https://a.b\", secret: \"${secret:X}\"}}}",
            "1:57: error: secret has a variable that only definitions of servers have — write '${env:NAME}' for a variable of "
                + "the daemon's environment"
        ),
        (
            "alerts: {notify: {webhook: {url: \"https://a.b\", secret_file: hook}}}",
            "1:62: error: secret_file must be an absolute path — begin it with '/' or '~/'"
        ),
        (
            "alerts: {notify: {command: {run: []}}}",
            "1:34: error: a command needs a program to run — write 'run: [/path/to/program, argument]'"
        ),
        ("alerts: {notify: {comand: {run: [x]}}}", "1:19: warning: unknown key 'comand' in 'notify' — did you mean 'command'?"),
    ])
    func `is told with its place and its fix, once`(text: String, words: String) {
        #expect(reading(text).words == [words])
    }

    @Test func `leaves the rest as it is`() {
        let (alerts, words) = reading(
            "alerts: {rules: {server-down: {for: soon, clear: 5m}, mine: {for: 1m}}, notify: {webhook: {url: 5}, desktop: {enabled: no}}}"
        )
        #expect(words.count == 3)
        #expect(alerts.rules.map(\.name) == AlertRule.builtIn.map(\.name))
        #expect(alerts.rules[0].forSeconds == 60)
        #expect(alerts.rules[0].clearSeconds == 300)
        #expect(alerts.notify.webhook == nil)
        #expect(alerts.notify.desktop == false)
    }
}
