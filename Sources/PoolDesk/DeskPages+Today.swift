import ChatImport
import ChatModel
import CustomerPool

/// Today: whom to look after, and why.
extension DeskPages {
    /// Lines of a list that are shown at once.
    private static let mostShown = 100
    /// Days after which a line that was put off comes again.
    private static let laterDays = 3

    func today() -> DeskResponse {
        let index = work.seen
        let lists = index.lists.filter { $0.kind != .review }
        let filled = lists.filter { !$0.entries.isEmpty }
        let fields: Fields = [
            "lists": filled.map { list in
                [
                    "id": list.kind.rawValue, "name": words[list.kind.title], "count": "\(list.entries.count)",
                    "entries": list.entries.prefix(Self.mostShown).map(followUp),
                    "more": list.entries.count > Self.mostShown ? words["and_n_more", list.entries.count - Self.mostShown] : "",
                ] as Fields
            }, "is_empty": filled.isEmpty, "has_questions": !index.questions.isEmpty || !index.orderQuestions.isEmpty,
            "questions_words": words["questions_left", index.questions.count + index.orderQuestions.count],
            "is_old": index.lastDay > 0 && index.asOf.dayNumber - index.lastDay > 30,
            "old_words": words["newest_message", day(Timestamp(dayNumber: index.lastDay))],
            "is_pool_empty": index.count == 0,
        ]
        return page("today", "today", title: words["nav_today"], fields)
    }

    func followUp(_ entry: FollowUpEntry) -> Fields {
        var fields: Fields = [
            "href": "/customers/" + FormText.encoded(entry.customerID), "name": entry.name ?? entry.customerID,
            "phone": entry.phone.map(EditableField.readable) ?? "",
            "reason": words[entry.reason.words], "next": words[entry.nextStep], "date": day(entry.date), "product": entry.product ?? "",
            "amount": money(entry.amount, entry.currency), "customer": entry.customerID, "kind": entry.kind.rawValue, "list": words[entry.kind.title],
            "about": FollowUpAnswer.about(entry),
        ]
        if let quote = entry.quote, !quote.isEmpty { fields["quote"] = quote }
        return fields
    }

    func answerFollowUp(_ form: FormText) async throws(ImportError) -> DeskResponse {
        let index = work.seen
        let entry = index.lists.flatMap(\.entries).first {
            $0.customerID == form["customer"] && $0.kind.rawValue == form["kind"] && FollowUpAnswer.about($0) == form["about"]
        }
        guard let entry else { return .seeOther("/today?said=answered_already") }
        let until = form["answer"] == "later" ? index.asOf.dayNumber + Self.laterDays : nil
        let answer = FollowUpAnswer(entry, until: until)
        try await work.keep { (pool) throws(ImportError) in try pool.answer(answer) }
        work.drop(answer)
        return .seeOther("/today?said=" + (until == nil ? "done" : "later") + "#" + entry.kind.rawValue)
    }
}
