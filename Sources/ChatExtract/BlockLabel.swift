/// What a label in a pasted block calls the words behind it.
enum BlockLabel: UInt8, Sendable {
    case none, name, phone, address, area, postcode, identity, remark, account, country
    /// Whoever sends the parcel: nothing behind it is the recipient's until a label says so.
    case sender

    /// The label of a class of `address_words.tsv`: `label.phone`.
    init?(name: ArraySlice<UInt8>) {
        let all: [(StaticString, BlockLabel)] = [
            ("label.name", .name), ("label.phone", .phone), ("label.address", .address), ("label.area", .area), ("label.postcode", .postcode),
            ("label.identity", .identity), ("label.remark", .remark), ("label.account", .account), ("label.country", .country), ("label.sender", .sender),
        ]
        guard let found = all.first(where: { name.elementsEqual($0.0.description.utf8) }) else { return nil }
        self = found.1
    }
}
