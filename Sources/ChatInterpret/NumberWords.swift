import ChatExtract

/// Numbers in what people write: numbers of accounts that came or went, ends by which a number is called, digits that nothing else was read from.
enum NumberWords {
    // MARK: Numbers that changed

    private static let nouns = ["手机号", "手机", "电话号码", "电话", "号码", "微信号", "号", "電話", "手機", "號碼", "號"]
    private static let changes = ["换", "換", "改", "变"]
    private static let endings = ["别打", "别再打", "不要打", "不要再打", "不用了", "停机", "停了", "注销", "打不通", "唔好打", "唔用", "冇用"]
    private static let englishNouns = ["number", "phone", "cell", "mobile", "sim"]
    private static let englishChanges = ["new", "changed", "lost", "stolen", "old", "switched"]

    /// Whether somebody says that their number is another now: 手机号也换了, 那个号不要打了, lost my phone.
    static func saysChanged(_ text: String) -> Bool {
        clauses(text).contains { clause in
            after(nouns, changes, in: clause, within: 3, then: ["了", "过", "咗", "啦", "成"]) || after(nouns, endings, in: clause, within: 6, then: nil)
                || after(changes, ["咗電話", "咗电话", "咗號", "咗号", "了个号", "了个手机号", "了号", "了手机号", "了电话"], in: clause, within: 0, then: nil)
                || isEnglishChange(clause)
        }
    }

    private static func isEnglishChange(_ clause: Substring) -> Bool {
        let words = clause.lowercased().split { !$0.isLetter }.map(String.init)
        guard let noun = words.firstIndex(where: englishNouns.contains) else { return false }
        let near = words[max(0, noun - 3)..<min(words.count, noun + 4)]
        return near.contains(where: englishChanges.contains) && words.contains { ["my", "this", "the"].contains($0) }
    }

    // MARK: Accounts that were lost

    private static let accounts = ["旧号", "老号", "原来的号", "之前的号", "以前的号", "那个号", "微信号", "微信", "账号", "舊號", "帳號"]
    private static let losses = ["封", "登不上", "登唔到", "丢了", "没了", "被盗", "不要了", "不用了", "唔用", "注销", "找不回"]

    /// Whether somebody says that an account of theirs is gone: 旧号让人举报封了, 微信也登不上.
    static func saysAccountLost(_ text: String) -> Bool { clauses(text).contains { after(accounts, losses, in: $0, within: 6, then: nil) } }

    /// Whether one of `second` stands at most `within` characters behind one of `first`, and one of `last` behind that.
    private static func after(_ first: [String], _ second: [String], in clause: Substring, within: Int, then last: [String]?) -> Bool {
        first.contains { head in
            clause.ranges(of: head).contains { found in
                let rest = clause[found.upperBound...].prefix(within + 8)
                return second.contains { tail in
                    guard let at = rest.firstRange(of: tail), rest.distance(from: rest.startIndex, to: at.lowerBound) <= within else { return false }
                    return last?.contains { rest[at.upperBound...].hasPrefix($0) } ?? true
                }
            }
        }
    }

    private static func clauses(_ text: String) -> [Substring] { text.split { "，。！？,!?;；\n…".contains($0) } }

    // MARK: Ends of numbers

    private static let tailLabels = ["尾号", "尾數", "尾号是", "后四位", "末四位", "最后四位", "last four", "last 4", "ending in", "ending"]
    private static let namers = ["的号", "那个号", "那號", "嗰個號", "的电话", "那个手机"]

    /// Whether somebody asks for the end of a number.
    static func asksEnd(_ text: String) -> Bool { tailLabels.contains { text.lowercased().contains($0) } }

    /// Digits by which somebody calls a number that the other knows: 尾号7735, 那个983的号; any four where the end of a number was asked for.
    static func ends(in text: String, isAsked: Bool = false) -> [String] {
        var found: [String] = []
        for run in digitRuns(text) where 3...4 ~= run.digits.count {
            let head = text[..<run.range.lowerBound].suffix(12).lowercased()
            let tail = text[run.range.upperBound...]
            let isLabelled = tailLabels.contains { head.trimmingSuffix { " :：是".contains($0) }.hasSuffix($0) }
            let isNamed = namers.contains { tail.hasPrefix($0) } || ["旧号", "老号", "原来"].contains { head.hasSuffix($0) }
            if (isLabelled || isAsked) && run.digits.count == 4 || isNamed { found.append(run.digits) }
        }
        return found
    }

    // MARK: Digits that nothing else was read from

    /// Runs of eight to twenty digits as they would be dialled or copied, without what is between; numbers of cards and dates are none.
    static func said(in text: String, besides read: [String]) -> [String] {
        guard text.utf8.count <= IdentityWords.longest, PersonalCards.masked(in: text) == text else { return [] }
        return digitRuns(text).map(\.digits).filter { digits in 8...20 ~= digits.count && !read.contains { $0.hasSuffix(digits.drop { $0 == "0" }) } }
    }

    private struct Run {
        var digits = ""
        var range: Range<String.Index>
    }

    /// Runs of digits; a single space, dot or hyphen between groups of three and more does not end one.
    private static func digitRuns(_ text: String) -> [Run] {
        var runs: [Run] = []
        var isSeparated = false
        for at in text.indices {
            let character = text[at]
            if character.isASCII, character.isNumber {
                let next = text.index(after: at)
                if let last = runs.last, last.range.upperBound == at || isSeparated && text.index(after: last.range.upperBound) == at {
                    runs[runs.count - 1].digits.append(character)
                    runs[runs.count - 1].range = last.range.lowerBound..<next
                } else {
                    runs.append(Run(digits: String(character), range: at..<next))
                }
                isSeparated = false
            } else {
                isSeparated = " -.\u{A0}".contains(character) && runs.last.map { $0.range.upperBound == at && $0.digits.count >= 3 } == true
            }
        }
        return runs
    }
}

extension Substring {
    /// Without the characters at its end that fit.
    fileprivate func trimmingSuffix(_ fits: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, fits(last) { rest.removeLast() }
        return rest
    }
}

extension String {
    fileprivate func trimmingSuffix(_ fits: (Character) -> Bool) -> Substring { self[...].trimmingSuffix(fits) }
}
