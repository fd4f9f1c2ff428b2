import ServerModel
import TerminalKit

/// Everything the dashboard knows; the screen is a pure function of it.
struct AppState {
    /// The home, when it is not the default one.
    let home: SafeText?
    let localTime: LocalTime
    /// The user's own folder, for paths to be short; `nil` shows them whole.
    let userHome: String?
    /// When the dashboard began.
    let began: Timestamp
    /// The moment of the newest event.
    var now: Timestamp
    var size: Size

    var link: Link = .connecting
    /// The daemon said that it ends because it was asked to.
    var saidFarewell = false
    /// Rises with each connection; answers of older ones are late.
    var generation = 0
    var daemon: DaemonInfo?
    /// Whether the servers were ever loaded; before that there is no picture to keep.
    var hasPicture = false

    /// When ``servers`` was last loaded as a whole.
    var pictureTaken: Timestamp?
    /// By name.
    var servers: [ServerStatus] = []
    /// The selection follows the server, never the row.
    var selected: ServerID?
    var marked: Set<ServerID> = []
    /// The order of the list, and where a range of marks begins.
    var list = ListPage()
    /// What the list is narrowed to; empty shows all.
    var filter = TextPattern("")
    /// The first row of the list that is shown.
    var listTop = 0
    /// Verbs on their way, and the generation of the newest per server.
    var running: [ServerID: PendingVerb] = [:]
    var verbGeneration = 0

    /// What keys mean.
    var keys = Keys.table
    var appearance: Appearance
    /// Presses and the wheel of the mouse are ours.
    var readsMouse = false
    var focus: Pane = .servers
    /// Which view of the server is shown while none has the focus.
    var tab: Tab = .status
    /// The page of the clients is in front, also while the events below it have the focus.
    var showsPlatforms = false
    var isZoomed = false
    /// The first row of the status that is shown.
    var statusTop = 0
    /// The logs listened to.
    var logs: [LogSubject: LogView] = [:]
    /// Those in ``logs``, most recently looked at last.
    var logOrder: [LogSubject] = []
    var logOptions = LogOptions()
    var wrapsLogs = false
    /// Counts the log streams begun.
    var streams = 0

    /// Of the selected server; `nil` until they were to be seen.
    var secrets: SecretsPage?
    /// Counts what was asked and told about secrets.
    var secretQuestions = 0
    /// The form, while it is open; keys go there.
    var form: SecretForm?
    /// Forms that were left with something in them.
    var drafts: [SecretForm.Identity: SecretForm] = [:]
    /// Definitions that are changed for secrets, by the generation of the question.
    var sourceChanges: [Int: SourceChange] = [:]
    /// What is being done to secrets, by generation: words to say when it is done and no form waits for it.
    var secretChanges: [Int: String] = [:]

    var platforms = PlatformsPage()
    /// Counts what was asked and told about clients.
    var platformQuestions = 0
    /// What the daemon was told to write, by generation.
    var agreed: [Int: AgreedWork] = [:]

    var health = HealthPage()
    var tools = ToolsPage()
    var calls = CallsPage()
    var sessions = SessionsPage()
    var alerts = AlertsPage()
    var forms = FormsPage()
    /// Counts what pages asked; see ``Request``.
    var questions = 0
    /// What was done here and can be taken back, newest last.
    var undoable: [Undoable] = []
    /// What is being taken back, by the generation of each question: it can be tried again when that fails.
    var undoing: [Int: Undoable] = [:]

    var feed = EventFeed()
    var events = EventsPage()
    var desk = Desk()

    var overlay: Overlay?
    var prompt: Prompt?
    var toast: Toast? {
        didSet {
            newsEnds = toast?.isError == false ? now + Toast.lasting : nil
            guard let toast, toast != oldValue else { return }
            desk.keep(toast, at: now)
            isToastOfOverlay = overlay != nil
        }
    }
    /// When ``toast`` goes by itself; `nil`: it is an error, which waits to be acknowledged, or there is none.
    private(set) var newsEnds: Timestamp?
    /// Whether ``toast`` came while something lay over the panes; an error from before stays below it.
    private(set) var isToastOfOverlay = false
    /// The last key would have quit, and something would have been lost.
    var wasWarned = false
    /// When Ctrl-C was last pressed.
    var interruptedAt: Timestamp?

