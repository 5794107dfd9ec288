import ChatModel

/// The contact lists that exporters and address books write as tables.
extension ContactTable {
    /// MemoTrace 2: `contacts.csv`.
    static let memoTrace = ContactTable(
        format: FormatDescription(
            id: "memotrace-contacts", name: "MemoTrace contacts (留痕)", platform: .wechat, extensions: ["csv"],
            origin: "MemoTrace (WeChatMsg) 2.x: export the contact list: `contacts.csv`.",
            shape: """
                UserName,Alias,Type,Remark,NickName,PYInitial,RemarkPYInitial,smallHeadImgUrl,bigHeadImgUrl,label,gender,telephone,signature,country/region,province,city
                wxid_synthetic0001,linxiaoxi01,3,林小溪-老客,小溪,XX,LXX,,,老客,女,13800001234,,CN,广东,深圳
                """,
            fieldMap: """
                UserName → id, Alias → alias, Remark → remark, NickName → nickname
                label → tags, gender → gender, telephone → phones (several in one cell), signature → note
                """,
            timeZone: "No times.", quirks: "Rooms, official accounts and the app's own tools are left out.",
            notSupported: "Province and city of the profile are no address and are left out."),
        columns: [
            (.id, ["UserName"]), (.alias, ["Alias"]), (.remark, ["Remark"]), (.nickname, ["NickName"]), (.tags, ["label"]), (.gender, ["gender"]),
            (.phone, ["telephone"]),
        ], required: 7)

    /// MemoTrace 3: the sheet 成员信息 of a chat's workbook. In direct chats the header has 电话 and the rows have not: what stands there must look like a phone.
    static let memoTrace3Members = ContactTable(
        format: ChatTable.memoTrace3Format,
        columns: [
            (.id, ["wxid"]), (.alias, ["微信号"]), (.nickname, ["昵称"]), (.remark, ["群昵称"]), (.tags, ["标签"]), (.gender, ["性别"]), (.phone, ["电话"]),
        ], required: 3)

    /// chatlog: contacts and sessions, which it joins with commas and without quotes.
    static let chatlog = ContactTable(
        format: FormatDescription(
            id: "chatlog-contacts", name: "chatlog contacts", platform: .wechat, extensions: ["csv", "txt"],
            origin: "chatlog: `GET /api/v1/contact?format=csv`, the answer saved as a file.",
            shape: """
                UserName,Alias,Remark,NickName
                wxid_synthetic0001,linxiaoxi01,林小溪-老客,小溪
                """,
            fieldMap: "UserName → id, Alias → alias, Remark → remark, NickName → nickname", timeZone: "No times.",
            quirks: "The values are joined by commas without quotes: commas in the last name belong to it. Rooms and official accounts are left out.",
            notSupported: "A comma in a remark shifts the rest of its row."),
        columns: [(.id, ["UserName"]), (.alias, ["Alias"]), (.remark, ["Remark"]), (.nickname, ["NickName"])], required: 4, isQuoted: false, confidence: 0.95)

    /// WeFlow and echotrace: contact list.
    static let weFlow = ContactTable(
        format: FormatDescription(
            id: "weflow-contacts", name: "WeFlow contacts", platform: .wechat, extensions: ["csv"],
            origin: "WeFlow: export the contact list as CSV.",
            shape: """
                用户名,显示名称,备注,昵称,微信号,标签,描述,个性签名,地区,类型
                wxid_synthetic0001,林小溪-老客,林小溪-老客,小溪,linxiaoxi01,老客 | 茶叶,两盒起订,,广东 深圳,好友
                """,
            fieldMap: "用户名 → id, 备注 → remark, 昵称 → nickname, 微信号 → alias, 标签 → tags, 描述 → note", timeZone: "No times.",
            quirks: "Groups and official accounts (类型) are left out.", notSupported: "The region of the profile is no address and is left out."),
        columns: [
            (.id, ["用户名"]), (.displayName, ["显示名称"]), (.remark, ["备注"]), (.nickname, ["昵称"]), (.alias, ["微信号"]), (.tags, ["标签"]), (.note, ["描述"]),
            (.kind, ["类型"]),
        ], required: 4, otherKinds: ["群聊", "公众号", "服务号", "企业号"])

    /// Google Contacts, both generations of headers.
    static let google = ContactTable(
        format: FormatDescription(
            id: "google-contacts", name: "Google Contacts CSV", platform: .unknown, extensions: ["csv"],
            origin: "contacts.google.com → Export → Google CSV (and “Outlook CSV”).",
            shape: """
                First Name,Middle Name,Last Name,…,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value
                Mei,,Lin,…,老客 ::: * myContacts,Home,mei@example.com,Mobile,+86 138 0000 1234
                """,
            fieldMap: """
                First Name, Last Name (Given Name, Family Name) → name; Nickname → nickname
                Phone N - Value → phones, E-mail N - Value → emails, Address N - Formatted → addresses
                Labels (Group Membership) → tags, Birthday → birthDate, Organization Name → company, Notes → note
                """,
            timeZone: "No times.", quirks: "Several values of a kind stand in one cell, parted by `:::`. System labels (`* myContacts`) are left out.",
            notSupported: "Photos and custom fields."),
        columns: [
            (.givenName, ["First Name", "Given Name"]), (.familyName, ["Last Name", "Family Name"]),
            (.phone, ["Phone 1 - Value", "Mobile Phone"]), (.name, ["Name"]), (.nickname, ["Nickname"]), (.phone, ["Phone 2 - Value", "Primary Phone"]),
            (.phone, ["Phone 3 - Value", "Home Phone"]), (.phone, ["Phone 4 - Value", "Business Phone"]), (.email, ["E-mail 1 - Value", "E-mail Address"]),
            (.email, ["E-mail 2 - Value", "E-mail 2 Address"]), (.email, ["E-mail 3 - Value", "E-mail 3 Address"]),
            (.address, ["Address 1 - Formatted", "Home Address"]), (.address, ["Address 2 - Formatted"]),
            (.tags, ["Labels", "Group Membership", "Categories"]),
            (.birthday, ["Birthday"]), (.company, ["Organization Name", "Organization 1 - Name", "Company"]), (.note, ["Notes"]),
        ], required: 3)
}

extension ContactTable {
    /// Youzan's customer list.
    static let youzan = ContactTable(
        format: FormatDescription(
            id: "youzan-customers", name: "Youzan customers (有赞)", platform: Platform(rawValue: "youzan"), extensions: ["csv", "xlsx"],
            origin: "有赞商家后台 → 客户 → 客户管理 → 导出.",
            shape: """
                客户姓名,客户昵称,客户手机号,客户生日,客户性别,标签,是否会员,消费次数,消费金额
                林小溪,小溪,13800001234,1990-05-12,女,老客,是,3,534.00
                """,
            fieldMap: "客户姓名 → name, 客户昵称 → nickname, 客户手机号 → phones (masked ones as written), 客户生日 → birthDate, 客户性别 → gender, 标签 → tags",
            timeZone: "No times.", quirks: "Masked numbers (186******05) stay as they are.",
            notSupported: "Points, balances and sums are left out: orders tell them."),
        columns: [
            (.phone, ["客户手机号"]), (.name, ["客户姓名"]), (.nickname, ["客户昵称"]), (.birthday, ["客户生日"]), (.gender, ["客户性别"]), (.tags, ["标签", "客户标签"]),
        ], required: 2, confidence: 0.96)
}
