extension Uptime {
    /// `100 %` when it always served, and only then; `99.98 %`, `97.3 %`; `-` when nothing is known. Never more than it was.
    public var percent: String {
        guard let share else { return "-" }
        if share >= 1 { return "100 %" }
        let hundredths = Int(max(0, share) * 10_000)
        if share > 0, hundredths < 10 { return "<0.1 %" }
        // Where only outages of minutes are left, a tenth is too coarse.
        guard hundredths >= 9900 else { return hundredths == 0 ? "0 %" : "\(hundredths / 100).\(hundredths / 10 % 10) %" }
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest) %"
    }
}
