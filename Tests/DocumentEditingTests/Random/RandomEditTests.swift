import Foundation
import Testing
import Yams

@testable import DocumentEditing

/// Thousands of files of each format, in any style: what is not ours is the same afterwards, byte for byte.
struct `Editing random files` {
    static let container = "mcpServers"

    @Test(arguments: DocumentFormat.allCases)
    func `adding leaves every byte that was there, and removing gives the original`(format: DocumentFormat) throws {
        for seed in 1...UInt64(300) {
            let (text, original) = try Self.document(seed, format)
            var document = original
            var generator = SeededGenerator(seed: seed ^ 0xABCD)
            let path = [
                PathStep.key(Self.container), .key(generator.pick(["ours", "a/b.c", "ключ \"x\"", "yes", "__proto__"]) + "!"),
            ]
            let insertion: Insertion?
            let entry = Self.entry(&generator)
            do throws(EditRefusal) {
                insertion = try document.set(entry, at: path)
            } catch {
                // Only behind a text in lines of its own, at the end of a file without a last line break.
                #expect(format == .yaml && original.bytes.last != .newline, "seed \(seed): \(error)\n\(text)")
                continue
            }
            try IndependentReading(format, original.bytes).with(entry, at: path).expect(document.bytes, "seed \(seed)\n\(text)")
            #expect(
                Self.isSubsequence(original.bytes, of: document.bytes) || insertion?.gap?.isEmpty == false,
                "seed \(seed)\n\(text)\n---\n\(Self.string(document))")
            try Self.check(document, format, seed)
            guard Self.removes(path, insertion, from: &document, seed) else { continue }
            #expect(
                Self.string(document) == text.replacing("\u{FEFF}", with: ""),
                "seed \(seed)\n\(text)\n---\n\(Self.string(document))")
        }
    }

    @Test(arguments: DocumentFormat.allCases)
    func `updating a field changes its span alone`(format: DocumentFormat) throws {
        for seed in 1...UInt64(150) {
            let (text, original) = try Self.document(seed, format)
            var document = original
            var generator = SeededGenerator(seed: seed ^ 0x1234)
            let path = [PathStep.key(Self.container), .key("ours")]
            do throws(EditRefusal) { _ = try document.set(Self.entry(&generator), at: path) } catch { continue }
            let before = document
            do {
                _ = try document.set(.text("new: # \"value\""), at: path + [.key("command")])
                _ = try document.set(.list([.text("-y"), .text("")]), at: path + [.key("args")])
                _ = try document.set(.table([.init("B", .text("2"))]), at: path + [.key("env")])
            } catch {
                Issue.record("seed \(seed): \(error)\n\(Self.string(before))")
                continue
            }
            try Self.check(document, format, seed)
            // What was there before ours is still there, in its order.
            var stripped = document
            guard Self.removes(path, nil, from: &stripped, seed) else { continue }
            #expect(
                stripped.root.meaning.removing([.key(Self.container)]) == original.root.meaning.removing([.key(Self.container)]),
                "seed \(seed)\n\(text)")
            guard Self.removes(path + [.key("env")], nil, from: &document, seed) else { continue }
            try Self.check(document, format, seed)
        }
    }

    @Test(arguments: DocumentFormat.allCases)
    func `damaged files are refused or edited, and never crash`(format: DocumentFormat) throws {
        for seed in 1...UInt64(300) {
            var (_, original) = try Self.document(seed, format)
            var generator = SeededGenerator(seed: seed ^ 0x77)
            var bytes = original.bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if generator.chance(2) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            do throws(DocumentMistake) { original = try EditableDocument(bytes, format: format) } catch {
                #expect(error.line > 0 && error.column > 0 && !error.message.isEmpty)
                continue
            }
            do throws(EditRefusal) {
                let insertion = try original.set(Self.entry(&generator), at: [.key("fresh"), .key("ours")])
                try original.remove(at: [.key("fresh"), .key("ours")], addedWith: insertion)
            } catch { continue }
            let expected = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            #expect(original.bytes.elementsEqual(expected), "seed \(seed)\n\(Self.string(original))")
        }
    }

    // MARK: Parts

    static func document(_ seed: UInt64, _ format: DocumentFormat) throws -> (String, EditableDocument) {
        var random = RandomDocument(seed: seed, container: container)
        let text = random.text(in: format)
        do throws(DocumentMistake) {
            return (text, try EditableDocument(Array(text.utf8), format: format))
        } catch {
            Issue.record("seed \(seed): \(error.line):\(error.column): \(error.message)\n\(text)")
            throw error
        }
    }

    private static func removes(
        _ path: [PathStep], _ insertion: Insertion?, from document: inout EditableDocument, _ seed: UInt64
    ) -> Bool {
        do throws(EditRefusal) {
            try document.remove(at: path, addedWith: insertion)
            return true
        } catch {
            Issue.record("seed \(seed): removing: \(error)\n\(string(document))")
            return false
        }
    }

    private static func entry(_ generator: inout SeededGenerator) -> DocumentValue {
        var fields: [DocumentValue.Field] = [
            .init("command", .text(generator.pick(["npx", "/opt/x y/z", "C:\\tools"]))),
            .init("args", .list([.text("-y"), .text("a: b"), .text("#x")])),
        ]
        if generator.chance(2) { fields.append(.init("env", .table([.init("A", .text("1")), .init("Ä b", .text(""))]))) }
        if generator.chance(2) { fields.append(.init("disabled", .flag(false))) }
        return .table(fields)
    }

    /// By parsers that are not ours.
    private static func check(_ document: EditableDocument, _ format: DocumentFormat, _ seed: UInt64) throws {
        switch format {
        case .json:
            #expect(throws: Never.self, "seed \(seed)\n\(string(document))") {
                try JSONSerialization.jsonObject(with: Data(document.bytes))
            }
        case .yaml:
            let node = try Yams.compose(yaml: string(document))
            let ours = node?.mapping?[Node(container)]?.mapping
            #expect(ours?.isEmpty == false, "seed \(seed)\n\(string(document))")
        case .jsonWithComments, .jsonc, .toml: break
        }
    }

    static func string(_ document: EditableDocument) -> String { String(decoding: document.bytes, as: UTF8.self) }

    /// Whether all bytes are there in their order.
    private static func isSubsequence(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        var rest = part[...]
        for byte in whole where byte == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }
}
