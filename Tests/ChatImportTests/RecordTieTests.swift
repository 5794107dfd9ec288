import ChatIdentity
import ChatInterpret
import ChatModel
import Testing

@testable import ChatImport

/// What ties records of chats, groups and tables.
@Suite struct RecordTieTests {
    private func record(_ id: String, nickname: String? = nil, chat: String = "") -> CustomerRecord {
        var record = CustomerRecord(recordID: id, platform: chat.isEmpty ? .unknown : .wechat, conversation: chat)
        record.nicknames = nickname.map { [Attested($0)] } ?? []
        return record
    }

    private func buyer(_ name: String, _ phone: String, _ address: PostalAddress? = nil, isSelf: Bool? = true) -> RecipientUse {
        RecipientUse(Recipient(name: name, phones: [phone], address: address), isSelf: isSelf)
    }

    private func said(_ number: String, _ rule: String, _ confidence: Double = SaidNumber.own) -> Attested<String> {
        Attested(number, evidence: [Evidence(position: SourcePosition(file: "t"), rule: rule, confidence: confidence)])
    }

    @Test(arguments: [("石榴妈妈来了", true), ("小王", false)]) func `a name that many bear is a question, another is an answer`(name: String, mayLink: Bool) {
        var claimer = record("b", nickname: "新号", chat: "新号")
        claimer.knownAs = [Attested(name)]
        #expect(ClaimTies.find([record("a", nickname: name, chat: name), claimer]) == [IdentityTie(0, 1, .claim, mayLink: mayLink)])
    }

    @Test func `words that are part of a name, or a recipient's, are a question`() {
        var claimer = record("b", nickname: "新号", chat: "新号")
        claimer.knownAs = [Attested("老柴"), Attested("尤佳啊")]
        var row = record("c")
        row.recipients = [buyer("尤佳", "+8613400000001")]
        let ties = ClaimTies.find([record("a", nickname: "老柴书店", chat: "老柴书店"), claimer, row])
        #expect(ties == [IdentityTie(0, 1, .claim, mayLink: false), IdentityTie(1, 2, .claim, mayLink: false)])
    }

    @Test func `whose friend somebody is, they are not`() {
        var claimer = record("b", nickname: "大福", chat: "大福")
        claimer.knownAs = [Attested("尤宁的朋友")]
        #expect(ClaimTies.find([record("a", nickname: "尤宁", chat: "尤宁"), claimer]).isEmpty)
    }

    @Test(arguments: [("0124479083", "+60124479083"), ("61824093", "61824093"), ("07700900318", "+447700900318")])
    func `a number written as it is dialled at home is the number of the list`(written: String, number: String) {
        var chat = record("a", nickname: "Ollie", chat: "Ollie")
        chat.orderNumbers = [said(written, SaidNumber.whole)]
        var row = record("b")
        row.recipients = [buyer("Oliver Hughes", number)]
        #expect(NumberTies.find([chat, row]) == [IdentityTie(0, 1, .number)])
        chat.nicknames = [Attested("Mary Jones")]
        #expect(NumberTies.find([chat, row]) == [IdentityTie(0, 1, .number, mayLink: false)])
    }

    @Test func `of several numbers none is the writer's`() {
        var chat = record("a", nickname: "代购", chat: "代购")
        chat.orderNumbers = [said("61824093", SaidNumber.whole), said("61824094", SaidNumber.whole)]
        var rows = [record("b"), record("c")]
        rows[0].recipients = [buyer("甘嘉慧", "61824093")]
        rows[1].recipients = [buyer("李小明", "61824094")]
        #expect(NumberTies.find([chat] + rows).allSatisfy { !$0.mayLink })
    }

