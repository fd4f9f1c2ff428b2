#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A note that a file system keeps beside a file, see xattr(7).
enum ExtendedAttribute {
    /// Whether it could be set; not every file system keeps such notes.
    static func set(_ name: String, _ value: String, of path: String) -> Bool {
        #if canImport(Darwin)
            setxattr(path, name, value, value.utf8.count, 0, 0) == 0
        #else
            function("setxattr", as: Set.self)?(path, name, value, value.utf8.count, 0) == 0
        #endif
    }

    static func value(_ name: String, of path: String) -> String? {
        var value = [UInt8](repeating: 0, count: 256)
        #if canImport(Darwin)
            let count = getxattr(path, name, &value, value.count, 0, 0)
        #else
            let count = function("getxattr", as: Get.self)?(path, name, &value, value.count) ?? -1
        #endif
        return count < 0 ? nil : String(decoding: value.prefix(count), as: UTF8.self)
    }

    #if !canImport(Darwin)
        // <sys/xattr.h> is not among the headers that Swift imports.
        private typealias Set = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeRawPointer, Int, Int32) -> Int32
        private typealias Get = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutableRawPointer, Int) -> Int

        private static func function<Function>(_ name: String, as _: Function.Type) -> Function? {
            dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
        }
    #endif
}
