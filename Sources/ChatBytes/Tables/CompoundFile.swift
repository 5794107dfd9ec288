/// The streams of a compound file (MS-CFB), as Office wrote its documents before 2007.
///
/// Every chain of sectors is followed for as many steps as the file has sectors at most, and every place is looked up before it is read, so that no damage leads anywhere.
struct CompoundFile {
    private static let endOfChain: UInt32 = 0xFFFF_FFFE
    private static let directoryEntrySize = 128

    private struct Entry {
        var name: String
        var start: UInt32
        var size: Int
    }

    private let sectorSize: Int
    private let smallSectorSize: Int
    /// Streams that are shorter stand in the small sectors of the root's stream.
    private let smallStreamLimit: Int
    private var nextSector: [UInt32] = []
    private var nextSmallSector: [UInt32] = []
    private var entries: [Entry] = []

    /// Nil for bytes that are no compound file, or one whose tables lead nowhere.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 512, bytes.littleEndian32(0) == 0xE011_CFD0, let shift = bytes.littleEndian16(30), let smallShift = bytes.littleEndian16(32),
            7...16 ~= shift, 4...12 ~= smallShift, smallShift <= shift, let directory = bytes.littleEndian32(48), let limit = bytes.littleEndian32(56),
            let smallTable = bytes.littleEndian32(60)
        else { return nil }
        sectorSize = 1 << Int(shift)
        smallSectorSize = 1 << Int(smallShift)
        smallStreamLimit = Int(limit)
        for sector in tableSectors(bytes) { nextSector += words(bytes, sector) }
        guard let listed = chain(from: directory, bytes) else { return nil }
        for start in stride(from: 0, through: listed.count - Self.directoryEntrySize, by: Self.directoryEntrySize) {
            let entry = listed.span.extracting(start..<start + Self.directoryEntrySize)
            let length = Int(entry.littleEndian16(64) ?? 0)
            guard 2...64 ~= length else {
                entries.append(Entry(name: "", start: Self.endOfChain, size: 0))
                continue
            }
            let letters = stride(from: 0, to: length - 2, by: 2).compactMap { entry.littleEndian16($0) }
            entries.append(
                Entry(
                    name: String(decoding: letters, as: UTF16.self), start: entry.littleEndian32(116) ?? Self.endOfChain,
                    size: Int(entry.littleEndian32(120) ?? 0)))
        }
        if let small = chain(from: smallTable, bytes) {
            nextSmallSector = stride(from: 0, through: small.count - 4, by: 4).compactMap { small.span.littleEndian32($0) }
        }
    }

    /// Whether the file holds a stream or a folder of this name.
    func has(_ name: String) -> Bool { entries.contains { $0.name == name } }

    /// The bytes of a stream; nil where there is none of this name, or its sectors lead nowhere.
    func stream(_ name: String, _ bytes: Span<UInt8>) -> [UInt8]? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        let whole = entry.size < smallStreamLimit ? smallChain(from: entry.start, bytes) : chain(from: entry.start, bytes)
        return whole.map { Array($0.prefix(entry.size)) }
    }

    /// The sectors of the allocation table: the first 109 stand in the header, the others in sectors of their own.
    private func tableSectors(_ bytes: Span<UInt8>) -> [UInt32] {
        var sectors: [UInt32] = []
        let mostSectors = bytes.count / sectorSize + 1
        for place in 0..<109 { if let sector = bytes.littleEndian32(76 + place * 4), sector < Self.endOfChain - 1 { sectors.append(sector) } }
        var next = bytes.littleEndian32(68) ?? Self.endOfChain
        var steps = 0
        while next < Self.endOfChain - 1, steps < mostSectors, sectors.count < mostSectors {
            let listed = words(bytes, next)
            guard let last = listed.last else { break }
            sectors += listed.dropLast().filter { $0 < Self.endOfChain - 1 }
            (next, steps) = (last, steps + 1)
        }
        return Array(sectors.prefix(mostSectors))
    }

    private func place(_ sector: UInt32, _ bytes: Span<UInt8>) -> Range<Int>? {
        let start = (Int(sector) + 1) * sectorSize
        guard start < bytes.count else { return nil }
        return start..<min(start + sectorSize, bytes.count)
    }

    private func words(_ bytes: Span<UInt8>, _ sector: UInt32) -> [UInt32] {
        guard let place = place(sector, bytes) else { return [] }
        return stride(from: place.lowerBound, through: place.upperBound - 4, by: 4).compactMap { bytes.littleEndian32($0) }
    }

    private func chain(from first: UInt32, _ bytes: Span<UInt8>) -> [UInt8]? {
        var found: [UInt8] = []
        var sector = first
        var steps = 0
        while sector < Self.endOfChain {
            guard steps <= bytes.count / sectorSize, let place = place(sector, bytes), Int(sector) < nextSector.count else {
                return found.isEmpty ? nil : found
            }
            ByteScanning.append(place, of: bytes, to: &found)
            (sector, steps) = (nextSector[Int(sector)], steps + 1)
        }
        return found
    }

    private func smallChain(from first: UInt32, _ bytes: Span<UInt8>) -> [UInt8]? {
        guard let root = entries.first, let container = chain(from: root.start, bytes) else { return nil }
        var found: [UInt8] = []
        var sector = first
        var steps = 0
        while sector < Self.endOfChain {
            let start = Int(sector) * smallSectorSize
            guard steps <= container.count / smallSectorSize, Int(sector) < nextSmallSector.count, start < container.count else {
                return found.isEmpty ? nil : found
            }
            found += container[start..<min(start + smallSectorSize, container.count)]
            (sector, steps) = (nextSmallSector[Int(sector)], steps + 1)
        }
        return found
    }
}

extension Span<UInt8> {
    /// The number that two bytes make; nil behind the end.
    func littleEndian16(_ at: Int) -> UInt16? { at >= 0 && at + 2 <= count ? UInt16(self[at]) | UInt16(self[at + 1]) << 8 : nil }

    /// The number that four bytes make; nil behind the end.
    func littleEndian32(_ at: Int) -> UInt32? {
        guard let low = littleEndian16(at), let high = littleEndian16(at + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    /// The binary fraction (IEEE 754) that eight bytes make; nil behind the end.
    func littleEndianDouble(_ at: Int) -> Double? {
        guard let low = littleEndian32(at), let high = littleEndian32(at + 4) else { return nil }
        return Double(bitPattern: UInt64(low) | UInt64(high) << 32)
    }
}
