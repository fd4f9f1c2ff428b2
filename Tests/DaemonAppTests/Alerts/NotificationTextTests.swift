import Testing

@testable import DaemonApp

struct `Foreign text in a notification` {
    @Test(arguments: [
        ("plain text, é 日", "plain text, é 日"),
        ("two\r\nlines\tand more", "two lines and more"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}]0;title\u{7}bell\u{7}", "0;titlebell"),
        ("nul\0 and c1 \u{9B}31m", "nul and c1 31m"),
        ("right\u{202E}tfel, zero\u{200B}width", "righttfel, zerowidth"),
        ("an escape at the end\u{1B}", "an escape at the end"),
    ])
    func `is one line without anything that is an instruction`(text: String, plain: String) {
        #expect(NotificationText.plain(text) == plain)
    }

    @Test func `is no markup where markup is read`() {
        #expect(
            NotificationText.markup("<b>5 > 3 & \"x\"</b> 'y'")
                == "&lt;b&gt;5 &gt; 3 &amp; &quot;x&quot;&lt;/b&gt; &apos;y&apos;")
    }

    @Test func `is cut before it is too long, not in the middle of what was escaped`() {
        let text = String(repeating: "<", count: 1000)
        #expect(NotificationText.plain(text, limit: 10) == "<<<<<<<<<…")
        #expect(NotificationText.markup(text, limit: 3) == "&lt;&lt;…")
    }
}
