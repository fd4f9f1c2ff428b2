/// An amount of memory for people: `512 B`, `1.5 kB`, `20.0 MB`, `1.2 GB`; thousands, not 1024s.
public func byteWords(_ bytes: Int) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard bytes >= 1000 else { return "\(max(0, bytes)) B" }
    var (tenths, unit) = (bytes / 100, 0)
    while tenths >= 10_000, unit + 1 < units.count { (tenths, unit) = (tenths / 1000, unit + 1) }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
