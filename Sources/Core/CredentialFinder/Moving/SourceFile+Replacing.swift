import CarefulFiles

extension SourceFile {
    /// Puts other bytes in its place. Throws `changed-since` when it is not as it was read any more.
    static func replace(_ file: SourceFile, with new: [UInt8]) throws {
        do {
            try CarefulWriting.replace(file, with: new)
        } catch let change as ChangedMeanwhile {
            throw CredentialMoveError.changedSince([change.path])
        }
    }
}
