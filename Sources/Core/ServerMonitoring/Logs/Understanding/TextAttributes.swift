import ServerModel

/// The colours and emphasis in force, as ECMA-48 SGR sequences set them one after another.
struct TextAttributes: Hashable, Sendable {
    private enum Colour: Hashable, Sendable {
        case initial
        /// One of the sixteen, by its parameter (31, 97, 42, …).
        case named(UInt8)
        case indexed(UInt8)
        case exact(UInt8, UInt8, UInt8)
    }

    /// One bit for each parameter from 1 (bold) to 9 (struck out), 21 (doubly underlined) and 53 (overlined).
    private var emphasis: UInt64 = 0
    private var foreground = Colour.initial
    private var background = Colour.initial
    private var underline = Colour.initial

    /// Whether text looks as usual.
    var isPlain: Bool { self == TextAttributes() }

    /// The parameters that set all of it, in one fixed order: `1;31`.
    var parameters: String {
        var text = ""
        func add(_ parameter: Int) {
            if !text.isEmpty { text += ";" }
            text += String(parameter)
        }
        func add(_ colour: Colour, _ target: Int) {
            switch colour {
            case .initial: break
            case .named(let parameter): add(Int(parameter))
            case .indexed(let index): for parameter in [target, 5, Int(index)] { add(parameter) }
            case .exact(let red, let green, let blue):
                for parameter in [target, 2, Int(red), Int(green), Int(blue)] { add(parameter) }
            }
        }
        var rest = emphasis
        while rest != 0 {
            add(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        add(foreground, 38)
        add(background, 48)
        add(underline, 58)
        return text
    }

    /// Obeys one sequence, given its parameters: digits, `;` and `:` alone. What is unknown changes nothing.
    ///
    /// Concealed text (8) stays readable: nothing in a log may hide.
    mutating func apply(_ parameters: LineBytes) {
        var values = Values(parameters)
        while let parameter = values.next() {
            switch parameter {
            case 38, 48, 58:
                if let colour = Self.colour(&values) { set(parameter, colour) }
            case 4 where values.isFollowedByPart:
                apply(values.next() == 0 ? 24 : 4)
            default:
                apply(parameter)
            }
            values.skipParts()
        }
    }

    private mutating func apply(_ parameter: Int) {
        switch parameter {
        case 0: self = TextAttributes()
        case 1...7, 9, 21, 53: emphasis |= 1 << UInt64(parameter)
        case 22: emphasis &= ~(1 << 1 | 1 << 2)
        case 23: emphasis &= ~(1 << 3)
        case 24: emphasis &= ~(1 << 4 | 1 << 21)
        case 25: emphasis &= ~(1 << 5 | 1 << 6)
        case 27: emphasis &= ~(1 << 7)
        case 29: emphasis &= ~(1 << 9)
        case 55: emphasis &= ~(1 << 53)
        case 30...37, 90...97: foreground = .named(UInt8(parameter))
        case 39: foreground = .initial
        case 40...47, 100...107: background = .named(UInt8(parameter))
        case 49: background = .initial
        case 59: underline = .initial
        default: break
        }
    }

    private mutating func set(_ target: Int, _ colour: Colour) {
        switch target {
        case 38: foreground = colour
        case 48: background = colour
        default: underline = colour
        }
    }

    /// The colour behind 38, 48 or 58: `5;N` or `2;R;G;B`, or the same with `:`, where a colour space may stand before red.
    private static func colour(_ values: inout Values) -> Colour? {
        let hasParts = values.isFollowedByPart
        switch values.next() {
        case 5: return values.nextByte().map { .indexed($0) }
        case 2:
            if hasParts, values.countOfParts > 3 { _ = values.next() }
            guard let red = values.nextByte(), let green = values.nextByte(), let blue = values.nextByte() else { return nil }
            return .exact(red, green, blue)
        default: return nil
        }
    }
}

/// The parameters of one sequence, one after another; an empty one is 0.
private struct Values {
    private let bytes: LineBytes
    private var position = 0

    init(_ bytes: LineBytes) {
        self.bytes = bytes
    }

    /// Whether what follows belongs to the parameter before (`4:3`).
    var isFollowedByPart: Bool { position > 0 && bytes.byte(position - 1) == 0x3A }

    /// How many such parts follow.
    var countOfParts: Int {
        guard isFollowedByPart else { return 0 }
        var count = 1
        var offset = position
        while offset < bytes.count, bytes[offset] != 0x3B {
            if bytes[offset] == 0x3A { count += 1 }
            offset += 1
        }
        return count
    }

    mutating func next() -> Int? {
        // Behind the last one; a sequence without parameters has one.
        guard position < bytes.count || position == 0 || (position == bytes.count && !bytes[position - 1].isASCIIDigit) else {
            return nil
        }
        var value = 0
        while position < bytes.count, bytes[position].isASCIIDigit {
            value = min(9_999, value * 10 + Int(bytes[position] - 0x30))
            position += 1
        }
        position += 1
        return value
    }

    mutating func nextByte() -> UInt8? { next().flatMap { UInt8(exactly: $0) } }

    mutating func skipParts() {
        while isFollowedByPart { _ = next() }
    }
}
