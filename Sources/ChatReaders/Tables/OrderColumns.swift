/// The columns that order tables have, and the names that shop systems and people give them.
///
/// Names after the order exports of the shop systems and the courier and CRM templates (notes on order exports, §1.2 and §1.4). Of several names that a header
/// has, the one that stands first here counts.
enum OrderColumn: Int, CaseIterable, Sendable {
    case orderNumber, product, quantity, recipientName, recipientPhone, recipientLandline, address, province, city, district, town, buyer, buyerPhone
    case spec, unitPrice, amount, refunded, status, refundStatus, placedAt, paidAt, shippedAt, receivedAt, trackingNumber, courier, trackingInfo, buyerNote,
        sellerNote
    case contactNote

    /// Header names, the surest first.
    var names: [String] {
        switch self {
        case .orderNumber:
            ["主订单编号", "订单编号", "订单号", "跟团号", "订单ID", "订单id", "单号", "Order No", "Order Number", "Order ID", "Order SN"]
        case .product:
            [
                "选购商品", "宝贝标题", "货品标题", "全部商品名称", "商品名称", "商品名", "商品", "商品标题", "产品名称", "产品", "订购产品", "货品", "货品名称", "品名", "物品名称", "内件名称", "内件品名", "托寄物内容",
                "Product Name", "Product", "Item", "Items", "Parcel Content",
            ]
        case .quantity:
            [
                "商品数量(件)", "商品数量", "商品件数", "购买数量", "订购数量", "宝贝总数量", "货品数量", "数量", "件数", "托寄物数量", "Quantity", "Qty",
            ]
        case .recipientName:
            [
                "收件人姓名", "收货人姓名", "收件人/提货人姓名", "收货人/提货人", "收件人", "收货人", "收件姓名", "收件联系人", "收方姓名", "客户姓名", "联系人", "联系人姓名", "姓名", "客户名称", "买家姓名",
                "Receiver Name", "Recipient", "Recipient Name", "Shipping Name", "Name",
            ]
        case .recipientPhone:
            [
                "收件人手机号", "收件人手机", "收货人手机号/提货人手机号", "收件人/提货人手机号", "收货人手机号", "收货人手机", "联系手机", "收方联系方式", "收件联系方式", "手机号码", "手机号", "手机", "联系方式", "客户手机号",
                "Receiver Contact", "Receiver Phone", "Mobile", "Phone", "Phone Number", "Contact",
            ]
        case .recipientLandline: ["收件人电话", "收货人电话", "联系电话", "电话号码", "电话", "固定电话", "座机", "收件人固话"]
        case .address:
            [
                "详细收货地址/提货地址", "收货/提货详细地址", "收货详细地址", "收件人详细地址", "收货人详细地址", "收货地址", "收件人地址", "收货人地址", "收件地址", "收货人具体地址", "收方地址", "详细地址", "完整地址", "客户地址", "联系地址",
                "地址", "Receiver Address", "Shipping Address", "Address",
            ]
        case .province: ["收货人省份", "收件人省", "收件省", "收货省份", "省份", "省", "Province", "State"]
        case .city: ["收货人城市", "收件人市", "收件市", "收货城市", "城市", "市", "City", "Receiver City"]
        case .district: ["收货人地区", "收件人区", "收件区", "收货地区", "区县", "区/县", "县区", "区", "District"]
        case .town: ["街道/镇", "街道", "乡镇", "镇", "小区", "自提点", "房号/楼号"]
        case .buyer:
            [
                "买家会员名", "下单人", "买家昵称/买家姓名", "买家昵称", "客户昵称", "微信昵称", "下单帐号", "下单账号", "买家", "会员名", "昵称", "买家公司名", "用户昵称", "Buyer", "Buyer Username", "Customer",
            ]
        case .buyerPhone: ["买家手机号", "买家手机", "用户购买手机号", "下单人手机号", "下单手机号"]
        case .spec:
            ["商品规格", "宝贝规格", "商品属性", "商品型号", "规格型号", "规格", "型号", "款式", "颜色分类", "Variation", "SKU"]
        case .unitPrice: ["商品单价", "商品实际价格(单件)", "商品价格(单件)", "单品折扣后价格", "商品价格", "京东价", "单价", "单价(元)", "Unit Price", "Price"]
        case .amount:
            [
                "买家实际支付金额", "买家实付金额", "用户实付金额(元)", "用户实付金额", "订单实际支付金额", "订单实付金额", "实付款", "实付款(元)", "实付金额", "实付金额(元)", "订单应付金额", "应收订单金额", "应付金额", "订单金额",
                "订单金额(元)", "支付金额", "总金额", "订单总金额", "金额(元)", "金额", "合计", "总价", "Amount", "Total", "Order Amount", "Grand Total",
            ]
        case .refunded:
            ["订单已退款金额", "商品已退款金额", "已退款金额", "退款金额", "退款金额(元)", "订单退款", "累计退款金额", "退款总额", "Refund Amount", "Refunded Amount", "Refunded"]
        case .status: ["订单状态", "发货状态", "状态", "交易状态", "Order Status", "Status"]
        case .refundStatus: ["售后状态", "退款状态", "商品退款状态", "商品售后"]
        case .placedAt:
            [
                "订单创建时间", "买家下单时间", "订单提交时间", "订单下单时间", "下单时间", "订单成交时间", "订单时间", "创建时间", "跟团时间", "下单日期", "日期", "时间", "Order Date", "Created At",
                "Order Creation Date", "Date",
            ]
        case .paidAt: ["订单付款时间", "买家付款时间", "支付完成时间", "支付时间", "付款时间", "Paid Time", "Paid At"]
        case .shippedAt: ["订单发货时间", "发货时间", "Ship Time", "Shipped At"]
        case .receivedAt: ["确认收货时间", "订单确认收货时间", "交易成功时间", "订单完成时间", "收货时间"]
        case .trackingNumber: ["快递单号", "物流单号", "运单号", "商品发货物流单号", "运单号码", "Tracking Number", "Tracking No", "AWB"]
        case .courier: ["快递公司", "物流公司", "商品发货物流公司", "承运商", "Courier", "Courier Company", "Shipping Carrier"]
        case .trackingInfo: ["快递信息", "物流信息", "包裹信息"]
        case .buyerNote: ["买家留言", "买家备注", "客户留言", "团员备注", "留言"]
        case .sellerNote: ["商家备注", "卖家备注", "商家订单备注", "订单备注", "团长备注", "备注", "Remark", "Note", "Reference"]
        case .contactNote: ["企微备注"]
        }
    }

    /// How many columns there are.
    static let count = allCases.count

    /// All columns' names, for ``HeadedTable``.
    static let allNames: [[String]] = allCases.map(\.names)
}
