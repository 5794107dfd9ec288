/// What a label in a pasted block calls the words behind it.
enum BlockLabel: UInt8, Sendable {
    case none, name, phone, address, area, postcode, identity, remark, account, country
}
