import ServerModel

extension ExpositionReading {
    /// The families as those of one server among many: each sample has `server="…"`, and a label that had this name is
    /// `exported_server`.
    ///
    /// What begins with `mcp_manager_` is left out: nobody else speaks for us.
    public func relabelled(server: ServerID) -> [MetricFamily] {
        families.filter { !$0.name.hasPrefix("mcp_manager_") }.map { family in
            var family = family
            for index in family.samples.indices {
                family.samples[index].labels = family.samples[index].labels.adding("server", server.rawValue)
            }
            return family
        }
    }
}
