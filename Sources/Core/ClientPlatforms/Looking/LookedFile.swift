import CarefulFiles
import DocumentEditing
import ServerModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client's file as it is now.
struct LookedFile: Sendable {
    /// As it is named; symbolic links not followed.
    var path: String
    /// `nil` when there is none.
    var source: SourceFile?
    /// What is in it; a file that is not there, or blank, is an empty document.
    var content: Result<EditableDocument, EntryObstacle>

    init(_ path: String, _ format: DocumentFormat) {
        self.path = path
        do {
            let source = try SourceFile(reading: path)
            self.source = source
            do throws(DocumentMistake) {
                content = .success(try EditableDocument(source.bytes, format: format))
            } catch {
                content = .failure(EntryObstacle(broken: path, error))
            }
        } catch let trouble where trouble.number == ENOENT && !Folder.isLink(path) {
            content = Self.empty(format)
        } catch let trouble where trouble.number == ENOENT {
            content = .failure(
                EntryObstacle(
                    "dangling-link", "\(path) is a symbolic link that leads nowhere",
                    "make the file it leads to, or remove the link"))
        } catch let trouble where trouble.number == EINVAL {
            content = .failure(
                EntryObstacle("no-file", "\(path) is no regular file", "move away what is in its place: ls -ld '\(path)'"))
        } catch {
            content = .failure(EntryObstacle(error.code, error.problem, error.remedy))
        }
    }

    private static func empty(_ format: DocumentFormat) -> Result<EditableDocument, EntryObstacle> {
        do throws(DocumentMistake) {
            return .success(try EditableDocument([], format: format))
        } catch {
            return .failure(EntryObstacle("internal", error.message, "report this"))
        }
    }

    /// The uppermost folder on the way to it that is not there.
    var missingFolder: String? {
        var missing: String?
        var folder = Folder.parent(of: path)
        while !Folder.hasSomething(at: folder), folder != "/" {
            missing = folder
            folder = Folder.parent(of: folder)
        }
        return missing
    }

    var document: EditableDocument? { try? content.get() }

    var problem: EntryObstacle? {
        if case .failure(let obstacle) = content { obstacle } else { nil }
    }

    /// Why a file that can be read is never written.
    var writingObstacle: EntryObstacle? {
        guard let source else { return nil }
        if source.facts.mode & 0o200 == 0 {
            return EntryObstacle(
                "read-only", "\(path) is read-only: somebody does not want it changed",
                "if that was you, allow it: chmod u+w '\(source.realPath)'")
        }
        guard source.facts.names > 1 else { return nil }
        return EntryObstacle(
            "hard-links", "\(path) has several names (hard links), and only one of them would be changed",
            "make one of them the only one, or a symbolic link to the other")
    }
}

extension EntryObstacle {
    fileprivate init(broken path: String, _ mistake: DocumentMistake) {
        self.init(
            "broken-file", "\(path):\(mistake.line):\(mistake.column): \(mistake.message)",
            "mend the file, or put a copy back with 'mcp-manager platform restore'; nothing is written to it until then")
    }
}
