public import ChatModel

extension IdentityRecord {
    /// What a conversation's record shows of its account's holder.
    ///
    /// Names and phones of recipients that are the holder count as the holder's own; recipients that are somebody else become `related`, and so do
    /// recipients of whom nothing tells, when another recipient is known to be the holder.
    public init(customerRecord record: CustomerRecord) {
        self.init(recordID: record.recordID)
        platform = record.platform.rawValue
        accountID = record.accountID
        isAccountHolder = true
        conversation = record.conversation
        // What a table leaves of a hidden name (郭**) is many people's; in a chat a star may be what somebody calls themselves.
        nicknames = record.nicknames.map(\.value).filter { !(record.conversation.isEmpty && $0.hasSuffix("*")) }
        names = record.names.map(\.value)
        let others = Set(record.othersPhones)
        phones = record.phones.map(\.value).filter { !others.contains($0) }
        if !others.isEmpty { related.append(RelatedPerson(phones: record.othersPhones)) }
        emails = record.emails.map(\.value)
        otherIdentities = record.otherIdentities.map(\.value)
        birthDates = record.birthDate.map { [$0.value] } ?? []
        notes = record.identityNotes
        firstSeen = record.firstSeen
        lastSeen = record.lastSeen
        let ownNames = Set(names)
        let hasOwn = !ownNames.isEmpty || record.recipients.contains { $0.isSelf == true }
        for use in record.recipients {
            let isOwn = use.isSelf ?? (use.recipient.name.map(ownNames.contains) ?? false || (!hasOwn && record.recipients.count == 1))
            guard isOwn else {
                related.append(RelatedPerson(name: use.recipient.name, phones: use.recipient.phones))
                continue
            }
            if let written = use.recipient.name {
                let (name, aside) = Self.parts(of: written)
                if !names.contains(name) { names.append(name) }
                if let aside, !nicknames.contains(aside) { nicknames.append(aside) }
            }
            for phone in use.recipient.phones where !phones.contains(phone) && !others.contains(phone) { phones.append(phone) }
            if let address = use.recipient.address, !addresses.contains(address) { addresses.append(address) }
        }
    }

    /// A name and what a list calls its bearer besides, in brackets behind it: Rosa Quispe (Rosita), 程立 (小程).
    private static func parts(of written: String) -> (name: String, aside: String?) {
        guard let last = written.last, ")）".contains(last), let open = written.lastIndex(where: { "(（".contains($0) }) else { return (written, nil) }
        let name = written[..<open].trimmingSuffix { $0 == " " }
        let aside = written[written.index(after: open)...].dropLast()
        guard name.count >= 2, aside.count >= 2, !aside.contains(where: \.isNumber) else { return (written, nil) }
        return (String(name), String(aside))
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
