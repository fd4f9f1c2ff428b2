import ServerModel
import TerminalKit

/// The servers that AI clients on this machine have, to be marked and taken over. Only its last step writes.
struct ImportPage: OverlayPage {
    var step = Step.looking
    var candidates: [ImportCandidate] = []
    /// By their ids.
    var marked: Set<String> = []
    private(set) var index = 0
    /// Which button of the review is chosen.
    var button = 0
    /// The first line of the review that is shown.
    var top = 0

    enum Step: Hashable {
        /// Answers of other generations are late.
        case looking
        case choosing
        case failed(ErrorReport)
        case asking(generation: Int)
        case review(ImportOutcome)
        case applying(generation: Int)
        case done(ImportOutcome)
    }

    var context: Context { step == .choosing && !candidates.isEmpty ? .formChoices : .formReview }

    /// The names that were marked, as the command line takes them.
    var names: [String] { candidates.filter { marked.contains($0.id) }.map(\.name) }

    /// The same on the command line.
    var command: String { ShellWords.joined(["mcp-manager", "import"] + names) }

    var buttons: [String] {
        switch step {
        case .choosing: candidates.isEmpty ? ["Close"] : []
        case .looking, .asking, .applying: []
        case .failed: ["Look again", "Close"]
        case .review: ["Import", "Back"]
        case .done: ["Start them", "Close"]
        }
    }

    /// Why one cannot be taken over; `nil` when it can.
    static func objection(to candidate: ImportCandidate) -> String? {
        candidate.known.map { "the same as your server \($0)" } ?? candidate.obstacle
    }

    /// What it is called: one that is ours already, as its client calls it.
    static func label(of candidate: ImportCandidate) -> String {
        candidate.known == nil ? candidate.name : candidate.places.first?.name ?? candidate.name
    }

    mutating func load(_ found: [ImportCandidate]) {
        candidates = found
        step = .choosing
        marked = Set(found.filter { Self.objection(to: $0) == nil }.map(\.id))
        index = found.firstIndex { Self.objection(to: $0) == nil } ?? 0
    }

    // MARK: Keys

    mutating func move(by rows: Int, in state: AppState) {
        guard step != .choosing else { return goRows(rows) }
        guard let area = state.layout?.body else { return }
        let interior = FormBox.interior(in: area)
        let lines = ImportView(page: self, state: state, glyphs: .unicode).lines(width: interior.width)
        top = max(0, min(top + rows, lines.count - ButtonRow.rowsAbove(in: interior)))
    }

    mutating func goRows(_ rows: Int) { index = max(0, min(candidates.count - 1, index + rows)) }

    mutating func chooseButton() {
        if !buttons.isEmpty { button = (button + 1) % buttons.count }
    }

    mutating func mark() {
        guard let candidate = candidates[safe: index], Self.objection(to: candidate) == nil else { return }
        if marked.remove(candidate.id) == nil { marked.insert(candidate.id) }
        goRows(1)
    }

    /// All that can be, or none when one is.
    mutating func markAll() {
        marked = marked.isEmpty ? Set(candidates.filter { Self.objection(to: $0) == nil }.map(\.id)) : []
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        ImportView(page: self, state: state, glyphs: glyphs).draw(in: area, on: &frame)
    }
}
