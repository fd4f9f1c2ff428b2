/// A foreign word short enough for one line of a message.
package func clipped(_ word: String) -> String {
    word.count <= 40 ? word : word.prefix(39) + "…"
}