    @Test func `a door before a name links where place and name fit, and is nothing where neither does`() {
        let home = PostalAddress(city: "佛山市", detail: "云溪名苑2栋1103")
        let member = record("g", nickname: "2-1103阿Bo", chat: "云溪名苑邻里3群")
        var person = record("a", nickname: "Bo不着急", chat: "Bo不着急")
        person.recipients = [buyer("卓嘉美", "+8613400026405", home)]
        var other = record("b", nickname: "远方", chat: "远方")
        other.recipients = [buyer("李远", "+8613418826406", PostalAddress(city: "北京市", detail: "绿洲2栋1103"))]
        #expect(DoorTies.find([member, person, other], groups: ["g"]) == [IdentityTie(0, 1, .door)])
    }

    @Test func `a masked row is a question for whom surname and street fit`() {
        var row = record("r")
        row.orders = [Order(placedAt: nil, status: .placed, items: [])]
        row.orders[0].notes = ["卓*"]
        let seen = PostalAddress(city: "佛山市", district: "禅城区", town: "石湾镇街道", detail: "文昌西路*****")
        row.recipients = [RecipientUse(Recipient(phones: ["***********"], address: seen), isSelf: true)]
        var fitting = record("a", nickname: "树下小屋", chat: "树下小屋")
        var whole = seen
        whole.detail = "文昌西路同乐里4号"
        fitting.recipients = [buyer("卓晓蔓", "+8618900012608", whole)]
        var other = fitting
        other.recordID = "b"
        other.recipients[0].recipient.name = "黄晓蔓"
        #expect(MaskedTies.find([row, fitting, other]) == [IdentityTie(0, 1, .masked, mayLink: false)])
    }

    @Test func `a masked row that shows the whole door, and both ends of a number, is the only person's there`() {
        var row = record("r")
        row.orders = [Order(placedAt: nil, status: .placed, items: [])]
        row.orders[0].notes = ["卓*"]
        let door = PostalAddress(city: "佛山市", district: "禅城区", detail: "文昌西路8号2-1503")
        row.recipients = [RecipientUse(Recipient(phones: ["189****2608"], address: door), isSelf: true)]
        var person = record("a", nickname: "树下小屋", chat: "树下小屋")
        person.recipients = [buyer("卓晓蔓", "+8618900012608", door)]
        #expect(MaskedTies.find([row, person]) == [IdentityTie(0, 1, .masked)])
        var namesake = person
        namesake.recordID = "b"
        #expect(MaskedTies.find([row, person, namesake]).allSatisfy { !$0.mayLink })
        person.recipients[0].recipient.phones = ["+8618900012609"]
        #expect(MaskedTies.find([row, person]).isEmpty)
    }

    @Test func `who says in a chat behind which door of the group they live is its only member there`() {
        let member = record("g", nickname: "3-2201", chat: "向阳里团购群")
        var person = record("a", nickname: "一片云", chat: "一片云")
        person.knownAs = [Attested("3栋2201")]
        #expect(DoorTies.find([member, person], groups: ["g"]) == [IdentityTie(0, 1, .door, mayLink: false)])
        person.identityNotes = [.returning]
        #expect(DoorTies.find([member, person], groups: ["g"]) == [IdentityTie(0, 1, .door)])
        let second = record("h", nickname: "3-2201 阿杰", chat: "向阳里团购群")
        #expect(DoorTies.find([member, person, second], groups: ["g", "h"]).allSatisfy { !$0.mayLink })
        person.knownAs = [Attested("3栋22楼")]
        #expect(DoorTies.find([member, person], groups: ["g"]) == [IdentityTie(0, 1, .door, mayLink: false)])
        person.knownAs = [Attested("5栋2201")]
        #expect(DoorTies.find([member, person], groups: ["g"]).isEmpty)
    }

    @Test func `a new account's words are the old account's name, also where the new name begins with it`() {
        var claimer = record("b", nickname: "石头2024", chat: "石头2024")
        claimer.knownAs = [Attested("石头")]
        let old = record("a", nickname: "石头", chat: "石头")
        #expect(ClaimTies.find([old, claimer]).isEmpty)
        claimer.identityNotes = [.otherAccount]
        #expect(ClaimTies.find([old, claimer]) == [IdentityTie(0, 1, .claim)])
    }

