import ChatExtract
import ChatInterpret
import ChatModel
import ChatReaders
import CustomerPool

/// Makes records of order tables' rows: one for each buyer of a shop system, known by member name, else for each name and number.
struct OrderRecords {
    private let region: String
    private var cells: TableText
    private var byID: [String: CustomerRecord] = [:]
    private var ids: [String] = []
    /// The first person seen with a number, and the number that a name was seen with in a file; nil for several.
    private var holders: [String: String] = [:]
    private var numbers: [String: String?] = [:]
    /// The record of a nickname in a file.
    private var rowsOfFile: [String: String] = [:]
    /// The addresses that stand in a file beside a name with a number.
    private var places: [String: Set<String>] = [:]

    /// The people of the lists that stand in the same files, by the names that they are called by; nil for a name of several.
    private var listed: [String: Contact?] = [:]

    init(region: String, cells: TableText) {
        self.region = region
        self.cells = cells
    }

    /// Takes in who stands in a list of people, so that an order of the same file that has nothing but their name is theirs.
    mutating func know(_ contact: Contact, in file: String) {
        guard contact.isCustomer == true, !contact.phones.isEmpty, listed.count < 100_000 else { return }
        for name in Set([contact.name, contact.nickname].compactMap(\.self)) {
            let place = "\(file)\u{1}\(name)"
            if let known = listed[place] {
                if known?.phones != contact.phones { listed[place] = .some(nil) }
            } else {
                listed[place] = contact
            }
        }
    }

    /// An order with nothing but a name, with the number of whoever bears it in a list of the same file.
    private func completed(_ table: TableOrder, _ file: String) -> TableOrder {
        guard table.recipientPhone == nil, table.buyerPhone == nil, table.addressText == nil, table.contact == nil, !listed.isEmpty,
            let name = table.buyer ?? table.recipientName, let found = listed["\(file)\u{1}\(name)"], let contact = found
        else { return table }
        var table = table
        table.recipientName = contact.name ?? name
        table.recipientPhone = contact.phones.first
        if table.buyer == nil, table.recipientName != name { table.buyer = name }
        return table
    }

    /// The records, in the order in which their first rows stand.
    var records: [CustomerRecord] { ids.compactMap { byID[$0].map(Self.knowingOwn) } }

    /// Of several who receive, the one by whose name the account is called is its owner: `aina.roslan` orders for Aina Roslan and for her mother.
    private static func knowingOwn(_ record: CustomerRecord) -> CustomerRecord {
        guard record.recipients.count(where: { $0.isSelf == nil }) > 1, !record.nicknames.isEmpty else { return record }
        func letters(_ text: String) -> [UInt8] { text.lowercased().utf8.filter { 97...122 ~= $0 || $0 >= 0x80 } }
        let accounts = record.nicknames.map { letters($0.value) }
        let own = record.recipients.filter { use in
            guard let name = use.recipient.name, use.isSelf == nil else { return false }
            let whole = letters(name)
            return whole.count >= 6 && accounts.contains { $0 == whole || $0.starts(with: whole) }
        }
        guard let name = own.first?.recipient.name, own.allSatisfy({ $0.recipient.name == name }) else { return record }
        var record = record
        for i in record.recipients.indices where record.recipients[i].isSelf == nil {
            record.recipients[i].isSelf = record.recipients[i].recipient.name == name
        }
        return record
    }

    /// Takes a row's order in.
    mutating func add(_ table: TableOrder, at position: SourcePosition) {
        let table = completed(cells.together(table) ?? table, position.file)
        let home = table.currency.flatMap { OrderReader.region(ofCurrency: $0) }
        let phones = (table.recipientPhone.map { cells.phones($0, home: home) } ?? []).filter { !$0.contains("*") }
        guard let key = key(table, phones, position) else { return }
        let id = id(table, key, phones, position)
        if byID[id] == nil { ids.append(id) }
        var record = byID[id] ?? CustomerRecord(recordID: id, platform: table.platform, conversation: "")
        let evidence = Evidence(position: position, at: table.placedAt, rule: OrderSource.table, confidence: 0.95)
        addPerson(table, evidence, home, to: &record)
        addOrder(table, evidence, home, to: &record)
        // Where no account ordered, all that is known of somebody is that they receive.
        if account(table) == nil { for i in record.recipients.indices where record.recipients[i].isSelf == nil { record.recipients[i].isSelf = true } }
        byID[id] = record
    }

