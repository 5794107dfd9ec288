import ChatExtract

/// Numbers in what people write: numbers of accounts that came or went, ends by which a number is called, digits that nothing else was read from.
enum NumberWords {
    // MARK: Numbers that changed

    private static let done = SaidWords.list("number.changed.end")
    private static let changedWhole = SaidWords.list("number.changed.whole")
    private static let changesBehind = SaidWords.list("number.changed.behind")
    private static let formerNumbers = SaidWords.list("number.end.former")
    private static let latinOwners = SaidWords.list("number.changed.latin-owner")
    private static let nouns = SaidWords.list("number.noun")
    private static let changes = SaidWords.list("number.change")
    private static let endings = SaidWords.list("number.gone")
    private static let latinNouns = SaidWords.list("number.latin-noun")
    private static let latinChanges = SaidWords.list("number.latin-change")

    /// Whether somebody says that their number is another now: 手机换了号, 前面那个号停了, I lost my phone.
    static func saysChanged(_ text: String) -> Bool {
        clauses(text).contains { clause in
            after(nouns, changes, in: clause, within: 3, then: done) || after(nouns, endings, in: clause, within: 6, then: nil)
                || after(changes, changedWhole, in: clause, within: 0, then: nil)
                || isNear(latinNouns, latinChanges, in: clause)
        } || saysGone(text)
    }

    /// Whether a number is followed by words that it is another now: 139… 停了, 186… no longer.
    static func saysGone(_ text: String) -> Bool {
        guard text.utf8.count <= IdentityWords.longest, text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return false }
        return digitRuns(text).contains { run in
            guard 8...15 ~= run.digits.count else { return false }
            let tail = text[run.range.upperBound...].drop { " ，,的那个已经is was号".contains($0) }.prefix(16).lowercased()
            return changesBehind.contains { tail.hasPrefix($0) }
        }
    }

    /// Whether a clause names a thing of the speaker's in Latin letters and, near it, what became of it.
    private static func isNear(_ nouns: [String], _ changes: [String], in clause: Substring) -> Bool {
        let words = clause.lowercased().split { !$0.isLetter }.map(String.init)
        guard words.contains(where: latinOwners.contains) else { return false }
        return words.indices.contains { noun in
            nouns.contains(words[noun]) && words[max(0, noun - 3)..<min(words.count, noun + 4)].contains(where: changes.contains)
        }
    }

    // MARK: Accounts that were lost

    private static let accounts = SaidWords.list("account.noun")
    private static let latinAccounts = SaidWords.list("account.latin-noun")
    private static let latinLosses = SaidWords.list("account.latin-lost")
    private static let losses = SaidWords.list("account.lost")

    /// Whether somebody says that an account of theirs is gone: 前面的号被封了, 微信登不上.
    static func saysAccountLost(_ text: String) -> Bool {
        clauses(text).contains { after(accounts, losses, in: $0, within: 6, then: nil) || isNear(latinAccounts, latinLosses, in: $0) }
    }

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

    private static let tailLabels = SaidWords.list("number.end.label")
    private static let namers = SaidWords.list("number.end.behind")

    /// Whether somebody asks for the end of a number.
    static func asksEnd(_ text: String) -> Bool { tailLabels.contains { text.lowercased().contains($0) } }

    /// Digits by which somebody calls a number that the other knows: 尾号7735, 那个983的号; any four where the end of a number was asked for.
    static func ends(in text: String, isAsked: Bool = false) -> [String] {
        var found: [String] = []
        for run in digitRuns(text) where 3...4 ~= run.digits.count {
            let head = text[..<run.range.lowerBound].suffix(12).lowercased()
            let tail = text[run.range.upperBound...]
            let isLabelled = tailLabels.contains { head.trimmingSuffix { " :：是".contains($0) }.hasSuffix($0) }
            let isNamed = namers.contains { tail.hasPrefix($0) } || formerNumbers.contains { head.hasSuffix($0) }
            if (isLabelled || isAsked) && run.digits.count == 4 || isNamed { found.append(run.digits) }
        }
        return found
    }

    // MARK: Digits that nothing else was read from

    /// A run of digits and where it stands, UTF-8 offsets.
    struct Said: Equatable {
        var digits: String
        var range: Range<Int>
    }

    /// Runs of eight to twenty digits as they would be dialled or copied, without what is between; numbers of cards and dates are none.
    static func said(in text: String, besides read: [String]) -> [Said] {
        guard text.utf8.count <= IdentityWords.longest, PersonalCards.masked(in: text) == text else { return [] }
        return digitRuns(text).filter { run in 8...20 ~= run.digits.count && !read.contains { $0.hasSuffix(run.digits.drop { $0 == "0" }) } }.map { run in
            let start = text.utf8.distance(from: text.startIndex, to: run.range.lowerBound)
            return Said(digits: run.digits, range: start..<start + text.utf8.distance(from: run.range.lowerBound, to: run.range.upperBound))
        }
    }

    private struct Run {
        var digits = ""
        var range: Range<String.Index>
    }

    /// Runs of digits in groups as they are written: a space, a dot, a hyphen or a bracket between groups of two to eight does not end one, and no whole number goes on.
    private static func digitRuns(_ text: String) -> [Run] {
        var groups: [Run] = []
        for at in text.indices where text[at].isASCII && text[at].isNumber {
            let next = text.index(after: at)
            if let last = groups.last, last.range.upperBound == at {
                groups[groups.count - 1].digits.append(text[at])
                groups[groups.count - 1].range = last.range.lowerBound..<next
            } else {
                groups.append(Run(digits: String(text[at]), range: at..<next))
            }
        }
        var runs: [Run] = []
        for group in groups {
            let size = group.digits.count
            if let head = runs.last, head.digits.count >= 3, head.digits.count < 11, 2...8 ~= size,
                isJoint(text[head.range.upperBound..<group.range.lowerBound])
            {
                runs[runs.count - 1].digits += group.digits
                runs[runs.count - 1].range = head.range.lowerBound..<group.range.upperBound
            } else {
                runs.append(group)
            }
        }
        return runs
    }

    private static func isJoint(_ between: Substring) -> Bool { [" ", "-", ".", "\u{A0}", ")", ") ", ")-"].contains(between) }
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
