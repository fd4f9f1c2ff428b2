import Foundation
import ServerModel
import TestSupport
import Testing

/// A server with three secrets of different kinds, and what is typed for them.
private enum Shop {
    static let address = "https://shop.example.com/api"
    static let token = "tok-5Vw8Qz2Lm7Xb4Kp9"

    static func define(in home: TestHome) async throws {
        try home.configure("secrets: {stores: [vault], deadline: 30}\n")
        try home.defineDigester(
            "shop",
            secrets: """
                  - name: SHOP_URL
                    type: url
                    required: true
                    description: Where your shop is
                    validation: {schemes: [https], example: "https://shop.example.com"}
                  - name: SHOP_TOKEN
                    type: password
                    required: true
                    description: From the settings of your shop
                    validation: {min_length: 8}
                  - name: SHOP_NOTE
                    type: text
                    required: false
                """)
        try await home.startDaemon(adding: ["MCP_MANAGER_VAULT_PASSPHRASE": "open sesame"])
    }

    /// What the server has.
    static func fingerprints(in home: TestHome) async throws -> [String] {
        var all: [String] = []
        for key in ["SHOP_URL", "SHOP_TOKEN", "SHOP_NOTE"] { all.append(try await home.fingerprint(key, of: "shop")) }
        return all
    }

    static func states(in home: TestHome) async throws -> [SecretStatus.State] {
        try await home.secrets(of: "shop").secrets.map(\.state)
    }
}

extension Screen {
    /// In how many lines a text stands.
    fileprivate func count(_ text: String) -> Int { lines.count { $0.contains(text) } }

    /// Whether anything of a value shows, be it broken over lines.
    fileprivate func shows(_ value: String) -> Bool {
        let text = words.replacingOccurrences(of: " ", with: "")
        return !CanarySearch([Canary("", value)]).findings(in: text, of: "").isEmpty
    }
}

@Suite(.atATime(3), .temporaryHome, .needs(.tmux, .python), .timeLimit(.minutes(3)))
struct `Being asked for secrets in the shell` {
    @Test func `goes from question to question and back, and stores what was agreed to`() async throws {
        let home = try TestHome.here
        try await Shop.define(in: home)
        let terminal = try await setUp(in: home)
        try await terminal.see("the first question") { $0.contains("1 of 3") && $0.contains("Where your shop is") }
        try await terminal.type("ftp://shop.example.com")
        try await terminal.press("Enter")
        try await terminal.see("what is wrong, and the example") {
            $0.contains("must begin with https://") && $0.contains("for example https://shop.example.com")
        }
        try await terminal.type(Shop.address)
        try await terminal.press("Enter")

        try await terminal.see("the second question") { $0.contains("2 of 3") && $0.contains("SHOP_TOKEN (not shown") }
        try await terminal.type("short")
        try await terminal.press("Enter")
        try await terminal.see("that it is too short") { $0.contains("at least 8") && $0.count("SHOP_TOKEN (not shown") == 2 }
        try await terminal.type(Shop.token)
        try await terminal.press("Enter")
        let third = try await terminal.see("the third question") {
            $0.contains("3 of 3") && $0.contains("SHOP_NOTE (Enter skips it")
        }
        #expect(!third.shows(Shop.token) && !third.contains("short"), "\(third)")

        try await terminal.type("<")
        try await terminal.press("Enter")
        try await terminal.see("the second again") { $0.count("2 of 3") == 2 && $0.contains("Enter keeps the new one") }
        try await terminal.press("Enter")
        try await terminal.see("the third again") { $0.count("3 of 3") == 2 && $0.count("SHOP_NOTE (Enter skips it") == 2 }
        try await terminal.press("Enter")

        let review = try await terminal.see("everything together") { $0.contains("[A]pply") }
        #expect(review.contains("skipped") && !review.shows(Shop.token), "\(review)")
        #expect(try await Shop.states(in: home) == [.missing, .missing, .missing], "stored before it was agreed to")
        try await terminal.type("a")
        try await terminal.press("Enter")
        let remains = try await terminal.ended(within: .seconds(30))
        #expect(remains.status == "0" && remains.settingsAfter == remains.settingsBefore, "\(remains)")
        #expect(!remains.screen.shows(Shop.token), "\(remains.screen)")
        let expected = [Fingerprint.of(Shop.address), Fingerprint.of(Shop.token), Fingerprint.none]
        #expect(try await Shop.fingerprints(in: home) == expected)
    }

    @Test func `takes ten kilobytes that are pasted, and shows nothing of them`() async throws {
        let home = try TestHome.here
        let terminal = try await askedForToken(in: home)
        try await home.paste(Canary.long.value)
        try await terminal.press("Enter")
        try await terminal.see("SHOP_NOTE (Enter skips it")
        try await terminal.press("Enter")
        let review = try await terminal.see("[A]pply")
        #expect(!review.shows(Canary.long.value), "\(review)")
        try await terminal.press("Enter")
        #expect(try await terminal.ended(within: .seconds(30)).status == "0")
        let expected = [Fingerprint.of(Shop.address), Fingerprint.of(Canary.long.value), Fingerprint.none]
        #expect(try await Shop.fingerprints(in: home) == expected)
    }

