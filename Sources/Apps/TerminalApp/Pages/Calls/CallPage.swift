import ModelContextProtocol
import ServerModel
import TerminalKit

/// One call over the panes: its facts, its arguments and its result as trees; or the comparison with the same call made again.
struct CallPage: OverlayPage {
    let record: CallRecord
    /// The same call, made again; `nil` when one call is looked at.
    let replay: CallReplay?
    var tree: JSONTree

    init(_ record: CallRecord) {
        self.record = record
        replay = nil
        tree = JSONTree()
        if let problem = record.problem { tree.add(prose: problem, .error) }
        add("arguments", record.arguments, record.argumentsLoss)
        add("result", record.result, record.resultLoss)
    }

    init(_ replay: CallReplay) {
        record = replay.replay
        self.replay = replay
        tree = JSONTree()
        let limits = (replay.replay.resultLoss ?? replay.original.resultLoss).map { " (\($0.words))" } ?? ""
        guard !replay.isSame else {
            tree.addHeading(SafeText("the same result\(limits)"), .ok)
            add("result", record.result, record.resultLoss)
            return
        }
        if replay.original.outcome != replay.replay.outcome {
            tree.add(prose: "it was \(replay.original.outcome.rawValue), now it is \(replay.replay.outcome.rawValue)", .warn)
        }
        let difference = ResultDifference(from: Self.text(replay.original), to: Self.text(replay.replay))
        for change in difference.changes { tree.add(prose: change.words, change.token) }
        if difference.isOfProtocolOnly, replay.original.outcome == replay.replay.outcome {
            tree.addHeading(SafeText("the same, but for words of the protocol\(limits)"), .ok)
        }
        if replay.original.result == replay.replay.result {
            tree.addHeading(SafeText("the same text, as far as it is kept\(limits)"))
        }
        add("before", replay.original.result ?? replay.original.problem, replay.original.resultLoss)
        add("now", record.result ?? record.problem, record.resultLoss)
    }

    private static func text(_ call: CallRecord) -> String? { call.result ?? call.problem }

    private mutating func add(_ label: String, _ json: String?, _ loss: TextLoss?) {
        tree.addHeading(
            SafeText(label) + (json == nil ? "  none" : "") + (loss.map { SafeText("  (\($0.words))") } ?? ""),
            loss == nil ? .textDim : .warn)
        if let json { tree.add(json: json) }
    }

    // MARK: Over the panes

    var context: Context { .call }

    /// Facts above the tree, in rows.
    private static let factRows = 2

    private func size(in body: Rect) -> Size {
        let box = ReadingBox(body: body)
        return Size(columns: box.text.columns - 2, rows: max(1, box.text.rows - Self.factRows - (box.text.rows > 10 ? 1 : 0)))
    }

    mutating func move(by rows: Int, in state: AppState) {
        if let body = state.layout?.body { tree.move(by: rows, in: size(in: body)) }
    }

    func page(in state: AppState) -> Int { state.layout.map { max(1, size(in: $0.body).rows - 1) } ?? 1 }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let box = ReadingBox(body: area)
        let title = replay.map { "Call \($0.original.id) made again" } ?? "Call \(record.id)"
        let interior = Popup(title: SafeText("\(title): \(record.tool)"), lines: []).draw(
            in: area, width: box.width, height: box.height, on: &frame, glyphs: glyphs)
        let text = box.area(in: interior)
        for (index, line) in facts(state, glyphs: glyphs).prefix(Self.factRows).enumerated() {
            frame.put(line, in: text.row(index), glyphs: glyphs, on: .popup)
        }
        let size = size(in: area)
        let body = Rect(x: text.x, y: text.maxY - size.rows, width: text.width, height: size.rows)
        let view = TreeView(tree: tree, glyphs: glyphs, hasFocus: true, ground: .popup)
        view.draw(in: body, on: &frame)
        let last = interior.row(interior.height - 1)
        frame.put(StyledLine([], trailing: [Piece(view.position(in: body), .textDim)]), in: last, glyphs: glyphs, on: .popup)
    }

    /// `✓ ok  42 ms   Cursor · session 3      14:02:11`
    private func facts(_ state: AppState, glyphs: Glyphs) -> [StyledLine] {
        let dot = SafeText(" ") + glyphs.dot + " "
        let before = replay.map { SafeText(", before \($0.original.took)") } ?? ""
        let clock = state.localTime.clock(record.startedAt)
        let day = state.localTime.short(record.startedAt, today: state.now)
        // Today's needs no day.
        let time = SafeText(day.contains(":") ? clock : "\(day)  \(clock)")
        let whose = record.session == 0 ? "called from the dashboard or the command line" : "session \(record.session)"
        let client = SafeText((record.client ?? "client not known").prefix(60))
        return [
            StyledLine(
                CallLook(record.outcome, glyphs: glyphs).pieces
                    + [
                        Piece(SafeText("  \(record.took)") + before),
                        Piece(dot + SafeText(record.server.rawValue) + dot + client, .textDim),
                    ],
                trailing: [Piece(time, .textDim)]),
            StyledLine([
                Piece(
                    SafeText("\(byteWords(record.requestBytes)) sent, \(byteWords(record.responseBytes)) came back"), .textDim),
                Piece(dot + SafeText(whose), .textDim),
            ]),
        ]
    }
}