    @Test func `a by-name that one character is left of is a question for who bears it`() {
        var claimer = record("b", nickname: "y", chat: "y")
        claimer.knownAs = [Attested("松哥")]
        claimer.identityNotes = [.otherAccount]
        var row = record("c")
        row.recipients = [buyer("韩松", "+8613400000001")]
        #expect(
            ClaimTies.find([record("a", nickname: "阿松", chat: "阿松"), claimer, row]) == [
                IdentityTie(0, 1, .claim, mayLink: false), IdentityTie(1, 2, .claim, mayLink: false),
            ])
        #expect(ClaimTies.find([record("a", nickname: "松树皮", chat: "松树皮"), claimer]).isEmpty)
    }

    @Test func `claims and names are one in either kind of characters`() {
        var claimer = record("b", nickname: "新號", chat: "新號")
        claimer.knownAs = [Attested("阿荣茶庄")]
        #expect(ClaimTies.find([record("a", nickname: "阿榮茶莊", chat: "阿榮茶莊"), claimer]) == [IdentityTie(0, 1, .claim)])
    }

    @Test func `one full name in a chat and in a list is a question, of many it says nothing`() {
        var chat = record("a", nickname: "小店常客", chat: "小店常客")
        chat.names = [Attested("邹晓蕾")]
        var row = record("t")
        row.recipients = [buyer("邹晓蕾", "+8613400000001")]
        let tie = IdentityTie(0, 1, .name, mayLink: false)
        #expect(IdentityTies.find([chat, row], groups: []) == [tie])
        var rows = [row, row]
        rows[1].recordID = "u"
        rows.append(row)
        rows[2].recordID = "v"
        #expect(IdentityTies.find([chat] + rows, groups: []).isEmpty)
        row.recipients = [buyer("邹小姐", "+8613400000001")]
        chat.names = [Attested("邹小姐")]
        #expect(IdentityTies.find([chat, row], groups: []).isEmpty)
    }

    @Test func `rows of one nickname in two files are one buyer's where a number or a name says so`() {
        func records(_ rows: [(file: String, name: String?, phone: String?)], _ platform: String = "kuaituantuan") -> [CustomerRecord] {
            var orders = OrderRecords(region: "CN", cells: TableText(region: "CN"))
            for (n, row) in rows.enumerated() {
                var order = TableOrder(platform: Platform(rawValue: platform), orderNumber: "\(n)")
                (order.buyer, order.recipientName, order.recipientPhone) = ("小满", row.name, row.phone)
                order.addressText = row.name == nil ? "店门口" : "福建省厦门市思明区莲花北路18号603"
                orders.add(order, at: SourcePosition(file: row.file))
            }
            return orders.records
        }
        #expect(records([("a", "柯小满", "15260214437"), ("b", "柯小满", "15260214437")]).count == 1)
        #expect(records([("a", "柯小满", "15260214437"), ("b", nil, nil)]).count == 2)
        #expect(records([("a", "柯小满", "15260214437"), ("a", nil, nil)]).count == 1)
        #expect(records([("a", "柯小满", "15260214437"), ("b", "林满", "13606097752")]).count == 2)
        // A member name is an account's.
        #expect(records([("a", "柯小满", "15260214437"), ("b", "林满", "13606097752")], "taobao").count == 1)
    }

    @Test func `whom an account sends to in its chat, it is not in the seller's list`() {
        var chat = record("a", nickname: "老卓瓷坊", chat: "老卓瓷坊")
        chat.recipients = [buyer("尤启明", "+8618900014035", isSelf: false)]
        var row = record("b", nickname: "老卓瓷坊")
        row.recipients = [buyer("尤启明", "+8618900014035", isSelf: nil)]
        var records = [chat, row]
        TableHolders.settle(&records)
        #expect(records[1].recipients[0].isSelf == false)
    }
}
