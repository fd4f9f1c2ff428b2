import CWipe
import Testing

#if canImport(Glibc)
    import Glibc

    /// Blocks that were given back, looked at as nobody may who is no test.
    @Suite(.enabled(if: cw_wipes() == 1, "the allocator is not ours here"))
    struct `Memory that is given back` {
        private let canary: [UInt8] = Array("a canary that must not be found again".utf8)

        @Test(arguments: [64, 1000, 100_000])
        func `holds nothing any more`(size: Int) throws {
            let block = try #require(malloc(size))
            // The allocator's own notes are at the beginning.
            (block + 24).copyMemory(from: canary, byteCount: canary.count)
            let place = UInt(bitPattern: block)
            free(block)
            let found = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: place + 24), count: canary.count)
            #expect(!found.elementsEqual(canary))
        }

        @Test func `holds nothing when it grew elsewhere`() throws {
            let block = try #require(malloc(64))
            (block + 24).copyMemory(from: canary, byteCount: canary.count)
            let place = UInt(bitPattern: block)
            let grown = try #require(realloc(block, 10_000))
            defer { free(grown) }
            #expect(UnsafeRawBufferPointer(start: grown + 24, count: canary.count).elementsEqual(canary))
            try #require(UInt(bitPattern: grown) != place)
            let found = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: place + 24), count: canary.count)
            #expect(!found.elementsEqual(canary))
        }

        @Test func `comes back whole from every change of size`() throws {
            var block = try #require(malloc(10))
            for size in [1, 10, 100, 300_000, 5_000_000, 200, 1 << 20, 40] {
                block = try #require(realloc(block, size))
                memset(block, Int32(size & 0xFF), size)
                block = try #require(realloc(block, size * 2))
                #expect(block.load(fromByteOffset: size - 1, as: UInt8.self) == UInt8(size & 0xFF))
            }
            free(block)
        }
    }
#endif
