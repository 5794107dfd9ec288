import ArgumentParser
import ChatBytes
import ChatIdentity
import ChatImport
import ChatModel
import CustomerPool

/// `chatpool explain A [B]`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: Words.of("Says why records are one customer, or why two customers are not."),
        discussion: Words.of(
            """
            Every line adds its weight in bits (powers of two of the odds) to the next, up to the whole weight of the link; below it stand the messages.

            Examples:
              chatpool explain 苏小满
              chatpool explain 苏小满 13700009001
            """))

    @Argument(help: ArgumentHelp(Words.of("A customer: number, phone, name or nickname."))) var customer: String
    @Argument(help: ArgumentHelp(Words.of("Another one, to hear why they are two."))) var other: String?
    @Flag(help: ArgumentHelp(Words.of("JSON lines, one for each link."))) var json = false
    @OptionGroup var pool: PoolOption

    func run() throws {
        let store = try Deciding.look(pool)
        let a = try CustomerChoice.one(customer, in: store)
        let b = try other.map { try CustomerChoice.one($0, in: store) }
        try Exit.reporting { () throws(ImportError) in
            let explaining = try Explaining(store)
            if let b, b.id != a.id {
                let (links, verdict) = try explaining.compare(a, b)
                if json { return try writeJSON(links, verdict, a, b) }
                var text = Waterfall.pair(a, b, verdict)
                for link in links { text += Waterfall.link(link) }
                return try Output.write(text + Waterfall.relations(of: a, to: b))
            }
            let links = try explaining.links(of: a)
            if json { return try writeJSON(links, nil, a, nil) }
            var text = Waterfall.head(a, explaining.records(of: a))
            for link in links { text += Waterfall.link(link) }
            try Output.write(text + Waterfall.relations(of: a, to: nil))
        }
    }

    private func writeJSON(_ links: [Explaining.Link], _ verdict: Explaining.Verdict?, _ a: Customer, _ b: Customer?) throws(ImportError) {
        var json = JSONWriter()
        if let verdict, let b {
            json.beginObject()
            json.key("customers")
            json.beginArray()
            json.string(a.id)
            json.string(b.id)
            json.endArray()
            json.key("verdict")
            json.string(Waterfall.name(verdict))
            json.endObject()
            json.endLine()
        }
        for link in links { Waterfall.write(link, to: &json) }
        try Output.write(json.bytes)
    }
}

/// Links as small waterfalls: bars that add up.
enum Waterfall {
    static func head(_ customer: Customer, _ records: [CustomerRecord]) -> String {
        var text = CustomerChoice.line(customer).trimmingEnd + "\n"
        text += Words.say("made of \(records.count) records:", "由 \(records.count) 条记录组成：") + "\n"
        for record in records { text += "  " + label(record) + (record.firstPosition.map { "  \($0)" } ?? "") + "\n" }
        return text
    }

    static func pair(_ a: Customer, _ b: Customer, _ verdict: Explaining.Verdict) -> String {
        CustomerChoice.line(a).trimmingEnd + "\n" + CustomerChoice.line(b).trimmingEnd + "\n" + words(verdict) + "\n"
    }

    static func name(_ verdict: Explaining.Verdict) -> String {
        switch verdict {
        case .isOne: "same"
        case .decided: "decided"
        case .tooWeak: "too_weak"
        case .contradicted: "contradicted"
        case .unsupported: "unsupported"
        }
    }

    private static func words(_ verdict: Explaining.Verdict) -> String {
        switch verdict {
        case .isOne: Words.say("They are one customer.", "两者是同一位客户。")
        case .decided(let decision):
            Words.say("You said that they are two (decision \(decision.id)).", "您已说明两者不是同一人（第 \(decision.id) 号决定）。")
        case .tooWeak(let best):
            Words.say(
                "Two customers: the best pair weighs \(LinkWords.bits(best)) bits, and it takes more than 0.",
                "两位客户：最有力的一对只有 \(LinkWords.bits(best)) 分，要大于 0 才合并。")
        case .contradicted(let best, let sum):
            Words.say(
                "Two customers: one pair weighs \(LinkWords.bits(best)) bits, but all pairs together \(LinkWords.bits(sum)): other records contradict.",
                "两位客户：有一对 \(LinkWords.bits(best)) 分，但全部合计 \(LinkWords.bits(sum))：其他记录与之矛盾。")
        case .unsupported(let best):
            Words.say(
                "Two customers: \(LinkWords.bits(best)) bits, but they rest on a name or nickname alone; it takes a phone, an account or an address besides.",
                "两位客户：\(LinkWords.bits(best)) 分，但只靠姓名或昵称，还需要电话、账号或地址相符。")
        }
    }

