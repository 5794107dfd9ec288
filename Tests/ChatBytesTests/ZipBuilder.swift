/// Makes small zips for tests, byte by byte.
struct ZipBuilder {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// The zip with its directory.
    var finished: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end += Self.two(count) + Self.two(count) + Self.four(directory.count) + Self.four(bytes.count) + [0, 0]
        return bytes + directory + end
    }

    /// The zip as a download that broke off would leave it: no directory.
    func cut(to size: Int) -> [UInt8] { Array(bytes.prefix(size)) }

    mutating func add(_ name: [UInt8], _ data: [UInt8], isEncrypted: Bool = false) {
        add(name, stored: data, method: 0, size: data.count, crc: Self.crc(data), isEncrypted: isEncrypted)
    }

    mutating func add(_ name: String, _ data: [UInt8], isEncrypted: Bool = false) { add(Array(name.utf8), data, isEncrypted: isEncrypted) }

    /// A member of zeros, compressed about 158 : 1.
    mutating func addZeros(_ name: String, _ size: Int) {
        // One block with fixed codes: a literal 0, then matches of 258 bytes at distance 1.
        var bits = Bits()
        bits.add(0b11, 2)
        bits.add(0, 1)
        bits.addReversed(0b0011_0000, 8)
        let matches = (size - 1) / 258
        for _ in 0..<matches {
            bits.addReversed(0b1100_0101, 8)
            bits.addReversed(0, 5)
        }
        bits.addReversed(0, 7)
        let unpacked = matches * 258 + 1
        add(Array(name.utf8), stored: bits.finished, method: 8, size: unpacked, crc: Self.crc([UInt8](repeating: 0, count: unpacked)), isEncrypted: false)
    }

    private mutating func add(_ name: [UInt8], stored: [UInt8], method: Int, size: Int, crc: UInt32, isEncrypted: Bool) {
        let flags = isEncrypted ? 1 : 0
        let common =
            Self.two(20) + Self.two(flags) + Self.two(method) + [0, 0, 0x21, 0x58] + Self.four(Int(crc)) + Self.four(stored.count) + Self.four(size)
            + Self.two(name.count) + Self.two(0)
        directory += [0x50, 0x4B, 1, 2] + Self.two(20) + common + Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0) + Self.four(bytes.count) + name
        bytes += [0x50, 0x4B, 3, 4] + common + name + stored
        count += 1
    }

    private static func two(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
    private static func four(_ value: Int) -> [UInt8] { two(value & 0xFFFF) + two(value >> 16) }

    private static func crc(_ data: [UInt8]) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private struct Bits {
        var finished: [UInt8] { used == 0 ? bytes : bytes + [current] }
        private var bytes: [UInt8] = []
        private var current: UInt8 = 0
        private var used = 0

        mutating func add(_ value: Int, _ count: Int) {
            for i in 0..<count {
                if value >> i & 1 == 1 { current |= 1 << UInt8(used) }
                used += 1
                if used == 8 {
                    bytes.append(current)
                    (current, used) = (0, 0)
                }
            }
        }

        mutating func addReversed(_ value: Int, _ count: Int) { for i in (0..<count).reversed() { add(value >> i & 1, 1) } }
    }
}