    @Test func `ends at Ctrl-C with nothing stored, nothing shown and the terminal as it was`() async throws {
        let home = try TestHome.here
        let terminal = try await askedForToken(in: home)
        try await terminal.type(Shop.token)
        try await terminal.press("C-c")
        try await expectNothingDone(terminal, in: home)
    }

    @Test func `ends at the end of input with nothing stored`() async throws {
        let home = try TestHome.here
        let terminal = try await askedForToken(in: home)
        try await terminal.press("C-d")
        try await expectNothingDone(terminal, in: home)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `leaves the terminal as it was when a signal ends it`(_ signal: Int32) async throws {
        let home = try TestHome.here
        let terminal = try await askedForToken(in: home)
        try await terminal.type("half a va")
        try terminal.signal(signal)
        let remains = try await terminal.ended()
        #expect(remains.status == "\(128 + signal)")
        #expect(remains.settingsAfter == remains.settingsBefore, "\(remains)")
    }

    /// The wizard with its first question answered, at the hidden second one.
    private func askedForToken(in home: TestHome) async throws -> TerminalSession {
        try await Shop.define(in: home)
        let terminal = try await setUp(in: home)
        try await terminal.see("1 of 3")
        try await terminal.type(Shop.address)
        try await terminal.press("Enter")
        try await terminal.see("SHOP_TOKEN (not shown")
        return terminal
    }

    private func setUp(in home: TestHome) async throws -> TerminalSession {
        try await TerminalSession("mcp-manager", ["secrets", "setup", "shop"], columns: 100, rows: 60, in: home)
    }

    private func expectNothingDone(_ terminal: TerminalSession, in home: TestHome) async throws {
        let remains = try await terminal.ended()
        #expect(remains.status != "0" && remains.settingsAfter == remains.settingsBefore, "\(remains)")
        #expect(!remains.screen.shows(Shop.token))
        #expect(try await Shop.states(in: home) == [.missing, .missing, .missing])
    }

    @Test func `leaves an unfinished value out when somebody quits at the end`() async throws {
        let home = try TestHome.here
        try await Shop.define(in: home)
        try await home.setSecret("SHOP_URL", of: "shop", to: Shop.address)
        try await home.setSecret("SHOP_TOKEN", of: "shop", to: Shop.token)
        let terminal = try await setUp(in: home)
        // What is there is kept.
        try await terminal.see("1 of 3")
        try await terminal.press("Enter")
        try await terminal.see("SHOP_TOKEN (not shown")
        try await terminal.press("Enter")
        try await terminal.see("3 of 3")
        try await terminal.type("a note")
        try await terminal.press("Enter")
        try await terminal.see("[A]pply")
        try await terminal.type("q")
        try await terminal.press("Enter")
        #expect(try await terminal.ended().status != "0")
        #expect(try await Shop.states(in: home) == [.set, .set, .missing])
    }
}

@Suite(.atATime(2), .temporaryHome, .needs(.tmux, .python), .timeLimit(.minutes(3)))
struct `The dashboard's form of secrets` {
    @Test func `is filled in, left, taken up again and applied; the server then has them`() async throws {
        let home = try TestHome.here
        let terminal = try await open(in: home)
        try await terminal.type("ftp://shop.example.com")
        try await terminal.press("Enter")
        try await terminal.see("what is wrong, under the field, and an example") {
            $0.words.contains("must begin with https://") && $0.words.contains("for example https://shop.example.com")
        }
        try await terminal.press("C-u")
        try await terminal.type(Shop.address)
        try await terminal.press("Tab")
        try await terminal.see("no complaint") { $0.contains("SHOP_TOKEN") && !$0.words.contains("must begin with") }
        try await home.paste(Canary.long.value)
        let pasted = try await terminal.see("a mask for what was pasted") { $0.contains("••••") }
        #expect(!pasted.shows(Canary.long.value), "\(pasted)")

        // Back, and smaller and smaller.
        try await terminal.press("BTab")
        for size in [(80, 24), (60, 20)] {
            try await terminal.resize(columns: size.0, rows: size.1)
            let small = try await terminal.see("the form in \(size)") {
                $0.lines.count <= size.1 + 1 && $0.lines.allSatisfy { $0.count <= size.0 } && $0.contains("SHOP_URL")
                    && $0.contains("••••")
            }
            #expect(!small.shows(Canary.long.value) && !small.shows(Shop.address), "\(small)")
        }
        try await terminal.resize(columns: 120, rows: 40)
        try await terminal.see("the form in full") { $0.contains("••••") && $0.contains("SHOP_NOTE") }

        // Left with a draft, which is offered the next time.
        try await terminal.press("Escape")
        try await terminal.see("the question what becomes of it") { $0.contains("Keep draft") && $0.contains("Discard") }
        try await terminal.press("Tab", "Enter")
        try await terminal.see("the form gone") { !$0.isForm && $0.words.contains("draft") }
        #expect(try await Shop.states(in: home) == [.missing, .missing, .missing])
        try await terminal.press("S")
        try await terminal.see("the draft") { $0.isForm && $0.contains("••••") }

        try await goOn(terminal, times: 3)
        let review = try await terminal.see("everything together") { $0.contains("step 2 of 3") && $0.contains("Apply") }
        #expect(review.contains("skipped") && !review.shows(Canary.long.value), "\(review)")
        #expect(try await Shop.states(in: home) == [.missing, .missing, .missing], "stored before it was agreed to")
        try await terminal.press("Enter")
        try await terminal.see("that it is done") { $0.contains("step 3 of 3") && $0.contains("SHOP_TOKEN") }
        try await home.waitUntilReady("shop")
        try await terminal.press("Enter")
        try await terminal.see("the server, ready") { $0.lists("shop", "ready") && !$0.contains("step 3") }
        let expected = [Fingerprint.of(Shop.address), Fingerprint.of(Canary.long.value), Fingerprint.none]
        #expect(try await Shop.fingerprints(in: home) == expected)
        try await leave(terminal)
        #expect(try CanarySearch([.long]).findings(below: home.root).isEmpty)
    }

