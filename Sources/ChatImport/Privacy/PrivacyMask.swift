import ChatModel
import PoolWriters

/// Shows the pool in part only. A view for sharing and printing: nothing of it is ever written back, and nothing is linked by it.
struct PrivacyMask {
    private let text: TextMask

    init(_ names: TextMask.Names) { text = TextMask(names) }

    /// Masks a customer and what is concluded about it.
    func mask(_ member: inout PoolCustomers.Member) {
        mask(&member.customer)
        if var insights = member.insights {
            mask(&insights)
            member.insights = insights
        }
    }

    /// Masks lists, figures and questions.
    func mask(_ contents: inout PoolContents) {
        if var insights = contents.insights {
            for i in insights.lists.indices { for k in insights.lists[i].entries.indices { mask(&insights.lists[i].entries[k]) } }
            for i in insights.statistics.groups.indices { insights.statistics.groups[i].label = text.masked(insights.statistics.groups[i].label) }
            insights.options.excluded = []
            contents.insights = insights
        }
        for i in contents.review.indices {
            mask(&contents.review[i].left)
            mask(&contents.review[i].right)
            contents.review[i].words = text.masked(contents.review[i].words)
        }
    }

    // MARK: Customers

    private func mask(_ customer: inout Customer) {
        customer.name = customer.name.map(Masking.name)
        customer.nicknames = customer.nicknames.map(Masking.name)
        customer.accounts = customer.accounts.map {
            CustomerAccount(platform: $0.platform, id: $0.id.map(Masking.account), nickname: $0.nickname.map(Masking.name))
        }
        customer.phones = customer.phones.map { CustomerPhone(number: Masking.phone($0.number), kind: $0.kind) }
        customer.emails = customer.emails.map(Masking.email)
        for i in customer.recipients.indices {
            customer.recipients[i].name = customer.recipients[i].name.map(Masking.name)
            customer.recipients[i].phone = customer.recipients[i].phone.map(Masking.phone)
            customer.recipients[i].address = customer.recipients[i].address.map(district)
        }
        for i in customer.orders.indices { mask(&customer.orders[i]) }
        for i in customer.feedback.indices {
            customer.feedback[i].quote = text.maskedTalk(customer.feedback[i].quote)
            customer.feedback[i].evidence = customer.feedback[i].evidence.map(mask)
        }
        customer.signals = customer.signals.map { CustomerSignal($0.kind, value: Masking.name($0.value), evidence: mask($0.evidence)) }
        customer.tags = customer.tags.map(text.masked)
        customer.birthDate = customer.birthDate.map(Masking.birthday)
        customer.remark = customer.remark.map(text.maskedTalk)
        customer.notes = customer.notes.map(text.maskedTalk)
        for i in customer.relations.indices { customer.relations[i].name = customer.relations[i].name.map(Masking.name) }
        customer.evidence = customer.evidence.map { FieldEvidence(field: $0.field, evidence: mask($0.evidence)) }
        customer.recordIDs = []
    }

    private func district(_ address: PostalAddress) -> PostalAddress {
        PostalAddress(country: address.country, province: address.province, city: address.city, district: address.district, detail: "***")
    }

    private func mask(_ order: inout Order) {
        for i in order.trackings.indices { order.trackings[i].number = Masking.serial(order.trackings[i].number) }
        order.orderNumber = order.orderNumber.map(Masking.serial)
        order.account = order.account.map { AccountReference(platform: $0.platform, id: $0.id.map(Masking.account)) }
        order.group = order.group.map(text.masked)
        order.notes = order.notes.map(text.masked)
        order.evidence = order.evidence.map(mask)
    }

    private func mask(_ evidence: Evidence) -> Evidence {
        var evidence = evidence
        evidence.position.file = Masking.file(evidence.position.file)
        return evidence
    }

    // MARK: Conclusions

    private func mask(_ insights: inout CustomerInsights) {
        insights.exclusion = insights.exclusion.map(mask)
        insights.stageReason = mask(insights.stageReason)
        insights.flags = insights.flags.map { FlagReason($0.flag, mask($0.reason)) }
        for i in insights.forecasts.indices { insights.forecasts[i].reason = mask(insights.forecasts[i].reason) }
        insights.referredBy = insights.referredBy.map(mask)
        insights.referrals = insights.referrals.map(mask)
        for i in insights.groups.indices { insights.groups[i].title = text.masked(insights.groups[i].title) }
        insights.pickupPoints = insights.pickupPoints.map { _ in "***" }
    }

    private func mask(_ link: ReferralLink) -> ReferralLink {
        ReferralLink(name: Masking.name(link.name), customerID: link.customerID, evidence: link.evidence.map(mask))
    }

    private func mask(_ reason: Reason) -> Reason {
        Reason(reason.rule, Wording(text.masked(reason.words.chinese), text.masked(reason.words.english)), evidence: reason.evidence.map(mask))
    }

    private func mask(_ entry: inout FollowUpEntry) {
        entry.name = entry.name.map(Masking.name)
        entry.phone = entry.phone.map(Masking.phone)
        entry.quote = entry.quote.map(text.maskedTalk)
        entry.reason = mask(entry.reason)
    }

    private func mask(_ side: inout ReviewPair.Side) {
        side.name = side.name.map(Masking.name)
        side.phone = side.phone.map(Masking.phone)
        side.said = side.said.map(text.maskedTalk)
    }
}
