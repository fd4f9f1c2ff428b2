#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A colour in sRGB.
public struct RGB: Hashable, Sendable {
    /// 0 to 255, with the display's curve.
    public var red: UInt8
    /// 0 to 255, with the display's curve.
    public var green: UInt8
    /// 0 to 255, with the display's curve.
    public var blue: UInt8

    /// A colour of three channels, each from 0 to 255.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `#rrggbb` or `#rgb`; `nil` for anything else.
    public init?(hex: some StringProtocol) {
        guard hex.first == "#" else { return nil }
        var digits = String(hex.dropFirst())
        if digits.utf8.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else { return nil }
        self.init(
            red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    }

    /// `#rrggbb`
    public var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// From 1 (the same) to 21 (black on white), as WCAG 2.2 defines it.
    public func contrast(with other: RGB) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// How different two colours look, from 0 to about 1: their distance in OKLab (bottosson.github.io/posts/oklab).
    public func distance(to other: RGB) -> Double { Self.distance(Self.oklab(linear), Self.oklab(other.linear)) }

    /// How different two colours look to an eye that tells fewer apart; same range.
    public func distance(to other: RGB, seenWith vision: ColorVision) -> Double {
        Self.distance(Self.oklab(vision.seen(linear)), Self.oklab(vision.seen(other.linear)))
    }

    /// The most alike of the 240 fixed colours, 16 to 255: the first sixteen are whatever their owner made of them.
    public var nearestOf256: Int { nearest(of: 16...255) }

    /// The most alike of the sixteen named colours, as xterm shows them.
    public var nearestOf16: Int { nearest(of: 0...15) }

    private func nearest(of indices: ClosedRange<Int>) -> Int {
        let look = Self.oklab(linear)
        var best = (index: indices.lowerBound, distance: Double.infinity)
        for index in indices {
            let distance = Self.distance(look, Self.looks[index])
            if distance < best.distance { best = (index, distance) }
        }
        return best.index
    }

    /// Of all 256 colours, in OKLab: a theme asks for the nearest of dozens, and before the first picture.
    private static let looks = (0...255).map { oklab(indexed($0).linear) }

    /// What xterm shows for a palette index from 0 to 255.
    public static func indexed(_ index: Int) -> RGB {
        switch index {
        case ..<16: named[max(0, index)]
        case ..<232: RGB(red: level((index - 16) / 36), green: level((index - 16) / 6 % 6), blue: level((index - 16) % 6))
        default: grey(UInt8(clamping: 8 + (min(index, 255) - 232) * 10))
        }
    }

    private static func grey(_ level: UInt8) -> RGB {
        RGB(red: level, green: level, blue: level)
    }

    private static func level(_ step: Int) -> UInt8 {
        step == 0 ? 0 : UInt8(clamping: 55 + step * 40)
    }

    private static let named: [RGB] = [
        RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0), RGB(red: 0, green: 205, blue: 0),
        RGB(red: 205, green: 205, blue: 0), RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
        RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229), RGB(red: 127, green: 127, blue: 127),
        RGB(red: 255, green: 0, blue: 0), RGB(red: 0, green: 255, blue: 0), RGB(red: 255, green: 255, blue: 0),
        RGB(red: 92, green: 92, blue: 255), RGB(red: 255, green: 0, blue: 255), RGB(red: 0, green: 255, blue: 255),
        RGB(red: 255, green: 255, blue: 255),
    ]

    /// The light each channel sends, from 0 to 1, without the display's curve.
    private var linear: SIMD3<Double> {
        func channel(_ value: UInt8) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return SIMD3(channel(red), channel(green), channel(blue))
    }

    private var luminance: Double {
        (linear * SIMD3(0.2126, 0.7152, 0.0722)).sum()
    }

    private static func distance(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
        let difference = first - second
        return (difference * difference).sum().squareRoot()
    }

    private static func oklab(_ linear: SIMD3<Double>) -> SIMD3<Double> {
        let long = cbrt((linear * SIMD3(0.4122214708, 0.5363325363, 0.0514459929)).sum())
        let medium = cbrt((linear * SIMD3(0.2119034982, 0.6806995451, 0.1073969566)).sum())
        let short = cbrt((linear * SIMD3(0.0883024619, 0.2817188376, 0.6299787005)).sum())
        let cones = SIMD3(long, medium, short)
        return SIMD3(
            (cones * SIMD3(0.2104542553, 0.7936177850, -0.0040720468)).sum(),
            (cones * SIMD3(1.9779984951, -2.4285922050, 0.4505937099)).sum(),
            (cones * SIMD3(0.0259040371, 0.7827717662, -0.8086757660)).sum())
    }
}
