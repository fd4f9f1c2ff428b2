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

    var context: Context { .serverForm }

    /// The names that were marked, as the command line takes them.
    var names: [String] { candidates.filter { marked.contains($0.id) }.map(\.name) }

    /// The same on the command line.
    var command: String { ShellWords.joined(["mcp-manager", "import"] + names) }

    var buttons: [String] {
        switch step {
        case .looking, .choosing, .asking, .applying: []
        case .failed: ["Look again", "Close"]
        case .review: ["Import", "Back"]
        case .done: ["Start them", "Close"]
        }
    }

    /// Why one cannot be taken over; `nil` when it can.
    static func objection(to candidate: ImportCandidate) -> String? {
        candidate.known.map { "is \($0) already" } ?? candidate.obstacle
    }

    mutating func load(_ found: [ImportCandidate]) {
        candidates = found
        step = .choosing
        marked = Set(found.filter { Self.objection(to: $0) == nil }.map(\.id))
        index = found.firstIndex { Self.objection(to: $0) == nil } ?? 0
    }

    // MARK: Keys

    mutating func move(by rows: Int, in state: AppState) {}

    mutating func goRows(_ rows: Int) {
        if step == .choosing { index = max(0, min(candidates.count - 1, index + rows)) } else { top = max(0, top + rows) }
    }

    mutating func chooseButton() {
        if !buttons.isEmpty { button = (button + 1) % buttons.count }
    }

    mutating func type(_ key: KeyPress, in state: AppState) {
        switch (key, step) {
        case (.character(" "), .choosing):
            guard let candidate = candidates[safe: index], Self.objection(to: candidate) == nil else { return }
            if marked.remove(candidate.id) == nil { marked.insert(candidate.id) }
            goRows(1)
        case (.character("*"), .choosing):
            let possible = candidates.filter { Self.objection(to: $0) == nil }.map(\.id)
            marked = marked.isEmpty ? Set(possible) : []
        case (.character("b"), .review): step = .choosing
        case (.left, _), (.right, _): chooseButton()
        default: break
        }
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        ImportView(page: self, state: state, glyphs: glyphs).draw(in: area, on: &frame)
    }
}
