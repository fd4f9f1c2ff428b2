import ServerModel
import TerminalKit

/// Choosing how everything looks.
extension AppState {
    mutating func perform(_ action: ThemeAction) -> [Effect] {
        switch action {
        case .choose:
            overlay = .page(ThemePicker(appearance.offers, in: appearance.theme))
            return [.offerThemes]
        case .keep: return keepTheme()
        case .mouse:
            readsMouse.toggle()
            let key = keyLabel(.themes(.mouse))
            toast = .note(
                readsMouse ? "the mouse is read; \(key) leaves it to the terminal" : "the mouse is the terminal's again")
            return [.useMouse(readsMouse)]
        }
    }

    /// Why it would do nothing now; `nil` when it would.
    func objection(to action: ThemeAction) -> String? {
        switch action {
        case .choose, .keep, .mouse: nil
        }
    }

    /// The same on the command line; `nil` where there is none.
    func commandLine(of action: ThemeAction) -> String? {
        switch action {
        case .keep: overlay(as: ThemePicker.self)?.chosen.map { "mcp-manager-tui --theme \($0)" }
        case .choose, .mouse: nil
        }
    }

    private mutating func keepTheme() -> [Effect] {
        guard let theme = overlay(as: ThemePicker.self)?.chosen else { return [] }
        overlay = nil
        appearance.chosen = theme
        guard isConnected, var settings = daemon?.dashboard else {
            toast = .note("\(theme) until the dashboard ends; to keep it, write 'dashboard: {theme: \(theme)}' into config.yaml")
            return []
        }
        guard settings.theme != theme else { return [] }
        settings.theme = theme
        return ask(.settings(.setDashboard(settings)))
    }

    mutating func take(_ result: Result<SettingsAnswer, ErrorReport>, to request: SettingsRequest, _ generation: Int) -> [Effect]
    {
        switch (request, result) {
        case (.setDashboard, .success(.dashboard(let settings))):
            daemon?.dashboard = settings
            toast = .note("config.yaml keeps the theme \(settings.theme ?? Theme.standard.name)")
        case (.setDashboard, .failure(let report)): toast = .error(report)
        }
        return []
    }
}
