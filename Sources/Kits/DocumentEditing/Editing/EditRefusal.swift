/// Why an edit was not made. The document is as it was.
package enum EditRefusal: Error, Hashable, CustomStringConvertible {
    /// Something on the way is no table, or no list: from 1.
    case notATable(key: String, line: Int, column: Int)
    /// It is written in a way that we do not change.
    case tooIntricate(line: Int, column: Int)
    /// Read again, the result would not have meant what was wanted, or something else besides.
    case unsafe

    package var description: String {
        switch self {
        case .notATable(let key, let line, let column):
            "'\(key)' (line \(line), column \(column)) is not what holds servers there"
        case .tooIntricate(let line, let column):
            "what stands at line \(line), column \(column) is written in a way that we cannot change safely"
        case .unsafe: "the file is written in a way that we cannot change safely"
        }
    }
}
