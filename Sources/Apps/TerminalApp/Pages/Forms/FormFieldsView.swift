import TerminalKit

/// Fields one below the other, scrolled so that the one with the cursor is wholly to be seen.
struct FormFieldsView {
    let fields: FormFields
    let glyphs: Glyphs

    /// Labels stand beside what is typed from this width on.
    private static let wide = 56

    /// Returns how many are hidden above and below.
    @discardableResult
    func draw(in area: Rect, on frame: inout Frame) -> (above: Int, below: Int) {
        let widest = fields.fields.map { SafeText($0.label).width }.max() ?? 0
        let labels = area.width >= Self.wide ? min(18, widest) : 0
        let blocks = fields.fields.enumerated().map { index, field in
            FormFieldRows(field: field, isFocused: index == fields.focus, labels: labels, width: area.width, glyphs: glyphs)
        }
        let heights = blocks.map(\.height)
        // White space where there is room for it.
        let gap = heights.reduce(0, +) + heights.count - 1 <= area.height ? 1 : 0
        let starts = heights.indices.map { heights.prefix($0).reduce(0) { $0 + $1 + gap } }
        let focus = fields.focus
        let end = heights.indices.contains(focus) ? starts[focus] + heights[focus] : 0
        let first = starts.prefix(focus + 1).firstIndex { end - $0 <= area.height } ?? focus
        var below = 0
        for index in blocks.indices.dropFirst(first) {
            let y = starts[index] - (starts[safe: first] ?? 0)
            guard y + heights[index] <= area.height || index == focus else {
                below += 1
                continue
            }
            let height = min(heights[index], area.height - y)
            blocks[index].draw(in: Rect(x: area.x, y: area.y + y, width: area.width, height: height), on: &frame)
        }
        return (first, below)
    }
}
