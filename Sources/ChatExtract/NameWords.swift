internal import Gazetteer

/// Words that tell names from other short pieces.
enum NameWords {
    private static let titles = WordTable(
        "先生 女士 小姐 太太 老师 阿姨 叔叔 大叔 师傅 医生 大夫 老板娘 老板 经理 主任 同学 大姐 大哥 大妈 大爷 先森 教授 院长 校长 律师 会计 护士 警官 书记 厂长 科长 处长 局长 店长 组长 班长 队长 站长 团长 园长 主管 助理 专员 秘书 财务 出纳 采购 客服 文员 店员 导购 保安 门卫 管家 司机 仓管 库管 领班 教练 妈妈 爸爸 奶奶 爷爷 外婆 外公 姥姥 姥爷 妈咪 姐姐 哥哥 妹妹 弟弟 婶婶 嫂子 老汉 老头 老伯 老表 大娘 嬢嬢 孃孃 幺妹 胖子 眼镜 老大 老二 老三 老四 老五 老幺 宝宝 麻麻 粑粑 总 姐 哥 妹 弟 叔 姨 婶 嫂 妈 爸 爷 工 董",
        backwards: true)
    private static let callers: Set<[UInt8]> = Set("妈妈 爸爸 妈咪 奶奶 爷爷 麻麻 粑粑 姐姐 哥哥 宝宝 妈 爸".split(separator: " ").map { Array($0.utf8) })

    /// Number of characters of the honorific at the end of a piece (0 for none), and whether it follows a child's or a nickname (小宇妈妈) and needs no surname.
    static func honorific(_ bytes: [UInt8], _ range: Range<Int>) -> (Int, Bool) {
        var length = titles.match(bytes, range.upperBound)
        // A single character needs a short name: 王姐, 蒋总; 李思妈 is rare enough.
        if length >= range.count || length == 3 && range.count > 9 { length = 0 }
        if length > 0 { return (length / 3, callers.contains(Array(bytes[range.upperBound - length..<range.upperBound]))) }
        return (0, false)
    }

    /// Whole pieces that are no name.
    private static let noNames = WordSet(
        (AddressWordList.shared.joined("name.none") + " "
            + "谢谢 谢谢啦 多谢 感谢 你好 您好 在吗 老板 老板娘 亲 亲亲 亲爱的 地址 电话 手机 收货 收件 到付 顺丰 顺丰到付 圆通 中通 申通 韵达 极兔 邮政 京东 德邦 发货 包邮 尽快 麻烦 麻烦了 今天 明天 "
            + "后天 下午 上午 晚上 中午 早上 好的 可以 收到 寄件 寄 发 货到付款 现结 月结 备注 如下 这里 急 加急 保密发货 周末 送货上门 放门口 驿站 快递 代收点 代收 一件 两件 三件 一份 两份 一个 两个 "
            + "一箱 一盒 一套 收 转 或 或者 和 备用 座机 固话 公司 家里 单位 学校 宿舍 自提 工作日 周一 周二 周三 周四 周五 周六 周日 中国 全境 市辖区 其它区 其他区 不变 没变 同上 新地址 老地址 "
            + "收货地址 详细地址 红包 微信红包 图片 语音 视频 表情 转账 链接 文件 位置 名片 动画表情 先生 女士 小姐 哈哈 哈哈哈 嗯嗯 嗯 好 好滴 好哒 行 ok 对 对的 是的 没错 嘻嘻 呵呵 晚安 早 早安 "
            + "拜托 辛苦 辛苦了 不好意思 收件信息 收货信息 订单 下单 付款 已付 已付款 快点 尽快发 今天发 明天发 请发 发这里 寄这里 寄到 发到 送到 女 男 无 暂无 没有 未知 本人 自己 我 你 他 她 联系 信息 "
            + "资料 号码 物流 卖家 买家 店铺 旺旺 淘宝 拼多多 抖音 小红书 群接龙 接龙 退货 换货 售后"))

    /// How talk begins.
    private static let openings = WordTable("谢谢 感谢 多谢 你好 您好 好的 请问 麻烦 收到 不好意思 可以 今天 明天 现在 已经 什么 怎么 多少 发货 快递 微信 支付 包邮 顺丰 到货 到付")

    static func isNoName(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let opening = openings.match(bytes, range.lowerBound)
        if opening > 0, opening < range.count { return true }
        guard range.count <= 18 else { return false }
        return noNames.contains(bytes, range)
    }

