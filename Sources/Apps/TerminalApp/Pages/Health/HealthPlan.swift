/// What of the page of health is shown in so many rows: what says most stays longest.
struct HealthPlan: Hashable {
    /// The spans whose strips are shown.
    var strips: [Int] = []
    /// Rows of the chart's columns; 0: no chart.
    var chartRows = 0
    /// Rows of what is said of calls in the place of the chart.
    var callRows = 0
    /// Outages shown at once; 0: not even their heading.
    var outageRows = 0
    var resourceRows = 0
    var alertRows = 0
    /// Blank rows between the parts.
    var hasGaps = false
    /// Blank rows between the strips.
    var isAiry = false

    /// What there would be to show.
    struct Content: Hashable {
        /// Rows of what is said at the top.
        var heading: Int
        var strips: Int
        var hasChart: Bool
        /// Rows of what is said in its place.
        var callsAlone = 0
        /// Rows of the list of outages, or of the sentence that there was none; 0: not known.
        var outages: Int
        var resources: Int
        var alerts: Int
    }

    /// A heading of the chart and its axis of times.
    static let chartFrame = 2

    init(height: Int, content: Content) {
        var left = height - content.heading
        func take(_ rows: Int) -> Bool {
            guard rows <= left else { return false }
            left -= rows
            return true
        }
        // The day says most about a server.
        if content.strips > 0, take(1) { strips = [min(1, content.strips - 1)] }
        if content.outages > 0, take(2) { outageRows = 1 }
        if content.strips > 1, take(content.strips - 1) { strips = Array(0..<content.strips) }
        if content.outages > 1, outageRows == 1, take(1) { outageRows = 2 }
        if content.hasChart, take(Self.chartFrame + 2) { chartRows = 2 }
        if content.callsAlone > 0, take(content.callsAlone) { callRows = content.callsAlone }
        if content.alerts > 0, take(1) { alertRows = 1 }
        if content.resources > 0, take(content.resources) { resourceRows = content.resources }
        hasGaps = take(gaps)
        while chartRows > 0, chartRows < 4, take(1) { chartRows += 1 }
        while outageRows > 0, outageRows < min(content.outages, 4), take(1) { outageRows += 1 }
        while alertRows > 0, alertRows < content.alerts, take(1) { alertRows += 1 }
        while chartRows > 0, chartRows < 6, take(1) { chartRows += 1 }
        isAiry = hasGaps && strips.count > 1 && left > strips.count && take(strips.count - 1)
        while outageRows > 0, outageRows < content.outages, take(1) { outageRows += 1 }
    }

    /// Blank rows between the parts that are there.
    var gaps: Int {
        [!strips.isEmpty, chartRows > 0, callRows > 0, outageRows > 0, resourceRows > 0, alertRows > 0].count { $0 }
    }
}