    init(
        home: SafeText? = nil, userHome: String? = nil, localTime: LocalTime = .utc, now: Timestamp, size: Size,
        appearance: Appearance = Appearance()
    ) {
        self.home = home
        self.userHome = userHome
        self.localTime = localTime
        (self.now, began) = (now, now)
        self.size = size
        self.appearance = appearance
    }

    /// A verb under way.
    struct PendingVerb: Hashable {
        var verb: Verb
        var generation: Int
    }

    /// How the dashboard stands to the daemon.
    enum Link: Hashable {
        case connecting
        case connected(since: Timestamp)
        /// The connection ended and is being made again.
        case reconnecting
        /// It could not be reached; `R` tries again.
        case lost(ErrorReport)
    }
}

extension AppState {
    var isConnected: Bool {
        if case .connected = link { true } else { false }
    }

    /// The servers the list shows, in its order.
    var visibleServers: [ServerStatus] {
        let servers = list.order.sorted(servers)
        guard !filter.isEmpty else { return servers }
        return servers.filter { server in
            filter.matches(server.id.rawValue) || filter.matches(server.phase.name.rawValue)
                || filter.matches(server.summary ?? "") || filter.matches(server.commandLine)
        }
    }

    func server(_ id: ServerID?) -> ServerStatus? {
        guard let id else { return nil }
        return servers.first { $0.id == id }
    }

    /// What a verb acts on: the marked servers, else the selected one.
    var targets: [ServerStatus] {
        marked.isEmpty ? [server(selected)].compactMap { $0 } : servers.filter { marked.contains($0.id) }
    }

    var layout: Layout? {
        // A form needs room to be typed into.
        Layout.of(size, focus: focus, tab: frontTab, zoomed: isZoomed || (form != nil && size.columns < 80))
    }

    /// What is in front, a view of the server or the clients.
    var frontTab: Tab { showsPlatforms ? .platforms : tab }

    /// A path as people write it.
    func shortened(_ path: String) -> String {
        guard let userHome, userHome.count > 1, path.hasPrefix(userHome + "/") else { return path }
        return "~" + path.dropFirst(userHome.count)
    }

    /// When the screen changes by itself; `nil`: not before ``nextAging``.
    var nextChange: Timestamp? {
        let isPreparing = layout?.panes[.status] != nil && server(selected)?.preparation != nil && isConnected
        let hiding = form?.revealedUntil.flatMap { $0 > now ? $0 : nil }
        // The bar of a server that is made ready moves on.
        let isCalling = layout?.panes[.tools] != nil && tools.desk.front == .result && tools.desk.call?.isRunning == true
        return [hiding, isPreparing || isCalling ? now + .seconds(1) : nil, logRest].compactMap(\.self).min()
    }

    /// When something ages: at midnight what was today is dated, uptimes grow, and news goes.
    var nextAging: Timestamp {
        let midnight = now + localTime.untilMidnight(from: now)
        let hours =
            isConnected && layout?.panes[.servers] != nil ? servers.compactMap { RunAge.nextChange(of: $0, after: now) } : []
        return (hours + [prompt == nil ? newsEnds : nil].compactMap(\.self)).reduce(midnight, min)
    }

    /// It is later. News that was to be seen long enough goes, and a warning with it; a line that is typed hides it, and it is
    /// seen after that.
    mutating func passTime(to moment: Timestamp) {
        now = moment
        guard let end = newsEnds, end <= now else { return }
        guard prompt == nil else {
            newsEnds = now + Toast.lasting
            return
        }
        toast = nil
        wasWarned = false
    }

    /// Where keys go now.
    var context: Context {
        // A line is typed for what lies over the panes, too.
        if prompt != nil, case .page = overlay { return .prompt }
        switch overlay {
        case .help: return .help
        case .palette: return .palette
        case .confirmation, .deletion: return .dialog
        case .plan: return .plan
        case .entry: return .entry
        case .page(let page): return page.context
        case nil: break
        }
        if let form {
            if form.question != nil { return .question }
            switch form.step {
            case .fields: return .form
            case .review, .changing, .applying: return .review
            case .applied: return .applied
            }
        }
        if prompt != nil { return .prompt }
        if case .empty? = Landing(self), focus == .servers { return .welcome }
        switch focus {
        case .servers: return .servers
        case .status: return .status
        case .logs: return .logs
        case .health: return health.context
        case .secrets: return .secrets
        case .platforms: return .platforms
        case .tools: return tools.context
        case .calls: return calls.context
        case .sessions: return sessions.context
        case .alerts: return alerts.context
        case .events: return .events
        }
    }
}
