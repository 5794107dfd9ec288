import Glibc

/// Writes which customer each record belongs to, as JSON lines.
public enum ClusterLines {
    /// Writes a line for each record; a customer's id is made of the smallest record id in its cluster, so that the order of records does not matter.
    public static func write(_ clusters: [Int], of table: RecordTable, to descriptor: Int32) throws(RecordReadError) {
        let ids = customerIDs(clusters, table)
        var out: [UInt8] = []
        out.reserveCapacity(1 << 20 + 4096)
        for record in 0..<table.count {
            out.append(contentsOf: "{\"record_id\":\"".utf8)
            appendEscaped(table.recordID(record), to: &out)
            out.append(contentsOf: "\",\"customer_id\":\"".utf8)
            out.append(contentsOf: ids[clusters[record]])
            out.append(contentsOf: "\"}\n".utf8)
            if out.count > 1 << 20 {
                try flush(&out, to: descriptor)
            }
        }
        try flush(&out, to: descriptor)
    }

    static func customerIDs(_ clusters: [Int], _ table: RecordTable) -> [[UInt8]] {
        var smallest = [Int](repeating: -1, count: (clusters.max() ?? -1) + 1)
        for record in 0..<table.count {
            let c = clusters[record]
            if smallest[c] < 0 || table.recordID(record).lexicographicallyPrecedes(table.recordID(smallest[c])) { smallest[c] = record }
        }
        return smallest.map { $0 < 0 ? [] : StableIDs.mint(bytes: table.recordID($0), 0) }
    }

    private static func appendEscaped(_ id: ArraySlice<UInt8>, to out: inout [UInt8]) {
        for b in id {
            switch b {
            case 0x22, 0x5C:
                out.append(0x5C)
                out.append(b)
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                out.append(contentsOf: [b >> 4, b & 15].map { $0 < 10 ? $0 + 0x30 : $0 + 0x57 })
            default: out.append(b)
            }
        }
    }

    private static func flush(_ out: inout [UInt8], to descriptor: Int32) throws(RecordReadError) {
        var done = 0
        while done < out.count {
            let n = unsafe out.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done) }
            if n < 0 {
                if errno == EINTR { continue }
                throw RecordReadError(errorNumber: errno)
            }
            done += n
        }
        out.removeAll(keepingCapacity: true)
    }
}
