import ServerModel

/// Memory that a file is read into, block after block.
struct ReadBuffer: ~Copyable {
    private(set) var bytes: UnsafeMutableRawBufferPointer

    init(count: Int) {
        bytes = .allocate(byteCount: count, alignment: 64)
    }

    deinit { bytes.deallocate() }

    var count: Int { bytes.count }

    /// The first `count` bytes.
    func prefix(_ count: Int) -> LineBytes {
        LineBytes(UnsafeMutableBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<count]))
    }

    /// The memory from `start` to before `end`, to read into.
    func room(_ start: Int, _ end: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
    }

    /// Moves the bytes from `start` to before `end` to the beginning.
    func moveToBeginning(_ start: Int, _ end: Int) {
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }

    /// Twice as large, with the first `kept` bytes.
    mutating func grow(keeping kept: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count * 2, alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<kept]))
        bytes.deallocate()
        bytes = larger
    }
}
