import ServerModel
import Testing

struct `A line with a header` {
    @Test(arguments: [
        ("X-Team: blue", "X-Team", "blue"), ("X-Team=blue", "X-Team", "blue"), ("a:b=c", "a", "b=c"), ("a=b:c", "a", "b:c"),
        ("a: \t b c \t", "a", "b c"), ("a:", "a", ""), ("!#$%&'*+-.^_`|~09: x", "!#$%&'*+-.^_`|~09", "x"),
    ])
    func `has a name and a value`(text: String, name: String, value: String) {
        let line = HeaderLine(text)
        #expect(line?.name == name && line?.value == value)
    }

    @Test(arguments: ["", ":", "=x", "blue", "X Team: blue", " a: b", "é: x", "a\u{1}: x"])
    func `is none without a name that HTTP takes`(text: String) {
        #expect(HeaderLine(text) == nil)
    }
}
