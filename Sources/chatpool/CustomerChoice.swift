import ArgumentParser
import ChatModel
import CustomerPool

/// Finds the customer that a word on the command line means.
enum CustomerChoice {
    /// The one customer whom a word means: an id (also one that was absorbed), a phone, a name or a nickname.
    ///
    /// - Throws: the exit code for wrong usage after telling that there is none, or who it may be.
    static func one(_ word: String, in pool: PoolStore) throws -> Customer {
        var found: [Customer] = []
        try Exit.reporting { () throws(ImportError) in found = try pool.customers(matching: word) }
        if found.count == 1 { return found[0] }
        guard !found.isEmpty else {
            Terminal.error(Words.say("chatpool: no customer is known by that id, phone, name or nickname", "chatpool：客户池里没有这个编号、电话、姓名或昵称"))
            throw Exit.usage
        }
        Terminal.error(Words.say("chatpool: \(found.count) customers may be meant; say which by id:", "chatpool：有 \(found.count) 位客户相符，请用客户编号指定："))
        for customer in found.prefix(20) {
            // Names and numbers are for who watches, not for a log.
            Terminal.error("  " + (Terminal.isInteractive ? line(customer) : customer.id))
        }
        if found.count > 20 { Terminal.error("  …") }
        throw Exit.usage
    }

    /// A customer in one line.
    static func line(_ customer: Customer) -> String {
        let name = [customer.name, customer.nicknames.first].compactMap(\.self).joined(separator: " / ")
        let orders = customer.boughtOrders
        return [
            Layout.padded(customer.id, to: 16), Layout.padded(name, to: 24), Layout.padded(customer.phones.first?.number ?? "", to: 16),
            Words.say("\(orders) orders", "\(orders) 单"),
        ].joined(separator: " ")
    }
}
