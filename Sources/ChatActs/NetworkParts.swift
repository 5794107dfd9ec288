import CSystem

/// Rows of numbers, eight bits each with one scale, of which some are added up.
struct RowTable: Sendable {
    private let scale: Float
    private let width: Int
    private let numbers: [Int8]

    /// Reads a table: rows, width, scale, numbers.
    init(_ file: inout TableFile, rows: Int, width: Int) throws(TableFile.Damaged) {
        guard try file.word() == rows, try file.word() == width else { throw TableFile.Damaged() }
        self.width = width
        scale = try file.number()
        numbers = try file.bytes(rows * width).map { Int8(bitPattern: $0) }
    }

    /// Adds a row to `width` numbers of an array.
    func add(_ row: Int, to sums: inout [Float], at start: Int) {
        for k in 0..<width { sums[start + k] += Float(numbers[row * width + k]) * scale }
    }
}

/// Rows for some numbers of many; all others share the first row.
struct SparseRows: Sendable {
    private let bits: [UInt64]
    /// Rows before each sixty-four numbers.
    private let ranks: [Int]
    private let rows: RowTable

    /// Reads a bit for each number, then the shared row and those of the numbers that have one.
    init(_ file: inout TableFile, numbers: Int, width: Int) throws(TableFile.Damaged) {
        guard try file.word() == numbers else { throw TableFile.Damaged() }
        var (bits, ranks, count): ([UInt64], [Int], Int) = ([], [], 1)
        for _ in 0..<(numbers + 63) / 64 {
            ranks.append(count)
            bits.append(try file.doubleWord())
            count += bits[bits.count - 1].nonzeroBitCount
        }
        (self.bits, self.ranks) = (bits, ranks)
        rows = try RowTable(&file, rows: count, width: width)
    }

    /// Adds a number's row; nil has the shared one.
    func add(_ number: Int?, to sums: inout [Float], at start: Int) {
        var row = 0
        if let number {
            let (bits, bit) = (bits[number >> 6], UInt64(1) << UInt64(number & 63))
            if bits & bit != 0 { row = ranks[number >> 6] + (bits & (bit - 1)).nonzeroBitCount }
        }
        rows.add(row, to: &sums, at: start)
    }
}

/// A layer: every output is a weighted sum of all inputs.
struct DenseLayer: Sendable {
    let inputs: Int
    let outputs: Int
    private let weights: [Float]
    private let bias: [Float]

    /// Reads a layer: inputs, outputs, weights input by input, bias.
    init(_ file: inout TableFile, inputs: Int, outputs: Int? = nil) throws(TableFile.Damaged) {
        guard try file.word() == inputs else { throw TableFile.Damaged() }
        self.inputs = inputs
        let width = Int(try file.word())
        guard 1...4096 ~= width, width == outputs ?? width else { throw TableFile.Damaged() }
        self.outputs = width
        weights = try file.numbers(inputs * width)
        bias = try file.numbers(width)
    }

    /// The outputs of some rows of inputs, row behind row.
    func apply(_ x: [Float]) -> [Float] {
        let rows = x.count / inputs
        precondition(x.count == rows * inputs)
        return unsafe [Float](unsafeUninitializedCapacity: rows * outputs) { out, count in
            if let start = out.baseAddress, rows > 0 {
                unsafe x.withUnsafeBufferPointer { x in
                    unsafe weights.withUnsafeBufferPointer { weights in
                        unsafe bias.withUnsafeBufferPointer { bias in
                            // None of them is empty.
                            if let x = x.baseAddress, let w = weights.baseAddress, let b = bias.baseAddress {
                                unsafe csystem_dense(x, rows, inputs, w, b, outputs, start)
                            }
                        }
                    }
                }
            }
            count = rows * outputs
        }
    }
}
