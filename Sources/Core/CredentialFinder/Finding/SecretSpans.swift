import DocumentEditing

/// Where in a client's file stands what nobody should be shown: credentials, and every value of a server's variables and headers.
package enum SecretSpans {
    /// Spans of whole values, in bytes.
    package static func spans(in root: PlacedValue) -> [Range<Int>] {
        var spans = EntryScan.places(in: root).map(\.value.span)
        collect(root, depth: 0, &spans)
        return spans
    }

    private static func collect(_ value: PlacedValue, depth: Int, _ spans: inout [Range<Int>]) {
        guard depth < 24 else { return }
        for item in value.items ?? [] where item.text == nil {
            spans += EntryScan.places(in: item).map(\.value.span)
            collect(item, depth: depth + 1, &spans)
        }
        for member in value.members ?? [] {
            let isPrivate = EntryScan.environmentKeys.contains(member.key) || EntryScan.headerKeys.contains(member.key)
            for inner in isPrivate ? member.value.members ?? [] : [] {
                guard let text = inner.value.text, !text.isEmpty, !StandIn.isReference(text) else { continue }
                spans.append(inner.value.span)
            }
            collect(member.value, depth: depth + 1, &spans)
        }
    }
}