    /// The record of a row. Where buyers are shown by a nickname, rows of another file are the same buyer's if a number or a name says so; else a nickname ties them.
    private mutating func id(_ table: TableOrder, _ key: String, _ phones: [String], _ position: SourcePosition) -> String {
        let id = "table:\(table.platform.rawValue):\(key)"
        guard Self.showNicknames.contains(table.platform), table.buyer == key else { return id }
        let place = "\(position.file)\u{1}\(id)"
        if let known = rowsOfFile[place] { return known }
        var home = id
        if let first = byID[id] {
            let people = first.recipients.map(\.recipient)
            let isKnown = people.contains { !$0.phones.filter(phones.contains).isEmpty || $0.name != nil && $0.name == table.recipientName }
            if !isKnown {
                home += " " + ([phones.first, table.recipientName, table.addressText, table.orderNumber].lazy.compactMap(\.self).first { !$0.isEmpty } ?? "2")
            }
        }
        rowsOfFile[place] = home
        return home
    }

    /// Shop systems whose buyers are people of a messenger, who choose their names.
    private static let showNicknames: Set<Platform> = [Platform(rawValue: "kuaituantuan"), Platform(rawValue: "qunjielong"), .unknown]

    /// The buyer's account: a member name, else a number; where the buyer's column repeats the recipient's, it is none.
    private func account(_ table: TableOrder) -> String? {
        if let buyer = table.buyer, !buyer.isEmpty, !buyer.contains("*"), buyer != table.recipientName { return buyer }
        if let phone = table.buyerPhone, !phone.isEmpty, !phone.contains("*") { return phone }
        // One WeChat account is one buyer, whomever the parcels go to.
        if let wechat = table.contact?.alias, wechat.utf8.count >= 5, wechat.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) { return wechat }
        return nil
    }

    /// Who ordered: the buyer's account, else the number with the name, since colleagues and couples share numbers.
    private mutating func key(_ table: TableOrder, _ phones: [String], _ position: SourcePosition) -> String? {
        if let account = account(table) { return account }
        let name = (table.contact?.name ?? table.recipientName).flatMap { $0.isEmpty || $0.contains("*") ? nil : $0 }
        if let phone = phones.first {
            if let name {
                let place = "\(position.file)\u{1}\(name)"
                if let known = numbers[place] { if known != phone { numbers[place] = .some(nil) } } else { numbers[place] = phone }
                places[place, default: []].insert(table.addressText ?? "")
            }
            guard let holder = holders[phone] else {
                holders[phone] = name ?? ""
                return phone
            }
            return name == nil || holder == name || holder.isEmpty ? phone : "\(phone) \(name ?? "")"
        }
        if let name {
            // Somebody whose number stands in another row of the table, at the same door: a name alone is many people's.
            let place = "\(position.file)\u{1}\(name)"
            if let known = numbers[place], let phone = known, let text = table.addressText, places[place]?.contains(text) == true {
                return holders[phone] == name ? phone : "\(phone) \(name)"
            }
            // Without a number, people of one name are as many as their addresses.
            return [name, table.addressText].compactMap(\.self).joined(separator: " ")
        }
        if let account = table.contact?.alias ?? table.contact?.emails.first { return account }
        // Masks are no names: two of one look are two people, unless number and place agree too.
        let mask = [table.buyer, table.recipientName, table.recipientPhone, table.addressText].compactMap(\.self).joined(separator: " ")
        if !mask.isEmpty { return table.orderNumber.map { mask + " " + $0 } ?? mask }
        return nil
    }

    private mutating func addPerson(_ table: TableOrder, _ evidence: Evidence, _ home: String?, to record: inout CustomerRecord) {
        func add(_ value: String?, to list: inout [Attested<String>]) {
            guard let value, !value.isEmpty, !value.contains("*"), !list.contains(where: { $0.value == value }) else { return }
            list.append(Attested(value, evidence: [evidence]))
        }
        add(table.buyer, to: &record.nicknames)
        // 林小溪 in the column of nicknames is somebody's name.
        if let buyer = table.buyer, table.recipientName == nil, table.contact?.name == nil, buyer.unicodeScalars.allSatisfy({ 0x4E00...0x9FFF ~= $0.value }),
            FullName.isLikely(buyer), 2...3 ~= buyer.unicodeScalars.count, !NameLook.isCalled(buyer)
        {
            add(buyer, to: &record.names)
        }
        for phone in table.buyerPhone.map({ cells.phones($0, home: home) })?.prefix(1) ?? [] { add(phone, to: &record.phones) }
        addMask(table, evidence, to: &record)
        guard let contact = table.contact else { return }
        add(contact.name, to: &record.names)
        add(contact.remark, to: &record.nicknames)
        for phone in contact.phones.flatMap({ cells.phones($0, home: home) }) { add(phone, to: &record.phones) }
        for email in contact.emails { add(email, to: &record.emails) }
        if record.birthDate == nil { record.birthDate = contact.birthDate.map { Attested($0, evidence: [evidence]) } }
        if record.gender == nil { record.gender = contact.gender.map { Attested($0, evidence: [evidence]) } }
        for tag in contact.tags where !record.tags.contains(tag) { record.tags.append(tag) }
        if let alias = contact.alias, !record.otherIdentities.contains(where: { $0.value.value == alias }) {
            record.otherIdentities.append(Attested(OtherIdentity(kind: "wechat_id", value: alias), evidence: [evidence]))
        }
    }

    /// What is left of a hidden name tells the seller which row it is, where nothing else does; it ties nobody to anybody.
    private func addMask(_ table: TableOrder, _ evidence: Evidence, to record: inout CustomerRecord) {
        guard record.names.isEmpty, record.nicknames.isEmpty, record.phones.isEmpty, table.contact == nil else { return }
        let mask = [table.buyer, table.recipientName].lazy.compactMap(\.self).first { $0.hasSuffix("*") && $0.contains { $0.isLetter } }
        if let mask, !(table.recipientName.map { !$0.isEmpty && !$0.contains("*") } ?? false) { record.nicknames = [Attested(mask, evidence: [evidence])] }
    }

    private mutating func addOrder(_ table: TableOrder, _ evidence: Evidence, _ home: String?, to record: inout CustomerRecord) {
        var order = Order(
            placedAt: table.placedAt ?? table.paidAt, status: table.status ?? .placed, items: table.items, amount: table.amount,
            currency: table.currency ?? OrderReader.homeCurrency(region))
        order.orderNumber = table.orderNumber
        (order.paidAt, order.shippedAt, order.receivedAt) = (table.paidAt, table.shippedAt, table.receivedAt)
        for note in (table.note ?? "").split(separator: "\n") {
            // What reads like one of the program's own codes is somebody's words here.
            order.notes.append(OrderNote(code: String(note)) == nil ? String(note) : "· " + note)
        }
        if let refunded = table.refunded, let amount = order.amount {
            if refunded >= amount - 0.005, amount > 0 {
                order.status = .refunded
            } else if order.status != .refunded {
                order.notes.append(OrderNote(.refundedPart, refunded).code)
            }
        }
        order.trackings = table.trackings
        order.evidence = [evidence]
        order.account = AccountReference(platform: record.platform)
        if let buyer = table.buyer, buyer.contains("*") { order.notes.append(buyer) }
        let masked = table.recipientName?.contains("*") == true ? table.recipientName : nil
        if let masked { order.notes.append(masked) }
        let name = masked == nil ? table.recipientName : nil
        if let recipient = cells.recipient(name: name, phone: table.recipientPhone, address: table.addressText, home: home) {
            if let at = record.recipients.firstIndex(where: { $0.recipient == recipient }) {
                record.recipients[at].useCount += 1
                record.recipients[at].lastUsed = [record.recipients[at].lastUsed, order.placedAt].compactMap(\.self).max()
                order.recipient = at
            } else {
                order.recipient = record.recipients.count
                // Where the row names buyer and recipient apart, the goods go to somebody else.
                let isOther = table.contact?.name.map { $0 != recipient.name } ?? false
                record.recipients.append(
                    RecipientUse(recipient, isSelf: isOther ? false : nil, firstUsed: order.placedAt, lastUsed: order.placedAt, evidence: [evidence]))
            }
        }
        record.orders.append(order)
        record.firstSeen = [record.firstSeen, order.placedAt].compactMap(\.self).min()
        record.lastSeen = [record.lastSeen, order.placedAt].compactMap(\.self).max()
        if record.firstPosition == nil { record.firstPosition = evidence.position }
    }
}
