import Yams

/// Where something stands in a text: Yams' marks, which only Yams can make, as a value of our own.
package struct Place: Hashable {
    /// From 1.
    var line: Int
    /// From 1, in Unicode scalars.
    var column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension Node {
    /// Where the node begins; behind an alias, where the node itself stands.
    package var place: Place? { mark.map(Place.init) }
}

extension Node.Scalar {
    /// Where the scalar begins, its quotes included.
    var place: Place? { mark.map(Place.init) }
}
