/// All labels of pasted blocks in flat arrays, found by their first character: at most places of a text that is one look at `slots`.
struct BlockLabelTable: Sendable {
    /// A word of the table.
    private struct Word: Sendable {
        /// Where its bytes begin in `Table.bytes`, and how many they are.
        var start: Int32
        var count: Int32
        var label: BlockLabel
        /// Whether it may stand right against its value, without a colon.
        var opens: Bool
    }

    private var bytes: [UInt8] = []
    /// By slot, longest first.
    private var words: [Word] = []
    /// For each slot the first of its words, and in the low byte how many there are.
    private var slots: [UInt32] = []

    /// The one table.
    static let shared = BlockLabelTable()

    private init() {
        /// A `+` marks a label that its value may follow at once.
        let lists: [(BlockLabel, String)] = [
            (
                .name,
                "+收货人姓名 +收件人姓名 +收货人 +收件人 +联系人 +姓名 +名字 客户姓名 收货姓名 收件姓名 收方 收 收件 收货 客户 客户名 买家 +我叫 +联系 收件方 +名叫 收货方 顾客 姓 名 氏名 お名前 名前 宛名 받는분 이름 "
                    + "consignee recipient receiver customer attn name full_name receiver_name recipient_name customer_name contact contact_name contact_person nama nama_penerima nama_lengkap penerima "
                    + "ชื่อ ชื่อผู้รับ ผู้รับ ชื่อ-นามสกุล tên họ_tên họ_và_tên người_nhận tên_người_nhận nombre nombre_completo destinatario destinatário nome nome_completo الاسم اسم_المستلم المستلم"
            ),
            (
                .phone,
                "+手机号码 +联系电话 +联系方式 +电话号码 +手机号 +手机 +电话 +联系手机 +收货电话 收件电话 +收件人电话 +收货人电话 +收货人手机 +收件人手机 +座机 +固话 +备用 +备用电话 +号码 电话/手机 手机/电话 電話番号 電話 전화 연락처 "
                    + "+tel +tel. telephone phone phone_no phone_no. phone_number mobile mobile_no mobile_number mob cell hp no_hp no._hp no_tel no._tel no_telefon no_telepon nomor_hp whatsapp wa contact_no contact_number telp telepon telefon telefono "
                    + "teléfono celular telefone โทร โทร. โทรศัพท์ เบอร์ เบอร์โทร เบอร์โทรศัพท์ sđt sĐt sdt điện_thoại Điện_thoại số_điện_thoại الهاتف هاتف رقم_الهاتف الجوال رقم_الجوال جوال"
            ),
            (
                .address,
                "+收货人地址 +收件人地址 +收货地址 +收件地址 +详细地址 +联系地址 +邮寄地址 +快递地址 +家庭住址 +家庭地址 +公司地址 +街道地址 +住址 +地址 +新地址 送货地址 配送地址 寄往 寄到 发往 发到 门牌号 详细地址及门牌号 详细 详址 地点 收货信息 收件信息 住所 ご住所 お届け先 주소 "
                    + "add addr address full_address delivery_address shipping_address street street_address address_line alamat alamat_lengkap alamat_penghantaran alamat_pengiriman ที่อยู่ ที่อยู่จัดส่ง địa_chỉ Địa_chỉ địa_chỉ_nhận_hàng Địa_chỉ_nhận_hàng "
                    + "dirección direccion dirección_de_envío endereço endereco endereço_de_entrega العنوان عنوان_التوصيل"
            ),
            (
                .area,
                "+所在地区 +所在区域 +地区 +省市区 省份 省 城市 市 区县 区/县 县/区 区 县 街道 乡镇 乡镇/街道 街道/乡镇 镇 区域 所在省份 所在城市 所在省市 省/市/区 省市县 city town state province district region bandar kota kecamatan kelurahan provinsi negeri "
                    + "tỉnh quận huyện phường thành_phố จังหวัด อำเภอ ตำบล เขต แขวง ciudad provincia estado cidade bairro المدينة المنطقة الحي"
            ),
            (
                .postcode,
                "邮编 邮政编码 邮码 郵便番号 우편번호 zip zip_code zipcode postcode postal_code post_code poskod kode_pos รหัสไปรษณีย์ mã_bưu_điện mã_bưu_chính código_postal codigo_postal cep الرمز_البريدي"
            ), (.identity, "+身份证 +身份证号 +身份证号码 证件号 证件号码 身份证号/护照 id_card ic ic_no id_no passport"),
            (
                .remark,
                "备注 留言 商品 产品 规格 数量 款式 颜色 尺码 尺寸 要求 说明 下单 订单 订单号 订单编号 物品 商品名称 货品 快递 快递公司 价格 金额 合计 日期 时间 买家留言 卖家备注 note notes remark remarks order item items qty quantity product catatan pesanan ghi_chú หมายเหตุ nota 備考"
            ),
            (
                .account,
                "微信 微信号 微信名 微信昵称 昵称 网名 旺旺 旺旺号 旺旺名 qq qq号 淘宝 淘宝号 淘宝名 会员名 email e-mail 邮箱 wechat line line_id line名 ig instagram facebook fb 推荐人 代理 生日 出生日期 性别"
            ),
            (.country, "国家 国家/地区 国家地区 country negara ประเทศ quốc_gia país pais الدولة البلد"),
        ]
        var found = [[(bytes: [UInt8], label: BlockLabel, opens: Bool)]](repeating: [], count: 4096)
        for (label, list) in lists {
            for word in list.split(separator: " ") {
                let opens = word.first == "+"
                // Folded like the texts they are looked for in.
                let bytes = NormalizedText(String(opens ? word.dropFirst() : word)).bytes.map { $0 == 0x5F ? 0x20 : $0 }
                found[Self.slot(bytes, 0)].append((bytes, label, opens))
            }
        }
        for entry in found {
            slots.append(UInt32(words.count) << 8 | UInt32(entry.count))
            for word in entry.sorted(by: { ($0.bytes.count, $1.label.rawValue) > ($1.bytes.count, $0.label.rawValue) }) {
                words.append(Word(start: Int32(bytes.count), count: Int32(word.bytes.count), label: word.label, opens: word.opens))
                bytes += word.bytes
            }
        }
    }

