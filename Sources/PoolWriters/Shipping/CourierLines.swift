import ChatBytes
import ChatModel

/// One line for each parcel to send, as couriers' mini programs read it when it is pasted: `姓名，手机，省市区详细地址`.
struct CourierLines: PoolWriter {
    let format: WriterFormat = {
        var format = WriterFormat(
            id: "courier-lines", fileExtension: "txt", summary: "parcels to send as lines for couriers' smart paste", ownsExtension: false)
        format.handsParcels = true
        return format
    }()

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let parcels = try Parcels(pool)
        parcels.report(&report)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            for parcel in parcels.due {
                output.append(Array((parcel.pasteLine + "\n").utf8))
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }
}
