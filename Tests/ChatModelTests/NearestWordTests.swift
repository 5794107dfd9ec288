import ChatModel
import Testing

@Suite struct NearestWordTests {
    private let words = ["import", "export", "messages", "explain", "followup", "zoho-leads", "zoho-contacts", "zoho-deals", "不同"]

    @Test(arguments: [
        ("imprt", "import"), ("ipmort", "import"), ("Export", "export"), ("mess", "messages"), ("folowup", "followup"), ("zoho-led", "zoho-leads"),
        ("zoholeads", "zoho-leads"), ("explian", "explain"),
    ]) func `a slip of the fingers finds the word that was meant`(typed: String, meant: String) { #expect(NearestWord.of(typed, in: words) == meant) }

    @Test(arguments: ["", "x", "zoho", "ex", "wechat", "全部", "port-of-call"]) func `what is near to nothing, or begins several, finds none`(typed: String) {
        #expect(NearestWord.of(typed, in: words) == nil)
    }

    @Test func `distances are small, even and exact`() {
        #expect(NearestWord.distance("import", "import") == 0)
        #expect(NearestWord.distance("ipmort", "import") == 1)
        #expect(NearestWord.distance("", "abc") == 3 && NearestWord.distance("abc", "") == 3)
        #expect(NearestWord.distance("kitten", "sitting") == 3)
        for a in words { for b in words { #expect(NearestWord.distance(a, b) == NearestWord.distance(b, a)) } }
    }

    @Test func `advice names the word, or all of them`() {
        #expect(NearestWord.advice("imprt", in: words) == "; did you mean 'import'?")
        #expect(NearestWord.advice("wechat", in: ["a1", "b2"]) == "; known: a1, b2")
    }
}
