import ChatModel
import Testing

@testable import ChatReaders

@Suite("Payloads of WeChat messages")
struct WeChatPayloadTests {
    private func read(_ xml: String) throws -> WeChatPayload { try #require(WeChatPayload.read(Array(xml.utf8))) }

    @Test("A text is no payload", arguments: ["在吗", "<3 爱你", "wxid_abc:\n在吗", "", "<b>x</b>", "a:\n<3"])
    func text(text: String) { #expect(WeChatPayload.read(Array(text.utf8)) == nil) }

    @Test("Both rows of a transfer have the amount, the state and one id")
    func transfer() throws {
        func xml(_ subtype: Int, _ memo: String) -> String {
            """
            <?xml version="1.0"?>
            <msg><appmsg appid="" sdkver=""><title><![CDATA[微信转账]]></title><des><![CDATA[收到转账336.00元。如需收钱，请点此升级至最新版本]]></des><type>2000</type>
            <wcpayinfo><paysubtype>\(subtype)</paysubtype><feedesc><![CDATA[￥1,336.50]]></feedesc><transcationid><![CDATA[53010000]]></transcationid>
            <transferid><![CDATA[1000050001]]></transferid><pay_memo><![CDATA[\(memo)]]></pay_memo></wcpayinfo></appmsg></msg>
            """
        }
        let sent = try read(xml(1, "茶叶 & 杯子"))
        #expect(sent.kind == .transfer)
        #expect(sent.payment == Payment(amount: 1336.5, state: .sent, id: "1000050001"))
        #expect(sent.text == "[转账] ￥1,336.50\n茶叶 & 杯子")
        #expect(try read(xml(3, "")).payment == Payment(amount: 1336.5, state: .received, id: "1000050001"))
        #expect(try read(xml(4, "")).payment?.state == .refunded)
        #expect(try read(xml(10, "")).payment?.state == .expired)
    }

    @Test("A transfer without a fee takes the amount from the sentence for old clients")
    func oldTransfer() throws {
        let payload = try read("<msg><appmsg><title>微信转账</title><des>收到转账88.00元。如需收钱，请点此升级至最新版本</des><type>2000</type></appmsg></msg>")
        #expect(payload.payment?.amount == 88)
    }

    @Test("A red packet has no amount")
    func redPacket() throws {
        let payload = try read(
            "<msg><appmsg><title>微信红包</title><type>2001</type><wcpayinfo>"
                + "<sendertitle>恭喜发财</sendertitle><paymsgid>9001</paymsgid></wcpayinfo></appmsg></msg>")
        #expect(payload.kind == .redPacket)
        #expect(payload.payment == Payment(amount: nil, state: .sent, id: "9001"))
        #expect(payload.text == "恭喜发财")
    }

    @Test("A card is somebody else; ids of strangers are no keys")
    func card() throws {
        let card = try read(
            #"<?xml version="1.0"?>"#
                + #"<msg username="wxid_other01" nickname="阿华&amp;家" alias="ahua88" sex="2" province="" city="" certflag="0"/>"#)
        #expect(card.kind == .contactCard)
        #expect(card.card?.id == "wxid_other01")
        #expect(card.card?.nickname == "阿华&家")
        #expect(card.card?.alias == "ahua88")
        #expect(card.card?.gender == "female")
        #expect(try read(#"<msg username="v3_0200@stranger" nickname="路人" sex="0"/>"#).card?.id == nil)
    }

    @Test("A place gives its address and its name")
    func place() throws {
        let payload = try read(#"<msg><location x="22.5" y="113.9" scale="16" label="广东省样例市样例区样例路18号" maptype="0" poiname="样例花园"/></msg>"#)
        #expect(payload.kind == .location)
        #expect(payload.text == "广东省样例市样例区样例路18号\n样例花园")
    }

    @Test("A quote keeps the quoted words apart, also those of a payload in a payload")
    func quote() throws {
        let plain = try read(
            """
            wxid_writer01:
            <msg><appmsg><title>要两盒</title><type>57</type><refermsg><type>1</type><svrid>1</svrid><fromusr>wxid_owner</fromusr><displayname>小店老板</displayname>
            <content>89元/盒 &amp; 包邮</content></refermsg></appmsg></msg>
            """)
        #expect(plain.author == "wxid_writer01")
        #expect(plain.kind == .text)
        #expect(plain.text == "要两盒")
        #expect(plain.quote == Quote(sender: "小店老板", text: "89元/盒 & 包邮"))
        let nested = try read(
            """
            <msg><appmsg><title>这个好</title><type>57</type><refermsg><type>49</type><displayname>林小溪</displayname>
            <content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;春茶上新&lt;/title&gt;&lt;type&gt;5&lt;/type&gt;&lt;/appmsg&gt;&lt;/msg&gt;</content></refermsg></appmsg></msg>
            """)
        #expect(nested.quote == Quote(sender: "林小溪", text: "春茶上新"))
        let picture = try read(
            "<msg><appmsg><title>就这张</title><type>57</type><refermsg><type>3</type><displayname>A</displayname>"
                + "<content>&lt;msg&gt;&lt;img/&gt;&lt;/msg&gt;</content></refermsg></appmsg></msg>"
        )
        #expect(picture.quote?.text == "[图片]")
    }

    @Test("A forwarded record keeps its authors, nested ones too")
    func records() throws {
        let item = """
            <recordinfo><title>群聊的聊天记录</title><desc>a</desc><datalist count="3"><dataitem datatype="1" dataid="1"><sourcename>林小溪</sourcename><sourcetime>2023-6-20 19:45</sourcetime>
            <datadesc>地址 样例路18号</datadesc></dataitem><dataitem datatype="2"><sourcename>A 阿华</sourcename></dataitem><dataitem datatype="17"><sourcename>小周</sourcename>
            <datatitle>聊天记录</datatitle><recordxml><recordinfo><datalist><dataitem datatype="1"><sourcename>小李</sourcename><datadesc>里面</datadesc></dataitem></datalist></recordinfo>
            </recordxml></dataitem></datalist></recordinfo>
            """
        let payload = try read(
            "<msg><appmsg><title>群聊的聊天记录</title><des>短</des><type>19</type>"
                + "<recorditem><![CDATA[\(item)]]></recorditem></appmsg></msg>")
        #expect(payload.kind == .forward)
        #expect(payload.text == "群聊的聊天记录\n林小溪: 地址 样例路18号\nA 阿华: [图片]\n小周: 聊天记录\n小李: 里面")
    }

    @Test("A chain list tells the account of every entry")
    func solitaire() throws {
        let info =
            "<solitaire><s>1</s><au>wxid_owner</au><content><s>2</s><i><u>wxid_a</u>"
            + "<s>.</s><r>10-5</r></i><i><u>wxid_b</u><r>1-2</r></i></content></solitaire>"
        let payload = try read(
            "<msg><appmsg><title>#接龙\n车厘子 59元/盒\n\n1. 小溪 2盒\n2. 阿华 1盒\n送到南门</title><type>53</type>"
                + "<extinfo><solitaire_info><![CDATA[\(info)]]></solitaire_info></extinfo></appmsg></msg>"
        )
        #expect(payload.kind == .solitaire)
        #expect(payload.text.hasPrefix("#接龙\n车厘子"))
        #expect(payload.solitaire == [SolitaireEntry(account: "wxid_a", text: "小溪 2盒"), SolitaireEntry(account: "wxid_b", text: "阿华 1盒\n送到南门")])
    }

    @Test("Links, mini-programs, files and announcements show their titles")
    func apps() throws {
        let link = try read(
            "<msg><appmsg><title>春茶</title><des>第一批</des><type>5</type>"
                + "<url>https://example.invalid/?a=1&amp;b=2</url></appmsg></msg>")
        #expect(link.kind == .link)
        #expect(link.text == "春茶\n第一批\nhttps://example.invalid/?a=1&b=2")
        let mini = try read("<msg><appmsg><title>你有一个订单</title><type>33</type><sourcedisplayname>样例商城</sourcedisplayname></appmsg></msg>")
        #expect(mini.kind == .miniProgram)
        #expect(mini.text == "你有一个订单\n样例商城")
        let file = try read("<msg><appmsg><title>报价单.xlsx</title><type>6</type><appattach><totallen>1</totallen></appattach></appmsg></msg>")
        #expect(file.kind == .file)
        let old = try read(
            "<msg><appmsg><title>当前微信版本不支持展示该内容，请升级至最新版本。</title><type>87</type>"
                + "<textannouncement>今晚八点开团</textannouncement></appmsg></msg>")
        #expect(old.text == "今晚八点开团")
    }

    @Test("Notices are filled in and lose their links")
    func notices() throws {
        let joined = try read(
            """
            <sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile"><plain><![CDATA[]]></plain><template><![CDATA["$username$"邀请"$names$"加入了群聊]]></template>
            <link_list><link name="username" type="link_profile"><memberlist><member><username>wxid_a</username><nickname><![CDATA[林小溪]]></nickname></member></memberlist></link>
            <link name="names" type="link_profile"><memberlist><member><username>wxid_b</username><nickname>小周</nickname></member><member><nickname>小李</nickname></member></memberlist>
            <separator><![CDATA[、]]></separator></link></link_list></content_template></sysmsgtemplate></sysmsg>
            """)
        #expect(joined.kind == .system)
        #expect(joined.text == "\"林小溪\"邀请\"小周、小李\"加入了群聊")
        let recall = try read(
            "<sysmsg type=\"revokemsg\"><revokemsg><session>x</session><replacemsg><![CDATA[\"林小溪\" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>")
        #expect(recall.kind == .recall)
        #expect(recall.text == "\"林小溪\" 撤回了一条消息")
        let pay = try read(
            "<sysmsg type=\"paymsg\"><paymsg><content>"
                + "<![CDATA[你有一笔<_wc_custom_link_ href=\"x\">待接收的转账</_wc_custom_link_>]]></content></paymsg></sysmsg>")
        #expect(pay.text == "你有一笔待接收的转账")
    }

    @Test("Every prefix of a payload is safe, and so is any nesting")
    func damage() {
        let xml =
            Array(#"wxid_a:"#.utf8) + [0x0A]
            + Array(
                (#"<msg><appmsg><title>a</title><type>57</type><refermsg>"#
                    + #"<content>&lt;msg&gt;&lt;appmsg&gt;</content></refermsg></appmsg></msg>"#).utf8)
        for cut in 0...xml.count { _ = WeChatPayload.read(Array(xml.prefix(cut))) }
        _ = WeChatPayload.read(Array(String(repeating: "<msg>", count: 100_000).utf8))
        _ = WeChatPayload.read(Array(("<msg><appmsg><title>" + String(repeating: "&lt;msg&gt;", count: 10_000)).utf8))
    }
}
