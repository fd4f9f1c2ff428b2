import ServerModel
import TerminalKit

/// How the dashboard looks, and who said so.
struct Appearance {
    /// `--theme`, else `MCP_MANAGER_THEME`: what the person who started it chose.
    var asked: String?
    /// Chosen in the picker.
    var chosen: String?
    /// `NO_COLOR` is set. Every choice of a theme is a choice of its colours, too.
    var avoidsColors = false
    /// Whether only ASCII can or shall be drawn, whatever `config.yaml` says.
    private(set) var isASCII = false
    /// What `config.yaml` said when it was last looked at.
    var settings = DashboardSettings()
    /// The themes there are; a look into the folder brings this up to date.
    var offers: [Theme.Offer] = []

    /// What is to be seen now; what is wanted and differs is asked for.
    var shownTheme: String
    var showsASCII: Bool

    init(asked: String? = nil, avoidsColors: Bool = false, isASCII: Bool = false) {
        self.asked = asked
        self.avoidsColors = avoidsColors
        self.isASCII = isASCII
        showsASCII = isASCII
        shownTheme = asked ?? (avoidsColors ? "mono" : Theme.standard.name)
    }

    /// What the terminal can, or what it was started with: ASCII alone.
    mutating func limit(toASCII isASCII: Bool) {
        self.isASCII = isASCII
        showsASCII = isASCII
    }

    /// The name of the theme in force.
    var theme: String {
        chosen ?? asked ?? settings.theme ?? (avoidsColors ? "mono" : Theme.standard.name)
    }

    var wantsASCII: Bool { isASCII || settings.ascii == true }

    /// The characters the screen is drawn with now.
    var glyphs: Glyphs { showsASCII ? .ascii : .unicode }
}

extension AppState {
    /// Adopts what `config.yaml` says, and shows what is in force or tried.
    mutating func settleAppearance() -> [Effect] {
        if let settings = daemon?.dashboard, settings != appearance.settings { adopt(settings) }
        var effects: [Effect] = []
        let theme = overlay(as: ThemePicker.self)?.chosen ?? appearance.theme
        if theme != appearance.shownTheme {
            appearance.shownTheme = theme
            effects.append(.useTheme(theme))
        }
        if appearance.wantsASCII != appearance.showsASCII {
            appearance.showsASCII = appearance.wantsASCII
            effects.append(.useASCII(appearance.wantsASCII))
        }
        return effects
    }

    private mutating func adopt(_ settings: DashboardSettings) {
        // The file was edited by hand: it is the newest choice.
        if settings.theme != appearance.settings.theme, settings.theme != appearance.chosen { appearance.chosen = nil }
        if settings.keys != appearance.settings.keys {
            let (table, problems) = Keys.table(settings.keys)
            keys = table
            complain(problems)
        }
        appearance.settings = settings
    }

    private mutating func complain(_ problems: [String]) {
        guard let first = problems.first else { return }
        let rest = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        toast = .error(
            ErrorReport(
                code: "bad-keys", problem: "keys in config.yaml: \(first)\(rest)",
                remedy: "edit 'dashboard: {keys: …}' in config.yaml; the action keeps its usual keys"))
    }

    /// What the loop found out about themes.
    mutating func take(_ news: ThemeNews) {
        switch news {
        case .offered(let offers):
            appearance.offers = offers
            let theme = appearance.theme
            changeOverlay(ThemePicker.self) { $0.take(offers, in: theme) }
        case .loaded(let name, let warnings):
            guard let first = warnings.first else { return }
            let rest = warnings.count > 1 ? " (and \(warnings.count - 1) more)" : ""
            toast = .error(
                ErrorReport(code: "theme-mistake", problem: "theme \(name): \(first.problem)\(rest)", remedy: first.remedy))
        }
    }
}

/// What the loop, which has files at hand, tells of themes.
enum ThemeNews: Sendable {
    /// Those that can be chosen now.
    case offered([Theme.Offer])
    /// One is in use; with what is wrong with its file.
    case loaded(String, [ThemeWarning])
}

extension ThemeWarning {
    /// What to do, and where.
    fileprivate var remedy: String { line > 0 ? "line \(line): \(fix)" : fix }
}
