import ChatModel

/// The shop systems whose order tables are known by their headers.
extension OrderTable {
    private static let quirks = """
        Cells may be written ="123" or '138 or padded with tabs; rows above the header and repeated headers are passed over.
        Columns about who sends the parcel (寄件, 发件, 寄方) are not read.
        Masked and virtual numbers stay with the order as they are written.
        An order may stand in several rows: rows of one number, or rows below it with a product only, belong together.
        """
    private static let fieldMap = """
        order number, buyer, recipient's name, phone and address (divisions first), product, spec, quantity, price, amount paid, status,
        times (placed, paid, shipped, received), courier and tracking number, notes → the order's fields, by the header's names
        """

    private static func make(
        _ id: String, _ name: String, _ platform: String, _ origin: String, _ shape: String, _ signature: [[String]], addsAmounts: Bool = false,
        confidence: Double = 0.97
    ) -> OrderTable {
        OrderTable(
            format: FormatDescription(
                id: id, name: name, platform: Platform(rawValue: platform), extensions: ["csv", "xlsx"], origin: origin, shape: shape, fieldMap: fieldMap,
                timeZone: "Wall clock of the shop system: China's, where it is a Chinese one.", quirks: quirks,
                notSupported: "Encrypted workbooks, and those of Excel before 5.0."),
            signature: signature, addsAmounts: addsAmounts, confidence: confidence)
    }

    static let taobao = make(
        "taobao-orders", "Taobao and Tmall orders (淘宝 ExportOrderList)", "taobao", "千牛卖家中心 → 交易管理 → 已卖出的宝贝 → 批量导出: `ExportOrderList….csv` or .xlsx.",
        """
        订单编号,买家会员名,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,宝贝标题,宝贝总数量
        ="1234567890123456789",tb_xiaoxi,178.00,178.00,交易成功,林小溪,浙江省 杭州市 西湖区 样例路1号,'13800001234,2024-03-05 09:12:01,玻尿酸面膜,2
        """,
        [["订单编号"], ["宝贝标题", "宝贝种类", "宝贝总数量"]])

    static let pinduoduo = make(
        "pinduoduo-orders", "Pinduoduo orders (拼多多)", "pinduoduo", "拼多多商家后台 → 订单查询 → 批量导出.",
        """
        商品,订单号,订单状态,用户实付金额(元),商品数量(件),支付时间,快递单号,快递公司,省,市,区
        玻尿酸面膜,240305-123456789012345,已发货，待签收,178,2,2024-03-05 09:12:01,YT1234567890123,圆通快递,浙江省,杭州市,西湖区
        """,
        [["订单号"], ["用户实付金额(元)", "商家实收金额(元)"]])

    static let douyin = make(
        "douyin-orders", "Douyin shop orders (抖店)", "douyin", "抖店 → 订单管理 → 导出订单.",
        """
        主订单编号,子订单编号,选购商品,商品规格,商品数量,订单应付金额,收件人,收件人手机号,省,市,区,街道,详细地址,订单提交时间,订单状态
        6912345678901234567,6912345678901234567,玻尿酸面膜,10片装,2,178,林小溪,18412345678-1234,浙江省,杭州市,西湖区,样例街道,样例路1号,2024-03-05 09:12:01,已发货
        """,
        [["主订单编号"], ["子订单编号"]], addsAmounts: true)

    static let weixinShop = make(
        "weixin-shop-orders", "WeChat shop orders (微信小店, 视频号)", "weixin-shop", "微信小店商家后台 → 订单 → 导出.",
        """
        订单号,订单下单时间,订单状态,收件人姓名,收件人地址,收件人手机,订单实际支付金额,商品名称,商品数量,物流公司,快递单号
        3712345678901234567,2024-03-05 09:12:01,待发货,林小溪,浙江省杭州市西湖区样例路1号,13800001234,178.00,玻尿酸面膜,2,,
        """,
        [["订单号"], ["订单下单时间"]])

    static let youzan = make(
        "youzan-orders", "Youzan orders (有赞)", "youzan", "有赞商家后台 → 订单 → 批量导出.",
        """
        订单号,订单状态,订单创建时间,订单实付金额,全部商品名称,收货人省份,收货人城市,收货人地区,详细收货地址/提货地址,收货人/提货人,收货人手机号/提货人手机号,买家昵称/买家姓名
        E20240305091201000000001,交易成功,2024-03-05 09:12:01,178.00,玻尿酸面膜(2件),浙江省,杭州市,西湖区,样例路1号,林小溪,13800001234,小溪
        """,
        [["订单号"], ["全部商品名称", "收货人手机号/提货人手机号", "归属店铺"]])

    static let weidian = make(
        "weidian-orders", "Weidian orders (微店)", "weidian", "微店店长 → 订单管理 → 导出; both generations of headers.",
        """
        订单编号,订单状态,下单时间,商品名称,商品型号,购买数量,商品价格,收件人姓名,收件人手机,省,市,区,收货详细地址
        800012345678901,已完成,2024-03-05 09:12:01,玻尿酸面膜,10片装,2,89,林小溪,13800001234,浙江省,杭州市,西湖区,样例路1号
        """,
        [["订单编号"], ["商品型号", "收件人/提货人姓名", "下单模板信息", "收货/提货详细地址"]])

    static let kuaituantuan = make(
        "kuaituantuan-orders", "Kuaituantuan orders (快团团)", "kuaituantuan", "快团团 → 团购 → 导出订单.",
        """
        跟团号,下单人,团员备注,支付时间,团长备注,商品,订单金额,订单状态,收货人,联系电话,详细地址
        12,小溪,,2024-03-05 09:12:01,,草莓 3斤装*2；蓝莓*1,158,待发货,林小溪,13800001234,浙江省杭州市西湖区样例路1号
        """,
        [["跟团号"], ["下单人"]])

    static let jingdong = make(
        "jingdong-orders", "JD orders (京东)", "jingdong", "京麦 → 订单管理 → 导出.",
        """
        订单号,商品ID,商品名称,订购数量,下单时间,京东价,应付金额,订单状态,下单帐号,客户姓名,客户地址,联系电话
        123456789012,100001,玻尿酸面膜,2,2024-03-05 09:12:01,89,178,完成,jd_xiaoxi,林小溪,浙江杭州市西湖区样例路1号,13800001234
        """,
        [["订单号"], ["下单帐号", "下单账号"], ["订购数量", "京东价"]])

    static let alibaba = make(
        "1688-orders", "1688 orders", "1688", "1688 → 已卖出的货品 → 导出订单.",
        """
        订单编号,买家公司名,买家会员名,实付款(元),订单状态,订单创建时间,收货人姓名,收货地址,联系手机,货品标题,数量,物流公司,运单号
        1234567890123456789,样例商行,xiaoxi88,178.00,交易成功,2024-03-05 09:12:01,林小溪,浙江省 杭州市 西湖区 样例路1号,13800001234,玻尿酸面膜,2,,
        """,
        [["订单号", "订单编号"], ["货品标题"]])
}
