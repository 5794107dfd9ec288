import ChatBytes
import ChatModel

/// Earlier messages of a file by their ids, for answers that only name the message that they answer to.
///
/// Memory is bounded: the beginnings of the last messages are kept, some thousands of them; an answer to an older one keeps no quote.
struct QuoteMemory {
    private struct Slot {
        var id: UInt64 = 0
        var sender: Int32 = -1
        /// Where the text begins, counted over all texts ever kept; -1 for none.
        var start = -1
        var count = 0
    }

    private var slots: [Slot] = []
    private var ring: [UInt8] = []
    private var written = 0
    private static let slotCount = 1 << 15
    private static let ringSize = 4 << 20
    /// How much of a message a quote shows.
    private static let mostBytes = 600

    /// Gives the open message the words that it answers to, when it names a message still known and has no quote yet.
    func fill(_ id: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard id.exists, !id.isEmpty else { return }
        fill(id.start..<id.end, bytes, output)
    }

    /// The same for an id that stands at a place.
    func fill(_ id: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard !slots.isEmpty, !id.isEmpty else { return }
        let hash = ByteScanning.hash(bytes, id, seed: 7)
        let slot = slots[Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)]
        guard slot.id == hash, slot.start >= 0, written - slot.start <= Self.ringSize else { return }
        let from = slot.start % Self.ringSize
        let text = String(decoding: ring[from..<from + slot.count], as: UTF8.self)
        let name = slot.sender < 0 ? nil : output.participantName(slot.sender)
        output.setExtra { extra in
            if extra.quote == nil { extra.quote = Quote(sender: name, text: text) }
        }
    }

    /// Keeps the open message under its id.
    mutating func keep(_ id: JSONValue, sender: Int32?, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard id.exists, !id.isEmpty else { return }
        keep(id.start..<id.end, sender: sender, bytes, output)
    }

    /// The same for an id that stands at a place.
    mutating func keep(_ id: Range<Int>, sender: Int32?, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard !id.isEmpty else { return }
        if slots.isEmpty {
            slots = [Slot](repeating: Slot(), count: Self.slotCount)
            ring = [UInt8](repeating: 0, count: Self.ringSize)
        }
        let hash = ByteScanning.hash(bytes, id, seed: 7)
        var slot = Slot(id: hash, sender: sender ?? -1, start: written, count: 0)
        output.withOpenText { text in
            var count = min(text.count, Self.mostBytes)
            while count > 0, count < text.count, text[count] & 0xC0 == 0x80 { count -= 1 }
            // A text stands in one piece: what is left at the ring's end is passed over.
            let left = Self.ringSize - slot.start % Self.ringSize
            if left < count { slot.start += left }
            slot.count = count
            let from = slot.start % Self.ringSize
            for i in 0..<count { ring[from + i] = text[i] }
        }
        written = slot.start + slot.count
        slots[Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)] = slot
    }
}
