/// What stands in the workbook's table of orders, in the cells that a seller might take for changeable: what is changed there beside the cells of ``OrderCell`` is said
/// and not taken over.
public enum OrderSheet {
    /// The sheet.
    public static let sheet = "订单明细"
    /// The header of the column with the shop's number.
    public static let numberHeader = "订单号"
    /// The header of the column with the day on which it was placed.
    public static let dayHeader = "下单时间"
    /// The headers, in the order in which ``EditedOrder/cells`` and what is kept of a writing have them.
    public static let headers = ["状态", "商品", "金额", "币种", "收件人", "收件电话", "收件地址", "快递单号", "订单号", "下单时间", "快递", "备注"]
}

/// What stands in the workbook's table of customers beside the cells that may be changed, and that a seller might take for changeable as well: what is changed there is
/// said and not taken over.
public enum PersonSheet {
    /// The headers, in the order in which ``EditedRow/others`` and what is kept of a writing have them.
    public static let headers = ["其他收件人", "其他电话", "邮箱", "其他昵称", "平台", "账号", "性别", "生日", "消费金额", "笔单价", "购买件数", "退款金额"]
}

/// A row of the workbook's table of orders as it came back.
public struct EditedOrder: Hashable, Sendable {
    /// The customer's id.
    public var customerID: String
    /// The cells by ``OrderSheet/headers``; nil where the column is gone.
    public var cells: [String?]
    /// The row in its sheet, counted from 1.
    public var row: Int
    /// The letters of the columns, as `cells` has them.
    public var columns: [String]

    /// A row that came back.
    public init(customerID: String, cells: [String?], row: Int, columns: [String]) {
        self.customerID = customerID
        self.cells = cells
        self.row = row
        self.columns = columns
    }
}
