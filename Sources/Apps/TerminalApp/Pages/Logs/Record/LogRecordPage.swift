import ServerModel
import TerminalKit

/// One record, opened: everything it says of itself, its message whole, JSON set for reading. Rows are gone through with a cursor;
/// the fact below it can be copied, or made the filter.
struct LogRecordPage: OverlayPage {
    var record: LogRecord
    /// Its place in the window when it was opened, for going to the ones beside it.
    var line: Int
    /// The row with the cursor, and the first row shown.
    var cursor = 0
    var top = 0

    var context: Context { .record }

    mutating func move(by rows: Int, in state: AppState) {
        guard let body = state.layout?.body else { return }
        let box = ReadingBox(body: body)
        let count = rowsOf(state, glyphs: .unicode, width: box.text.columns).count
        cursor = max(0, min(count - 1, cursor + rows))
        top = max(min(top, cursor), cursor - box.text.rows + 1)
    }

    /// The fact at the cursor; `nil` between facts.
    func fact(in state: AppState) -> LogFact? {
        guard let body = state.layout?.body else { return nil }
        return rowsOf(state, glyphs: .unicode, width: ReadingBox(body: body).text.columns)[safe: cursor]?.fact
    }

    func draw(in area: Rect, on frame: inout Frame, state: AppState, glyphs: Glyphs) {
        let box = ReadingBox(body: area)
        let title = SafeText("Record of ") + SafeText(record.server?.rawValue ?? "the log")
        let interior = Popup(title: title, lines: []).draw(
            in: area, width: box.width, height: box.height, on: &frame, glyphs: glyphs)
        let text = box.area(in: interior)
        let rows = rowsOf(state, glyphs: glyphs, width: text.width)
        let cursor = min(cursor, rows.count - 1)
        let top = max(min(top, cursor), cursor - text.height + 1)
        for (index, row) in rows.dropFirst(top).prefix(text.height).enumerated() {
            let place = text.row(index)
            let isChosen = top + index == cursor
            let ground: StyleToken = isChosen ? .select : .popup
            if isChosen {
                frame.select(place, margin: 2, on: ground, hasCursor: true, glyphs: glyphs)
            }
            frame.put(row.line, in: place, glyphs: glyphs, on: ground)
        }
        let last = interior.row(interior.height - 1)
        let below = rows.count - top - text.height
        let position = rows.count <= text.height ? "" : below > 0 ? "\(below) more below" : "the end"
        let fact = rows[safe: cursor]?.fact
        func key(_ action: LogAction) -> Piece {
            Piece(SafeText(state.keyLabel(.logs(action), in: .record)), .key, bold: true)
        }
        let hint: [Piece] = fact.map { [key(.copyFact), Piece(SafeText(" copy \($0.name)"), .keyLabel)] } ?? []
        let only: [Piece] = fact?.narrow == nil ? [] : [Piece("   "), key(.filterByFact), Piece(" only these", .keyLabel)]
        frame.put(
            StyledLine(hint + only, trailing: [Piece(SafeText(position), .textDim)]), in: last, glyphs: glyphs, on: .popup)
    }

    private func rowsOf(_ state: AppState, glyphs: Glyphs, width: Int) -> [LogFactRow] {
        LogFacts(record: record, zone: state.localTime, glyphs: glyphs).rows(width: width)
    }
}

extension AppState {
    mutating func openRecord() {
        guard let line = currentLog?.current else { return }
        pauseLog()
        overlay = .page(LogRecordPage(record: line.record, line: line.id))
    }

    /// The record after (`1`) or before (`-1`) the open one; the log below moves along.
    mutating func turnRecord(by step: Int) {
        guard let page = overlay(as: LogRecordPage.self), let subject = logSubject, let view = logs[subject], !view.lines.isEmpty
        else { return }
        let index = view.index(of: page.line)
        // The one that was open may have been evicted, and then its successor is next already.
        let isThere = view.lines[index].id == page.line
        guard let line = view.lines[safe: step > 0 && !isThere ? index : index + step] else {
            toast = .note(step > 0 ? "this is the last record" : "this is the first record")
            return
        }
        jump(to: line, in: subject)
        changeOverlay(LogRecordPage.self) { $0 = LogRecordPage(record: line.record, line: line.id) }
    }

    mutating func copyFact() -> [Effect] {
        guard let fact = overlay(as: LogRecordPage.self)?.fact(in: self) else {
            toast = .note("nothing to copy in this row")
            return []
        }
        return [.copy(fact.value, what: fact.name)]
    }

    mutating func filterByFact() {
        guard let narrow = overlay(as: LogRecordPage.self)?.fact(in: self)?.narrow else {
            toast = .note("a session, an id, a level or a field can be the filter")
            return
        }
        overlay = nil
        changeLogFilter { narrow.apply(to: &$0) }
    }
}
