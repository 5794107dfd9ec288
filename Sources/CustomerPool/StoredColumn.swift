import GRDB

extension Row {
    /// The value of a column.
    ///
    /// What a damaged file holds there may be of another type or nothing at all. GRDB's own subscripts end the program at that, and show the row; this throws.
    @inline(__always)
    func at<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int, as type: Value.Type = Value.self) throws -> Value {
        try decode(Value.self, atIndex: index)
    }
}
