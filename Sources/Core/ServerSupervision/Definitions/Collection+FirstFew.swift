extension Collection<String> {
    /// The first three, and how many more there are: `a, b, c and 2 more`.
    var firstFew: String {
        let few = prefix(3).joined(separator: ", ")
        return count > 3 ? "\(few) and \(count - 3) more" : few
    }
}