    @Test func `shows a value on a key, and hides it again; what is discarded is gone`() async throws {
        let home = try TestHome.here
        let terminal = try await open(in: home)
        try await terminal.type(Shop.address)
        try await terminal.press("Tab")
        try await terminal.type(Shop.token)
        let mask = String(repeating: "•", count: Shop.token.count)
        let hidden = try await terminal.see("a mask") { $0.contains(mask) }
        #expect(!hidden.shows(Shop.token), "\(hidden)")
        try await terminal.press("C-r")
        try await terminal.see("the value") { $0.contains(Shop.token) }
        try await terminal.press("C-r")
        try await terminal.see("the mask again") { !$0.shows(Shop.token) && $0.contains(mask) }

        try await terminal.press("Escape")
        try await terminal.see("the question what becomes of it") { $0.contains("Discard") }
        try await terminal.press("Tab", "Tab", "Enter")
        try await terminal.see("the form gone") { !$0.isForm }
        try await terminal.press("S")
        try await terminal.see("an empty form") { $0.isForm && !$0.contains(Shop.address) && !$0.contains("••••") }
        try await terminal.press("Escape")
        try await terminal.see("the form gone again") { !$0.isForm }
        try await leave(terminal)
        #expect(try await Shop.states(in: home) == [.missing, .missing, .missing])
    }

    @Test func `asks what several lines are, and keeps them as they are`() async throws {
        let home = try TestHome.here
        let terminal = try await open(in: home)
        try await terminal.type(Shop.address)
        try await terminal.press("Tab")
        try await home.paste(Canary.lines.value)
        try await terminal.see("the question what they are") { $0.contains("Several lines") && $0.contains("Keep lines") }
        try await terminal.press("Enter")
        try await terminal.see("how many they are") { $0.contains("5 lines") && !$0.contains("Keep lines") }
        try await goOn(terminal, times: 2)
        let review = try await terminal.see("step 2 of 3")
        #expect(!review.shows(Canary.lines.value), "\(review)")
        try await terminal.press("Enter")
        try await home.waitUntilReady("shop")
        #expect(try await home.fingerprint("SHOP_TOKEN", of: "shop") == Fingerprint.of(Canary.lines.value))
        try await terminal.see("step 3 of 3")
        try await terminal.press("Enter")
        try await terminal.see("the form gone") { !$0.contains("step 3 of 3") }
        try await leave(terminal)
    }

    // MARK: Steps

    /// A server that needs secrets, and its form, with the cursor in the first that is missing.
    private func open(in home: TestHome) async throws -> TerminalSession {
        try await Shop.define(in: home)
        #expect(try await home.manager("start", "shop").ending == .code(1))
        #expect(try await home.status("shop").phase.name == .needsSecret)
        let terminal = try await TerminalSession("mcp-manager-tui", columns: 120, rows: 40, in: home)
        try await terminal.see("the server that needs something") { $0.lists("shop", "needs") }
        try await terminal.press("S")
        try await terminal.see("the form") { $0.isForm && $0.contains("SHOP_URL") && $0.contains("Where your shop is") }
        return terminal
    }

    /// Goes on from a field that is in order, as often as that.
    private func goOn(_ terminal: TerminalSession, times: Int) async throws {
        var last = try await terminal.screen()
        for _ in 0..<times {
            let before = last
            try await terminal.press("Enter")
            last = try await terminal.see("what comes next") { $0.lines != before.lines }
        }
    }

    private func leave(_ terminal: TerminalSession) async throws {
        try await terminal.press("Q")
        let remains = try await terminal.ended()
        #expect(remains.status == "0" && remains.settingsAfter == remains.settingsBefore, "\(remains)")
        #expect(remains.modes == TerminalSession.Remains.untouched, "\(remains.screen)")
    }
}

extension Screen {
    /// Whether the fields of the form are on it.
    fileprivate var isForm: Bool { contains("step 1 of 3") }
}
