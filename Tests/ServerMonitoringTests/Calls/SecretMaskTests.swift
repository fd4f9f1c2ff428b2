import ServerModel
import Testing

@testable import ServerMonitoring

struct `A mask of secrets` {
    @Test(arguments: [
        ("s3cret", #"{"token":"s3cret"}"#, #"{"token":"••••"}"#),
        ("s3cret", "s3crets3cret and s3cret", "•••••••• and ••••"),
        (#"a"b\c"#, #"{"v":"a\"b\\c"}"#, #"{"v":"••••"}"#),
        (#"a"b\c"#, #"said a"b\c in plain"#, "said •••• in plain"),
        ("pässwörd", #"{"v":"p\u00e4ssw\u00F6rd"}"#, #"{"v":"••••"}"#),
        ("a/b/c", #"{"v":"a\/b\/c"}"#, #"{"v":"••••"}"#),
        ("k😀ey", #"{"v":"k\ud83d\ude00ey"}"#, #"{"v":"••••"}"#),
        ("two\nlines", #"{"v":"two\nlines"}"#, #"{"v":"••••"}"#),
        (#"a"bc"#, #"{"text":"{\"v\":\"a\\\"bc\"}"}"#, #"{"text":"{\"v\":\"••••\"}"}"#),
    ])
    func `finds one in every spelling`(secret: String, text: String, masked: String) {
        #expect(SecretMask([secret]).masking(text).text == masked)
    }

    @Test func `takes the longest where two overlap`() {
        let mask = SecretMask(["abcd", "bcdef", "abcdefgh"])
        #expect(mask.masking("x abcdefgh y abcdef z").text == "x •••• y •••• z")
    }

    @Test func `leaves what is too short to be a secret`() {
        #expect(SecretMask(["abc", ""]).masking("abc") == ("abc", 0))
        #expect(SecretMask(["日本語字"]).masking("x日本語字").text == "x••••")
    }

    @Test(arguments: [#"\"#, #"a\u00"#, #"\ud83d"#, #"\q s3cret"#])
    func `is not confused by broken escapes`(text: String) {
        #expect(SecretMask(["s3cret"]).masking(text).text == text.replacing("s3cret", with: "••••"))
    }
}

struct `A text that is kept` {
    @Test func `is whole when it is short`() {
        #expect(SecretMask([]).keeping("short", limit: 5) == ("short", nil))
    }

    @Test func `is cut between characters, and says how much`() {
        #expect(SecretMask([]).keeping("日本語", limit: 7) == ("日本", TextLoss(maskedPlaces: 0, cutBytes: 3)))
        #expect(SecretMask([]).keeping("日本語", limit: 6) == ("日本", TextLoss(maskedPlaces: 0, cutBytes: 3)))
        #expect(SecretMask([]).keeping("日本語", limit: 2) == ("", TextLoss(maskedPlaces: 0, cutBytes: 9)))
        #expect(SecretMask([]).keeping("日本語", limit: 0) == ("", TextLoss(maskedPlaces: 0, cutBytes: 9)))
    }

    @Test func `is masked before it is cut`() {
        let kept = SecretMask(["s3cret"]).keeping("1234s3cret5678", limit: 8)
        #expect(kept == ("1234•", TextLoss(maskedPlaces: 1, cutBytes: 13)))
    }

    @Test(arguments: 0..<40)
    func `never ends in the beginning of a secret, however long it was`(offset: Int) {
        // The secret lies across every place where the search for it could stop.
        let secret = "TOPSECRET-0123456789"
        let text = String(repeating: "x", count: 160 - offset) + secret + String(repeating: "y", count: 400)
        let (kept, loss) = SecretMask([secret]).keeping(text, limit: 10)
        #expect(!kept.contains("T") && loss != nil)
        let (most, _) = SecretMask([secret]).keeping(secret + text, limit: 40)
        #expect(!most.contains("T"), "\(most)")
    }

    @Test func `counts every byte it lost`() {
        let text = String(repeating: "語", count: 1_000_000)
        let (kept, loss) = SecretMask(["s3cret"]).keeping(text, limit: 16 << 10)
        #expect(kept.utf8.count + (loss?.cutBytes ?? 0) == text.utf8.count)
        #expect(kept.utf8.count > (16 << 10) - 3)
    }
}