    /// A link: its two records, the bars, the messages behind each.
    static func link(_ link: Explaining.Link) -> String {
        var text = "\n" + label(link.left) + "  ═  " + label(link.right) + "\n"
        switch link.origin {
        case .decided: text += "  " + Words.say("you merged them", "您已合并") + "\n"
        case .account: text += "  " + Words.say("one account: no weighing needed", "同一账号，无需评分") + "\n"
        case .tied, .inferred: break
        }
        let rival = LinkWords.rival(link.link.rival)
        text += row(Words.say("before any comparison, against \(rival.english)", "比较之前（相对于\(rival.chinese)）"), link.link.priorBits)
        for (comparison, voices) in zip(link.link.comparisons, link.voices) {
            let words = LinkWords.finding(comparison.comparison, comparison.level)
            text += row(Words.say(words.english, words.chinese), comparison.bits)
            for voice in voices {
                let said = voice.excerpt.map { "“\($0)”" } ?? ""
                text += "      " + Layout.padded(voice.value, to: 24) + "  \(voice.position)  \(said)".trimmingEnd + "\n"
            }
        }
        if abs(link.link.residualBits) >= 0.05 { text += row(Words.say("weaker rival explanations", "其他较弱的解释"), link.link.residualBits) }
        return text + row(Words.say("weight of the link", "合计"), link.link.weight, isSum: true)
    }

    static func relations(of a: Customer, to b: Customer?) -> String {
        let relations = a.relations.filter { b == nil || $0.customerID == b?.id }
        guard !relations.isEmpty else { return "" }
        var text = "\n" + Words.say("relations:", "关系：") + "\n"
        for relation in relations {
            let kind = LinkWords.relation(relation.kind, isFrom: relation.isFrom)
            text += "  \(Words.say(kind.english, kind.chinese))  \(relation.customerID)  \(relation.name ?? "")".trimmingEnd + "\n"
        }
        return text
    }

    private static func row(_ words: String, _ bits: Double, isSum: Bool = false) -> String {
        let length = min(Int((abs(bits) / 2).rounded()), 20)
        let bar = String(repeating: bits < 0 ? "░" : "█", count: length)
        return "  " + Layout.padded(words, to: 52) + Layout.right((isSum ? "= " : "") + LinkWords.bits(bits), to: 8) + ("  " + bar).trimmingEnd + "\n"
    }

    private static func label(_ record: CustomerRecord) -> String {
        let name = record.nicknames.first?.value ?? record.names.first?.value ?? record.recipients.first?.recipient.name ?? ""
        return [record.platform == .unknown ? "" : record.platform.rawValue, Layout.cut(name, to: 20), record.accountID ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    // MARK: JSON

    static func write(_ link: Explaining.Link, to json: inout JSONWriter) {
        json.beginObject()
        for (key, record) in [("left" as StaticString, link.left), ("right", link.right)] {
            json.key(key)
            json.string(record.recordID)
        }
        json.key("origin")
        json.string(link.origin.rawValue)
        for (key, bits) in [("weight" as StaticString, link.link.weight), ("prior_bits", link.link.priorBits), ("residual_bits", link.link.residualBits)] {
            json.key(key)
            json.number(bits, digits: 2)
        }
        json.key("rival")
        json.string(link.link.rival)
        json.key("comparisons")
        json.beginArray()
        for (comparison, voices) in zip(link.link.comparisons, link.voices) {
            json.beginObject()
            json.key("comparison")
            json.string(comparison.comparison)
            json.key("level")
            json.string(comparison.level)
            json.key("bits")
            json.number(comparison.bits, digits: 2)
            json.key("evidence")
            json.beginArray()
            for voice in voices { write(voice, to: &json) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.endLine()
    }

    private static func write(_ voice: Explaining.Voice, to json: inout JSONWriter) {
        json.beginObject()
        json.key("record")
        json.string(voice.recordID)
        json.key("value")
        json.string(voice.value)
        json.key("file")
        json.string(voice.position.file)
        if let line = voice.position.line {
            json.key("line")
            json.integer(line)
        }
        if let excerpt = voice.excerpt {
            json.key("excerpt")
            json.string(excerpt)
        }
        json.endObject()
    }
}