    /// The list in which a label is found by its first character, or by its first letter.
    @inline(__always)
    private static func slot(_ bytes: [UInt8], _ at: Int) -> Int {
        guard at < bytes.count else { return 0 }
        let first = bytes[at]
        if first < 0x80 { return Int(first >= 0x41 && first <= 0x5A ? first | 0x20 : first) }
        guard first >= 0xE0, at &+ 2 < bytes.count else { return Int(first) }
        return 256 &+ (Int(bytes[at &+ 1]) &* 61 &+ Int(bytes[at &+ 2]) &* 7 &+ Int(first)) % 3840
    }

    /// The label at an offset where one can stand, and where its value begins.
    ///
    /// A label needs a colon, a closing bracket or a line end behind it; those that open their value may also stand before a space or right against it.
    func at(_ start: Int, _ text: [UInt8], end limit: Int) -> (label: BlockLabel, end: Int, colon: Bool)? {
        let first = text[start]
        let slot = slots[Self.slot(text, start)]
        guard slot & 0xFF > 0 else { return nil }
        let firstWord = Int(slot >> 8)
        for word in words[firstWord..<firstWord + Int(slot & 0xFF)] {
            guard var end = match(word, text, start, limit) else { continue }
            let wordEnd = end
            while end < limit, text[end] == 0x20 { end += 1 }
            // “姓名(必填)：”, “Name (nama):”
            if end < limit, text[end] == 0x28, let close = text[end..<min(limit, end + 24)].firstIndex(of: 0x29), close + 1 < limit, text[close + 1] == 0x3A {
                end = close + 1
            }
            if end < limit, text[end] == 0x3A || text[end] == 0x3D { return (word.label, end + 1, true) }
            if end + 2 < limit, text[end] == 0xE3, text[end + 1] == 0x80, text[end + 2] == 0x91 { return (word.label, end + 3, true) }
            if end < limit, text[end] == 0x5D { return (word.label, end + 1, true) }
            if first < 0x80 {
                // Latin labels without a colon: only before a number.
                guard word.opens, wordEnd < limit, text[end < limit ? end : wordEnd] &- 0x30 < 10 || text[end < limit ? end : wordEnd] == 0x2B else {
                    continue
                }
                return (word.label, end, false)
            }
            if word.opens, wordEnd < limit { return (word.label, wordEnd, false) }
        }
        return nil
    }

    /// Matches a word, its Latin letters in either case, with single spaces allowed between its characters.
    private func match(_ word: Word, _ text: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        let first = bytes[Int(word.start)]
        var at = start
        var i = Int(word.start)
        let stop = i + Int(word.count)
        var spaced = false
        while i < stop {
            guard at < limit else { return nil }
            let byte = text[at]
            let letter = bytes[i]
            if byte == letter || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == letter) {
                at += 1
                i += 1
                continue
            }
            if byte == 0x20, i > Int(word.start), first >= 0x80, letter >= 0xC0, at + 1 < limit, text[at + 1] == letter {
                at += 1
                spaced = true
                continue
            }
            return nil
        }
        if first < 0x80, at < limit, 0x61...0x7A ~= text[at] | 0x20 { return nil }
        if spaced {
            var end = at
            while end < limit, text[end] == 0x20 { end += 1 }
            guard end < limit, text[end] == 0x3A else { return nil }
        }
        return at
    }
}
