import ChatBytes
import ChatModel

/// What WeCom (企业微信) takes as the remark of an external contact: 20 characters of remark, 150 of description, after `externalcontact/remark`.
struct WeComRemark {
    static let remarkLimit = 20
    static let descriptionLimit = 150
    /// `苏小满-高山红茶`: who, and what they buy most.
    let remark: String
    /// Stage, orders, favourites, address.
    let description: String
    /// Numbers as dialled at home.
    let mobiles: [String]
    let nickname: String

    init(_ person: Person, _ report: inout WriteReport) {
        nickname = person.customer.nicknames.first.map(PlainText.oneLine) ?? ""
        let product = person.customer.preferences.first.map { PlainText.oneLine($0.product) } ?? ""
        let whole = product.isEmpty ? person.shownName : person.shownName + "-" + product
        remark = PlainText.cut(whole, to: Self.remarkLimit)
        let address = person.home.map { "地址：" + PlainText.oneLine(CustomerRow.oneLine($0)) }
        let note = person.customer.remark.map(PlainText.oneLine)
        let all = [PlainText.oneLine(person.summary), address, note].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "；")
        description = PlainText.cut(all, to: Self.descriptionLimit)
        mobiles = person.phones.map(CustomerRow.readable)
        if remark != whole { report.add("field-cut", "a remark holds at most \(Self.remarkLimit) characters: longer ones were cut", severity: .note) }
        if description != all { report.add("field-cut", "a description holds at most \(Self.descriptionLimit) characters: longer ones were cut") }
    }
}

/// Remark and description of every customer as text, ready to be copied into WeCom one by one.
struct WeComRemarkTexts: PoolWriter {
    let format = WriterFormat(
        id: "wecom-remarks", fileExtension: "txt", summary: "WeCom remarks (20 characters) and descriptions (150) to paste", ownsExtension: false)

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            try pool.customers.walk { (customer) throws(ImportError) in
                let text = WeComRemark(Person(customer), &report)
                for (label, value) in [("昵称", text.nickname), ("备注", text.remark), ("描述", text.description), ("手机", text.mobiles.joined(separator: " "))] {
                    if !value.isEmpty { output.append(Array("\(label)：\(value)\n".utf8)) }
                }
                output.append(0x0A)
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }
}

/// The same as JSON lines in the shape of the call; who may make it has to put in `userid` and `external_userid`, which chats do not hold.
struct WeComRemarkLines: PoolWriter {
    let format = WriterFormat(
        id: "wecom-json", fileExtension: "jsonl", summary: "WeCom externalcontact/remark calls, one a line, ids left blank", ownsExtension: false)

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            try pool.customers.walk { (customer) throws(ImportError) in
                let text = WeComRemark(Person(customer), &report)
                var json = JSONWriter()
                json.beginObject()
                json.key("userid")
                json.string("")
                json.key("external_userid")
                json.string("")
                json.field("remark", text.remark)
                json.field("description", text.description)
                // An empty list would empty what stands there.
                if !text.mobiles.isEmpty { json.field("remark_mobiles", text.mobiles) }
                json.endObject()
                json.endLine()
                output.append(InertJSON.escaped(json.bytes))
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }
}
