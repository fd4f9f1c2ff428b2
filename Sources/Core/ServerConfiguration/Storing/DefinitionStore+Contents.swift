import ServerModel

extension DefinitionStore {
    /// What is in `servers/`.
    public struct Contents: Hashable, Sendable {
        public var definitions: [ServerID: Loaded]
        /// What belongs to no server: files whose names are not names of servers, or the folder itself. Sorted by file.
        public var strays: [Diagnostic]

        public init(definitions: [ServerID: Loaded] = [:], strays: [Diagnostic] = []) {
            self.definitions = definitions
            self.strays = strays
        }
    }

    /// One definition's file, read.
    public struct Loaded: Hashable, Sendable {
        /// The absolute path.
        public var path: String
        /// As in the file, invalid UTF-8 repaired; empty when it could not be read. Foreign text.
        public var text: String
        public var reading: DefinitionReading
        /// Of the file as it was read; `nil` when it must be read again whatever its state.
        public var fingerprint: Fingerprint?

        public init(path: String, text: String, reading: DefinitionReading, fingerprint: Fingerprint?) {
            self.path = path
            self.text = text
            self.reading = reading
            self.fingerprint = fingerprint
        }
    }
}
