import SecretMasking
import Testing

struct `A mask of secrets` {
    @Test(arguments: [
        ("s3cret", #"{"token":"s3cret"}"#, #"{"token":"••••"}"#),
        ("s3cret", "s3crets3cret and s3cret", "•••••••• and ••••"),
        ("qZ7", "3 characters: qZ7.", "3 characters: ••••."),
        (#"a"b\c"#, #"{"v":"a\"b\\c"}"#, #"{"v":"••••"}"#),
        (#"a"b\c"#, #"said a"b\c in plain"#, "said •••• in plain"),
        ("pässwörd", #"{"v":"p\u00e4ssw\u00F6rd"}"#, #"{"v":"••••"}"#),
        ("a/b/c", #"{"v":"a\/b\/c"}"#, #"{"v":"••••"}"#),
        ("k😀ey", #"{"v":"k\ud83d\ude00ey"}"#, #"{"v":"••••"}"#),
        ("two\nlines", #"{"v":"two\nlines"}"#, #"{"v":"••••"}"#),
        (#"a"bc"#, #"{"text":"{\"v\":\"a\\\"bc\"}"}"#, #"{"text":"{\"v\":\"••••\"}"}"#),
        ("it's me", #"echo 'it'\''s me'"#, "echo '••••'"), ("it's me", #"repr: 'it\'s me'"#, "repr: '••••'"),
        ("s3c/ret?", "GET /?k=s3c%2Fret%3f&x=1", "GET /?k=••••&x=1"), ("a b c", "k=a+b+c", "k=••••"),
        ("pässwörd", "k=p%C3%A4ssw%c3%b6rd", "k=••••"), ("s3c/ret", #"{"url":"a\/?k=s3c%2Fret"}"#, #"{"url":"a\/?k=••••"}"#),
        ("s3cret", "hex 733363726574", "hex ••••"), ("s3cret", #"b'\x733cret'"#, "b'••••'"),
        ("it's me", #"echo 'it'"'"'s me'"#, "echo '••••'"), ("it's me", #"{"sh":"'it'\\''s me'"}"#, #"{"sh":"'••••'"}"#),
        ("k😀ey", #"k\u{1F600}ey k\U0001f600ey"#, "•••• ••••"), (#"a"b\c"#, "k=a%5C%22b%5c%5Cc", "k=••••"),
        // A secret that itself looks escaped.
        ("p%40ss", #"{"u":"p%40ss"} p%2540ss p%4\u0030ss"#, #"{"u":"••••"} •••• ••••"#),
        ("p%40ss/x", #"{"u":"p%40ss\/x"}"#, #"{"u":"••••"}"#), (#"a\nb"c"#, #"{"v":"a\\nb\"c"}"#, #"{"v":"••••"}"#),
        ("ab/cd", #"100%ab\/cd"#, "100%••••"),
    ])
    func `finds one in every spelling`(secret: String, text: String, masked: String) {
        #expect(SecretMask([secret]).masking(text) == masked)
        #expect(SecretMask([secret]).holdsSecret(in: text))
        #expect(SecretMask([secret]).holdsSecret(in: Array(text.utf8)))
    }

    /// `base64("user:" + secret)` and its like: what stands before moves the secret by bits.
    @Test(arguments: ["", "u", "us", "use", "user:"], ["", "\n", " and more"])
    func `finds one in base64 with others`(before: String, after: String) {
        let secret = "hunter2-ünï✓"
        for alphabet in [base64Standard, base64URL] {
            let encoded = base64(before + secret + after, alphabet)
            let masked = SecretMask([secret]).masking("Basic \(encoded)")
            #expect(masked.contains(SecretMask.mark))
            // At most the two letters at its edges stay, in part of others.
            #expect(!masked.contains(encoded.dropFirst(before.utf8.count * 4 / 3 + 2).prefix(8)))
        }
    }

    @Test func `finds each line of one with several`() {
        let key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n  9w0BAQEFAASC\nx\n-----END KEY-----\n"
        let mask = SecretMask([key])
        #expect(mask.masking("key: MIIEvQIBADANBgkqhkiG") == "key: ••••")
        #expect(mask.masking("9w0BAQEFAASC!") == "••••!")
        // One letter is no secret.
        #expect(mask.masking("x") == "x")
        #expect(mask.masking("it is \(key) there") == "it is •••• there")
    }

    /// As a file or a prompt gives them.
    @Test(arguments: ["s3cret\n", "s3cret\r\n", " s3cret ", "\ns3cret"])
    func `finds one without the space around it`(secret: String) {
        #expect(SecretMask([secret]).masking("token=s3cret;") == "token=••••;")
    }

    @Test func `tells apart what only looks the same`() {
        let secrets = ["caf\u{e9}", "cafe\u{301}"]
        for secret in secrets {
            #expect(SecretMask(secrets).masking("<\(secret)>") == "<••••>")
        }
    }

    @Test func `leaves the line before base64 whole`() {
        let encoded = base64("user:hunter2", base64Standard).dropFirst(7)
        #expect(SecretMask(["hunter2"]).masking("x\n\(encoded)").hasPrefix("x\n••••"))
    }

    @Test func `finds one of ten thousand characters`() {
        let secret = String((0..<10_000).map { "abcdefghijklmnopqrstuvwxyz"[$0 * $0 % 26] })
        #expect(SecretMask([secret]).masking("<\(secret)>") == "<••••>")
        #expect(SecretMask([secret]).masking("<\(secret.dropLast())>") == "<\(secret.dropLast())>")
    }

    @Test func `takes the longest where two overlap`() {
        let mask = SecretMask(["abcd", "bcdef", "abcdefgh"])
        #expect(mask.masking("x abcdefgh y abcdef z") == "x •••• y •••• z")
    }

    @Test(arguments: ["", "plain text", "qz7 QZ7 q Z 7", "100 % sure, 5%% of C:\\temp", "日本語 \u{1F600}"])
    func `leaves everything else as it is`(text: String) {
        #expect(SecretMask(["qZ7", "s3cret", "日本語字"]).masking(text) == text)
    }

    @Test func `leaves what is too short to be a secret`() {
        #expect(SecretMask(["ab", "語", ""]).isEmpty)
        #expect(SecretMask(["ab"]).masking("ab") == "ab")
        #expect(SecretMask(["日本語字"]).masking("x日本語字") == "x••••")
    }

    @Test(arguments: [#"\"#, #"a\u00"#, #"\ud83d"#, #"\q s3cret"#, "%", "%4", "%zz s3cret", #"\x"#])
    func `is not confused by broken escapes`(text: String) {
        #expect(SecretMask(["s3cret"]).masking(text) == text.replacing("s3cret", with: "••••"))
    }

    /// Each would take minutes if the work grew with the square of the text.
    @Test(arguments: ["a", "aab", "\\", "\\\\u0061", "%61", "%", "%25", "\u{fffd}", "aaab", "%5C", #"\u005c"#])
    func `takes hostile text without delay`(piece: String) {
        let secret = String(repeating: "a", count: 10_000) + "b"
        let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
        #expect(SecretMask([secret]).masking(text) == text)
    }

    /// Whatever a secret is made of, wherever it stands.
    @Test(arguments: 0..<200)
    func `finds random ones among random text`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abcXYZ019+/=-_.:'\"\\% üñ✓🔑{}")
        func text(_ length: ClosedRange<Int>) -> String {
            String((0..<Int.random(in: length, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
        }
        let secrets = (0..<3).map { _ in text(6...40) }
        let secret = secrets[Int.random(in: 0..<3, using: &random)]
        let spelled = Spellings.all.randomElement(using: &random)?(secret) ?? secret
        // A sign of an escape right before it would be read with it.
        let masked = SecretMask(secrets).masking("\(text(0...30)) \(spelled)\(text(0...30))")
        #expect(!masked.contains(spelled), "\(spelled) of \(secret) is in \(masked)")
    }
}

struct `A text that is kept` {
    private func keeping(_ text: String, _ secrets: [String] = [], limit: Int) -> (text: String, maskedPlaces: Int, cutBytes: Int)
    {
        SecretMask(secrets).keeping(text, limit: limit)
    }

    @Test func `is whole when it is short`() {
        #expect(keeping("short", limit: 5) == ("short", 0, 0))
    }

    @Test func `is cut between characters, and says how much`() {
        #expect(keeping("日本語", limit: 7) == ("日本", 0, 3))
        #expect(keeping("日本語", limit: 6) == ("日本", 0, 3))
        #expect(keeping("日本語", limit: 2) == ("", 0, 9))
        #expect(keeping("日本語", limit: 0) == ("", 0, 9))
    }

    @Test func `is masked before it is cut`() {
        #expect(keeping("1234s3cret5678", ["s3cret"], limit: 8) == ("1234•", 1, 13))
    }

    @Test(arguments: 0..<40)
    func `never ends in the beginning of a secret, however long it was`(offset: Int) {
        // The secret lies across every place where the search for it could stop.
        let secret = "TOPSECRET-0123456789"
        let text = String(repeating: "x", count: 160 - offset) + secret + String(repeating: "y", count: 400)
        let kept = keeping(text, [secret], limit: 10)
        #expect(!kept.text.contains("T") && kept.cutBytes > 0)
        #expect(!keeping(secret + text, [secret], limit: 40).text.contains("T"))
    }

    @Test(arguments: 1..<20)
    func `has no beginning of a secret at its end when it goes on`(seen: Int) {
        let secret = "TOPSECRET-0123456789"
        let text = String(repeating: "x", count: 1_000) + secret.prefix(seen)
        let kept = SecretMask([secret]).maskingBeginning(of: text)
        #expect(!kept.contains("T") && kept.count > 700)
    }

    @Test func `counts every byte it lost`() {
        let text = String(repeating: "語", count: 1_000_000)
        let kept = keeping(text, ["s3cret"], limit: 16 << 10)
        #expect(kept.text.utf8.count + kept.cutBytes == text.utf8.count)
        #expect(kept.text.utf8.count > (16 << 10) - 3)
    }
}

extension String {
    /// The character at a place, from 0.
    fileprivate subscript(place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
