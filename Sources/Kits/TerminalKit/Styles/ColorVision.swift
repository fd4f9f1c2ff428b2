/// An eye that tells fewer colours apart, for judging themes.
public enum ColorVision: CaseIterable, Sendable {
    /// Green cones are missing: the most frequent kind.
    case deuteranopia
    /// Red cones are missing; red looks dark, too.
    case protanopia

    /// What light becomes, by Machado, Oliveira and Fernandes 2009 (full severity): rows of a matrix over linear sRGB.
    private var matrix: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
        switch self {
        case .deuteranopia:
            (
                SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
                SIMD3(-0.011820, 0.042940, 0.968881)
            )
        case .protanopia:
            (
                SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
                SIMD3(-0.003882, -0.048116, 1.051998)
            )
        }
    }

    /// Light as this eye sees it.
    func seen(_ linear: SIMD3<Double>) -> SIMD3<Double> {
        let rows = matrix
        let light = SIMD3((rows.0 * linear).sum(), (rows.1 * linear).sum(), (rows.2 * linear).sum())
        return light.clamped(lowerBound: .zero, upperBound: .one)
    }
}
