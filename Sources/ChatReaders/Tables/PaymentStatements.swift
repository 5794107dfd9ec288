import ChatModel

/// The statements that are read.
extension PaymentStatement {
    private static let personal = "A bill proves payments of people who are known from chats and tables; it makes no customer by itself."

    static let alipayAccount = PaymentStatement(
        format: FormatDescription(
            id: "alipay-merchant-account", name: "Alipay merchant account statement (支付宝账务明细)", platform: Platform(rawValue: "alipay"), extensions: ["csv"],
            origin: "b.alipay.com → 对账中心 → 账务明细 → 下载: a zip with the statement and its summary, GB18030.",
            shape: """
                #支付宝账务明细查询
                账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
                10000000001,20240305220011,SD0001,茶叶两箱,2024-03-05 09:12:01,林小溪(138****0001),256.00,,1256.00,支付宝,在线支付,
                """,
            fieldMap: "发生时间 → at, 对方账号 → counterparty (account), 收入金额/支出金额 → amount, 业务流水号 → payment, 商户订单号 → order number, 商品名称 → product",
            timeZone: "China's clock.",
            quirks:
                "Columns are found by their names, whose brackets differ. `T200P…` is a number of Taobao's. Fees, withdrawals and transfers out are nobody's payments.",
            notSupported: personal + " The summary (汇总) holds no payments."),
        names: [
            .time: ["发生时间", "入账时间"], .name: ["对方账号", "对方账户"], .income: ["收入金额(+元)", "收入金额", "收入(+元)"], .expense: ["支出金额(-元)", "支出金额", "支出(-元)"],
            .type: ["业务类型", "业务描述"], .number: ["业务流水号"], .order: ["商户订单号", "业务基础订单号"], .product: ["商品名称"], .note: ["备注"],
        ], signature: [.time, .income, .expense], marks: [["账务流水号"]], payments: ["支付", "付款", "收款", "转账"], refunds: ["退款"],
        nothing: ["提现", "收费", "服务费", "手续费", "佣金", "充值"], beginsWithHeader: false, isNameWithAccount: true)

    static let alipayTrades = PaymentStatement(
        format: FormatDescription(
            id: "alipay-merchant-trades", name: "Alipay merchant trades (支付宝业务明细)", platform: Platform(rawValue: "alipay"), extensions: ["csv"],
            origin: "b.alipay.com → 对账中心 → 业务账单: trades and refunds, GB18030.",
            shape: """
                #支付宝业务明细查询
                支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,…,对方账户,订单金额（元）,商家实收（元）,…,备注
                20240305220011,SD0003,交易,茶叶,2024-03-05 09:12:01,2024-03-05 09:12:05,…,**溪(138******01),128.00,128.00,…,
                """,
            fieldMap: "完成时间 → at, 对方账户 → counterparty (account), 订单金额 → amount, 支付宝交易号 → payment, 商户订单号 → order number, 商品名称 → product",
            timeZone: "China's clock.", quirks: "A refund is told by its word: its sign differs. Names of stars are masks.", notSupported: personal),
        names: [
            .time: ["完成时间"], .name: ["对方账户"], .amount: ["订单金额(元)", "订单金额"], .type: ["业务类型"], .number: ["支付宝交易号"], .order: ["商户订单号"],
            .product: ["商品名称"], .note: ["备注"],
        ], signature: [.time, .name, .amount, .type], marks: [["支付宝交易号"], ["商家实收(元)", "商家实收"]], payments: ["交易"], refunds: ["退款"], beginsWithHeader: false,
        isNameWithAccount: true)

    static let payPal = PaymentStatement(
        format: FormatDescription(
            id: "paypal-activity", name: "PayPal activity", platform: Platform(rawValue: "paypal"), extensions: ["csv"],
            origin: "paypal.com → Reports → Activity download, CSV.",
            shape: """
                Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,…
                05/03/2026,09:12:01,Europe/Berlin,Rina Example,Website Payment,Completed,EUR,"1.256,00","-5,00","1.251,00",rina@example.com,…
                """,
            fieldMap:
                "Date and Time → at, Name → counterparty, From Email Address → account, Gross → amount, Transaction ID → payment, Invoice Number → order number",
            timeZone: "Wall clock of the account.",
            quirks: "Day or month first is decided by the whole column. Pending, authorised and held money, conversions and withdrawals are nobody's payments.",
            notSupported: "Reports in other languages than English; addresses of buyers. " + personal),
        names: [
            .time: ["Date"], .clock: ["Time"], .name: ["Name"], .account: ["From Email Address"], .payee: ["To Email Address"], .amount: ["Gross"],
            .currency: ["Currency"], .type: ["Type"],
            .status: ["Status"], .number: ["Transaction ID"], .order: ["Invoice Number"], .product: ["Item Title"],
            .note: ["Note", "Subject"],
        ], signature: [.time, .name, .amount, .status], marks: [["From Email Address"]], payments: ["payment", "checkout", "received"],
        refunds: ["refund", "reversal"],
        nothing: [
            "pending", "authorization", "denied", "failed", "expired", "withdrawal", "conversion", "deposit", "hold", "removed", "canceled", "order", "fee",
        ])

