import ServerModel
import Testing

struct `A text with variables` {
    @Test(
        arguments: [
            ("", []),
            ("plain $x $ $$", [.text("plain $x $ $$")]),
            ("${home}", [.variable(.home)]),
            (
                "a${server_dir}/${source_dir}b",
                [.text("a"), .variable(.serverDirectory), .text("/"), .variable(.sourceDirectory), .text("b")]
            ),
            ("${config_dir}${logs_dir}", [.variable(.configDirectory), .variable(.logsDirectory)]),
            ("${env:A_1}", [.variable(.environment("A_1"))]),
            ("${secret:T}", [.variable(.secret("T"))]),
            ("$${home}", [.text("${home}")]),
            ("${x}", [.invalid("${x}")]),
            ("${env:}", [.invalid("${env:}")]),
            ("${env:1A}", [.invalid("${env:1A}")]),
            ("${}", [.invalid("${}")]),
            ("a ${home", [.text("a "), .invalid("${home")]),
        ] as [(String, [InterpolatedText.Part])])
    func `has these parts`(source: String, parts: [InterpolatedText.Part]) {
        #expect(InterpolatedText(source).parts == parts)
    }

    @Test func `is not looked at again once replaced`() {
        let text = InterpolatedText("${env:A}/${home}").replacing { $0 == .home ? "/h" : "${home}" }
        #expect(text == "${home}//h")
    }
}
