import CarefulFiles
import ServerModel

/// Clients that people described themselves.
extension PlatformKeeper {
    /// Keeps a description as `platforms/ID.yaml`. The client's id.
    package func add(_ text: PlatformText) throws -> String {
        let reading = PlatformReading.read(text: text.text, file: "platform.yaml")
        guard let platform = reading.platform else {
            throw PlatformError.invalidPlatform(reading.diagnostics.map(\.description).joined(separator: "\n"))
        }
        let path = "\(customFolder)/\(platform.id).yaml"
        try Folder.make(customFolder)
        if text.replaces {
            try CarefulWriting.overwrite(path, Array(text.text.utf8))
        } else {
            do {
                try CarefulWriting.create(path, Array(text.text.utf8))
            } catch {
                if error.isTaken { throw PlatformError.platformExists(platform.id) }
                throw error
            }
        }
        return platform.id
    }
}
