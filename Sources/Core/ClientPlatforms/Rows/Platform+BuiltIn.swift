import ServerConfiguration
import ServerModel

extension Platform {
    /// The clients that come with us, as `platforms.yaml` has them.
    package static let builtIn: [Platform] = builtInReading.platforms

    /// With what is wrong with the file: nothing, as a test shows.
    static let builtInReading: (platforms: [Platform], diagnostics: [Diagnostic]) = {
        let text = String(decoding: PackageResources.platforms_yaml, as: UTF8.self)
        let findings = Findings(file: "platforms.yaml", source: SourceText(text))
        guard let document = YAMLDocument(findings) else { return ([], findings.diagnostics) }
        let reader = NodeReader(document, findings)
        let platforms = reader.sections("platforms", Platform.init(reading:))
        reader.finish()
        return (platforms, findings.diagnostics)
    }()
}
