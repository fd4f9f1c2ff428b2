import ServerConfiguration
import ServerModel
import Testing

struct `config yaml` {
    @Test(arguments: ["", "\n  \n", "secrets:\n"])
    func `may say nothing`(text: String) {
        let reading = ManagerSettingsReading.read(text: text, file: "config.yaml")
        #expect(reading.settings == ManagerSettings())
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func `may be missing`() {
        #expect(ManagerSettingsReading.read("/nowhere/config.yaml").diagnostics.isEmpty)
    }

    @Test func `says where secrets are kept`() {
        let reading = ManagerSettingsReading.read(
            text: "secrets: {stores: [vault, keyring], deadline: 500ms, command_deadline: 1m}", file: "config.yaml")
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.settings.secrets.stores == [.vault, .keyring])
        #expect(reading.settings.secrets.deadline == 0.5)
        #expect(reading.settings.secrets.commandDeadline == 60)
    }

    @Test func `says how the dashboard looks and which keys it hears`() {
        let reading = ManagerSettingsReading.read(
            text: "dashboard: {theme: dark, ascii: true, keys: {restart: [R, F5], stop: x}}", file: "config.yaml")
        #expect(reading.diagnostics.isEmpty)
        #expect(
            reading.settings.dashboard
                == DashboardSettings(theme: "dark", ascii: true, keys: ["restart": ["R", "F5"], "stop": ["x"]]))
    }

    @Test(arguments: [
        ("secrets: {stores: [keyrnig]}", "there is no store 'keyrnig'", "did you mean 'keyring'?"),
        ("secrets: {stores: [memory]}", "there is no store 'memory'", "the stores are: keyring, vault"),
        (
            "secrets: {stores: [vault, vault]}", "stores must name each store once, and at least one",
            "write 'stores: [keyring, vault]'"
        ),
        ("secrets: {stors: [vault]}", "unknown key 'stors' in 'secrets'", "did you mean 'stores'?"),
        ("dashboard: {them: dark}", "unknown key 'them' in 'dashboard'", "did you mean 'theme'?"),
        ("secrets: {deadline: soon}", "deadline must be a duration, not 'soon'", "write seconds, or a unit: 500ms, 30s, 5m"),
    ])
    func `names what it does not understand, and goes on with the default`(text: String, message: String, fix: String) {
        let reading = ManagerSettingsReading.read(text: text, file: "config.yaml")
        #expect(reading.settings == ManagerSettings())
        #expect(reading.diagnostics.map(\.message) == [message])
        #expect(reading.diagnostics.map(\.fix) == [fix])
    }
}
