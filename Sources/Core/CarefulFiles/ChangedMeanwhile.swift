import ServerModel

/// Somebody else wrote a file between our reading it and our writing it. Nothing was written.
package struct ChangedMeanwhile: ActionableError, Hashable {
    package var path: String

    package init(path: String) { self.path = path }

    package var code: String { "changed-since" }
    package var problem: String { "changed meanwhile: \(path)" }
    package var remedy: String { "look at the file, and try again" }
}
