import Foundation

/// One process of this machine, as far as a test must know it.
public struct LivingProcess: Sendable, Hashable, CustomStringConvertible {
    public var processID: pid_t
    /// Its arguments, the program's path first.
    public var arguments: [String]

    /// The last part of the program's path.
    public var program: String { arguments.first.map { String($0.split(separator: "/").last ?? "") } ?? "" }
    public var description: String { "\(processID) \(arguments.joined(separator: " "))" }
}

/// The processes that live now.
public enum ProcessTable {
    /// Those that have `path` in their arguments, environment or working directory, ourselves not counted.
    public static func processes(using path: String) -> [LivingProcess] {
        #if os(Linux)
            let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
            return numbers.filter { $0 != getpid() }.compactMap { number in
                // Whatever vanishes between two looks has ended; zombies have no arguments.
                let words = read("/proc/\(number)/cmdline")
                guard !words.isEmpty else { return nil }
                let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
                let mentions =
                    words.contains(path) || read("/proc/\(number)/environ").contains(path) || folder?.hasPrefix(path) == true
                guard mentions else { return nil }
                return LivingProcess(processID: number, arguments: words.split(separator: "\0").map(String.init))
            }
        #else
            let listing = Process()
            let pipe = Pipe()
            listing.executableURL = URL(fileURLWithPath: "/bin/ps")
            listing.arguments = ["-axEwwo", "pid=,command="]
            listing.standardOutput = pipe
            guard (try? listing.run()) != nil else { return [] }
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            return text.split(separator: "\n").filter { $0.contains(path) }.compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                guard let number = words.first.flatMap({ pid_t($0) }), number != getpid() else { return nil }
                return LivingProcess(processID: number, arguments: Array(words.dropFirst()))
            }
        #endif
    }

    #if os(Linux)
        private static func read(_ path: String) -> String {
            FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    #endif
}
