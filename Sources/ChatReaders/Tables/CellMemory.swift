import ChatBytes

/// What cells were found to mean, by their bytes: a table says the same products, states and couriers again and again.
struct CellMemory<Value> {
    private var places = NameTable()
    private var values: [Value] = []
    /// Columns of free text must not fill the memory.
    private static var most: Int { 4096 }

    /// The value of a cell: remembered, or worked out now.
    mutating func value(of cell: Range<Int>, in bytes: Span<UInt8>, _ make: () -> Value) -> Value {
        if let place = places.index(of: cell, in: bytes, tag: 0) { return values[Int(place)] }
        let value = make()
        if values.count < Self.most, cell.count <= 512 {
            places.insert(cell, of: bytes, tag: 0, index: Int32(values.count))
            values.append(value)
        }
        return value
    }
}