    static let stripe = PaymentStatement(
        format: FormatDescription(
            id: "stripe-payments", name: "Stripe payments", platform: Platform(rawValue: "stripe"), extensions: ["csv"],
            origin: "dashboard.stripe.com → Payments → Export.",
            shape: """
                id,Description,Seller Message,Created date (UTC),Amount,Amount Refunded,Currency,…,Status,Customer ID,Customer Description,Customer Email,…
                ch_1,Tea,Payment complete.,2026-05-01 02:10:00,25.60,0.00,eur,…,Paid,cus_1,Rina Example,rina@example.com,…
                """,
            fieldMap:
                "Created → at, Customer Description or Card Name → counterparty, Customer Email → account, Amount → amount, id → payment, Description → product",
            timeZone: "UTC, kept as it is written.", quirks: "Failed payments moved nothing. A payment that went back whole is a refund.",
            notSupported: "The balance history names nobody; columns of the shop's own metadata. " + personal),
        names: [
            .time: ["Created date (UTC)", "Created (UTC)", "Created"], .name: ["Customer Description", "Card Name", "Customer Name"],
            .account: ["Customer Email", "Email"], .amount: ["Amount"], .refunded: ["Amount Refunded"], .currency: ["Currency"], .status: ["Status"],
            .number: ["id"], .product: ["Description"],
        ], signature: [.time, .amount, .status, .number], marks: [["Amount Refunded"]], payments: ["paid", "succeeded", "refund"],
        nothing: ["failed", "canceled", "requires", "blocked"])

    static let square = PaymentStatement(
        format: FormatDescription(
            id: "square-transactions", name: "Square transactions", platform: Platform(rawValue: "square"), extensions: ["csv"],
            origin: "squareup.com → Reporting → Transactions → Export, Transactions CSV.",
            shape: """
                Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,…,Total Collected,Source,…,Transaction ID,Payment ID,…,Event Type,…,Customer ID,Customer Name,…
                05/01/26,09:12:01,Pacific Time (US & Canada),"$1,256.00",$0.00,"$1,256.00",…,"$1,256.00",Point of Sale,…,TX1,P1,…,Payment,…,C1,Rina Example,…
                """,
            fieldMap:
                "Date and Time → at, Customer Name → counterparty, Total Collected → amount, Payment ID → payment, Description → product, Event Type → refund",
            timeZone: "Wall clock of the shop.", quirks: "The month stands first. Rows without a customer's name are walk-ins.",
            notSupported: "The item export is an order table. No column names the currency: it is read as US dollars. " + personal),
        names: [
            .time: ["Date"], .clock: ["Time"], .name: ["Customer Name"], .amount: ["Total Collected"], .type: ["Event Type"], .number: ["Payment ID"],
            .product: ["Description"], .status: ["Transaction Status"],
        ], signature: [.time, .amount, .number, .name], marks: [["Total Collected"], ["Event Type"]], payments: ["payment"], refunds: ["refund"],
        prefersMonthFirst: true, homeCurrency: "USD")

    static let wise = PaymentStatement(
        format: FormatDescription(
            id: "wise-statement", name: "Wise statement", platform: Platform(rawValue: "wise"), extensions: ["csv"],
            origin: "wise.com → Statements and reports → CSV.",
            shape: """
                TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,…,Payer Name,Payee Name,…
                TRANSFER-1,05-03-2026,256.00,EUR,Received money from Rina Example with reference INV1,INV1,300.00,…,Rina Example,,…
                """,
            fieldMap: "Date → at, Payer Name → counterparty, Amount → amount, TransferWise ID → payment, Payment Reference → order number, Note → note",
            timeZone: "A day without a clock.", quirks: "The day stands first. Rows without a payer are card payments and fees.", notSupported: personal),
        names: [
            .time: ["Date"], .name: ["Payer Name"], .amount: ["Amount"], .currency: ["Currency"], .number: ["TransferWise ID"], .order: ["Payment Reference"],
            .note: ["Note"],
        ], signature: [.time, .amount, .name], marks: [["TransferWise ID"], ["Running Balance"]])
}