    private static let receivers: [[UInt8]] =
        ["亲启", "代收", "收件", "签收", "收"].map { Array($0.utf8) }
        + AddressWordList.shared.words(of: "name.receive").map { AddressWordList.spaced($0) }.sorted { $0.count > $1.count }
    private static let callings: [[UInt8]] =
        [
            "帮我寄给", "帮忙寄给", "麻烦寄给", "请寄给", "帮我发给", "麻烦发给", "就写", "写给",
            "收件人是", "收货人是", "收件人叫", "收货人叫", "他叫", "她叫", "本人叫", "本人是", "本人姓名", "本人", "请寄到", "请发到", "寄到", "发到", "送到", "寄给", "发给", "送给", "联系人是", "名字是", "名字叫",
            "收件人",
            "收货人", "联系人", "我叫", "我是", "名叫", "联系", "还是", "给", "找",
            "写", "是", "叫", "由", "请",
        ].map { Array($0.utf8) } + AddressWordList.shared.words(of: "name.call").map { AddressWordList.spaced($0) }

    /// 嘛, 哈, 吧, 啊, 呀, 哦 and 哟 behind a name that was asked for.
    private static let particles = Set("嘛哈吧啊呀哦哟".unicodeScalars.map(\.value))

    /// With which characters receivers end and callings begin; hardly any piece has them there.
    private static let edges: (lasts: HanSet, firsts: HanSet) = {
        let lasts = Set(receivers.map { Han.last(before: $0.count, $0, floor: 0) })
        let firsts = Set(callings.map { Han.scalar($0, 0).value })
        return (HanSet { lasts.contains($0) }, HanSet { firsts.contains($0) })
    }()

    private static let roles = WordSet(AddressWordList.shared.words(of: "name.role"))

    /// Whether a piece names who takes parcels in, and no person: 收发室, 门卫.
    static func isRole(_ bytes: [UInt8], _ range: Range<Int>) -> Bool { roles.contains(bytes, range) }

    /// Whether a piece is 收, 代收 and the like and nothing else.
    static func isReceiver(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        receivers.contains { $0.count == range.count && Han.has($0, bytes, at: range.lowerBound) }
    }

    /// Whether a byte stands around a name and not in it.
    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x5F, 0x2B, 0x2F, 0x2A, 0x3D, 0x3A, 0x7E, 0x23: true
        default: false
        }
    }

    /// Whether a character that is no surname stands before a name.
    private static func isNamed(_ range: Range<Int>, _ bytes: [UInt8], _ lead: Int, least: Double) -> Bool {
        guard NameTables.surname(Han.scalar(bytes, lead).value) == 0, 6...15 ~= range.count else { return false }
        return honorific(bytes, range).0 > 0 || NameScore.of(range, bytes).points >= least
    }

    /// A name's range without 收, 代收 behind and 联系, 还是, 我叫 before it, and whether one of them was there.
    static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> (range: Range<Int>, received: Bool, called: Bool) {
        var start = range.lowerBound
        var end = range.upperBound
        var received = false
        var called = false
        if end - start >= 5, edges.lasts.contains(Han.last(before: end, bytes, floor: start)) {
            for word in receivers where end - start >= word.count + (bytes[start] < 0x80 ? 2 : 6) && Han.has(word, bytes, at: end - word.count) {
                end -= word.count
                received = true
                break
            }
        }
        if end - start >= 9, edges.firsts.contains(Han.scalar(bytes, start).value) {
            for word in callings where end - start >= word.count + 6 && Han.has(word, bytes, at: start) {
                // One character may be a surname; it takes a name behind it to be a word: 找万经理, 写小曾.
                if word.count == 3, !received || end - start < 9 + 3, !isNamed(start + 3..<end, bytes, start, least: received ? 2 : 6) { continue }
                start += word.count
                called = true
                break
            }
        }
        // 帮我寄给张桂芬嘛
        if called, end - start >= 9, particles.contains(Han.last(before: end, bytes, floor: start)) { end -= 3 }
        while end > start, isMark(bytes[end - 1]) { end -= 1 }
        while start < end, isMark(bytes[start]) || bytes[start] == 0x2E { start += 1 }
        // 王芳（女士）: what stands in brackets is no part of the name.
        if end > start, bytes[end - 1] == 0x29, let open = bytes[start..<end].lastIndex(of: 0x28), open - start >= 3, end - open <= 20 { end = open }
        // 李梓涵(妈妈电话…: a bracket that the phone's label broke off.
        if let open = bytes[start..<end].lastIndex(of: 0x28), open - start >= 3, end - open <= 13, !bytes[open..<end].contains(0x29) { end = open }
        return (start..<end, received, called)
    }
}
