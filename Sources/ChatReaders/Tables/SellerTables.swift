import ChatModel

/// The tables that are known by their columns alone, whoever made them.
extension SellerTable {
    private static let quirks = """
        Columns are known by their names in a dozen languages and by what stands in them; every table's mapping is said on standard error.
        Rows above the header, a second header row, repeated headers, sums, rows that show how a form is filled in and blank columns are passed over.
        Every sheet of a workbook is a table of its own.
        Columns that nobody knows are kept as notes, `header: value`. Columns about who sends the parcel are not read.
        """

    private static func make(
        _ id: String, _ name: String, _ kind: TableLayout.Kind, _ confidence: Double, origin: String, shape: String, fields: String, notSupported: String
    ) -> SellerTable {
        SellerTable(
            format: FormatDescription(
                id: id, name: name, platform: .unknown, extensions: ["csv", "xlsx"], origin: origin, shape: shape, fieldMap: fields,
                timeZone: "Wall clock, as written.", quirks: quirks, notSupported: notSupported), kind: kind, confidence: confidence)
    }

    static let orders = make(
        "order-table", "Order and shipping tables of any origin", .orders, surest,
        origin: "Any table with orders: of other shop systems, shipping lists, forms, one's own spreadsheet.",
        shape: """
            订单号,收件人,手机,地址,商品,数量
            1001,林小溪,13800001234,浙江省杭州市西湖区样例路1号,玻尿酸面膜,2
            """,
        fields: """
            order number, buyer, recipient's name, phone and address (divisions first), product, spec, quantity, price, amount paid, status,
            times (placed, paid, shipped, received), courier and tracking number, notes → the order's fields, by the header's names
            """, notSupported: "Encrypted workbooks, and those of Excel before 5.0.")

    static let people = make(
        "contact-table", "Contact tables of any origin", .people, 0.5,
        origin: "Any table of people: a CRM's export, a member list, one's own spreadsheet.",
        shape: """
            姓名,手机,地址,备注
            林小溪,13800001234,浙江省杭州市西湖区样例路1号,老客
            """,
        fields: "columns by their names: name, nickname, phone, e-mail, WeChat id, address, birthday, gender, tags, level, company, note",
        notSupported: "Sums of what somebody has bought are kept as notes: orders tell them.")

    static let messages = make(
        "message-table", "Message tables of service desks", .messages, 0.45,
        origin: "Any table with a message a row: a service desk's, a CRM's, a bot's log.",
        shape: """
            时间,发送者,接收者,内容,消息类型
            2024-03-05 09:12:01,小溪,山里茶铺,我要2盒,文本
            """,
        fields: "time (or date and clock) → sent_at, sender, direction or role → sender.is_owner, text → text, conversation, receiver or phone → chat",
        notSupported: "Tables with question and answer in one row.")

    static let foreign = make(
        "other-table", "Tables without customers or orders", .foreign(""), 0.3,
        origin: "Price lists, stock, payrolls, school marks, logs, plans.",
        shape: """
            品名,规格,单价
            春茶,100g,168
            """,
        fields: "nothing: the run says of what it is a table", notSupported: "Everything: nothing of it belongs into a customer pool.")
}
