import ChatBytes
import ChatModel
import ChatReaders
import Foundation
import TestSupport
import Testing

@testable import PoolWriters

/// What is written is read again by the table readers, and says the same.
@Suite struct RoundTripTests {
    private func contacts(_ writer: any PoolWriter, _ customers: [Customer], by format: String) throws -> [Contact] {
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).\(writer.format.fileExtension)")
        defer { try? FileManager.default.removeItem(at: file) }
        try writer.write(PoolContents(customers: customers), to: file.path)
        let reader = try #require(BuiltinReaders.all.first { $0.format.id == format })
        return Reading(reader, try ExportSource.open(file.path)).sink.contacts.map(\.contact)
    }

    /// Customers with names, phones and addresses of many shapes, by a seed.
    private func customers(_ seed: UInt64) -> [Customer] {
        var random = SplitMix64(seed: seed)
        let family = ["王", "李", "欧阳", "林", "Tan", "Nguyễn"]
        let given = ["丽", "小溪", "娜娜", "Mei Ling", "a,b", "\"q\"", "x;y", "多\n行"]
        return (0..<60).map { i in
            var customer = Customer(id: "c_\(i)")
            let name = family[Int(random.next() % UInt64(family.count))] + given[Int(random.next() % UInt64(given.count))]
            customer.name = name.replacingOccurrences(of: "\n", with: " ")
            customer.nicknames = ["昵称\(i)"]
            customer.phones = [CustomerPhone(number: "+861380000\(1000 + i)", kind: "mobile")]
            customer.tags = i % 3 == 0 ? ["老客"] : []
            customer.emails = i % 4 == 0 ? ["a\(i)@example.com"] : []
            customer.recipients = [
                CustomerRecipient(
                    name: customer.name, phone: customer.phones[0].number,
                    address: PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "西湖区", detail: "样例路\(i)号,\(i % 2)单元"), isSelf: true)
            ]
            return customer
        }
    }

    @Test(arguments: ["csv", "csv-raw", "xlsx"]) func `tables give back names, phones and addresses`(id: String) throws {
        let customers = customers(7)
        // The workbook's first table is that of the customers; the others follow.
        let read = Array(try contacts(try BuiltinWriters.writer(for: "x", format: id), customers, by: "contact-table").prefix(customers.count))
        #expect(read.map(\.name) == customers.map(\.name), "seed 7")
        #expect(read.map(\.phones.first) == customers.map { String($0.phones[0].number.dropFirst(3)) })
        #expect(read.map(\.nickname) == customers.map(\.nicknames.first))
        for (contact, customer) in zip(read, customers) {
            #expect(contact.addresses.first?.contains(customer.recipients[0].address?.detail ?? "?") == true)
            #expect(contact.emails == customer.emails && contact.tags.filter { !$0.isEmpty } == customer.tags)
        }
    }

    @Test(arguments: ["vcard", "vcard-4"]) func `cards give back names, phones, nicknames and mail`(id: String) throws {
        let customers = customers(11)
        let read = try contacts(try BuiltinWriters.writer(for: "x", format: id), customers, by: "vcard")
        #expect(read.count == customers.count)
        for (contact, customer) in zip(read, customers) {
            #expect(contact.phones.first?.filter { $0.isNumber || $0 == "+" } == customer.phones[0].number, "seed 11")
            #expect(contact.nickname == customer.nicknames[0])
            #expect(contact.emails == customer.emails)
            #expect(contact.name?.filter { $0 != " " } == customer.name?.filter { $0 != " " })
        }
    }

    @Test func `Google's contacts give back phones and labels`() throws {
        let customers = customers(13)
        let read = try contacts(googleContacts, customers, by: "google-contacts")
        #expect(read.map(\.phones.first) == customers.map { Optional($0.phones[0].number) }, "seed 13")
        #expect(read.allSatisfy { $0.tags.contains("潜客") && !$0.tags.contains { $0.hasPrefix("*") } })
    }

    @Test func `JSON lines give back the whole customer`() throws {
        let writer = CustomerLinesFile()
        let text = try Written(writer, SamplePool.contents).text
        struct Recipient: Decodable { var phone: String? }
        struct Line: Decodable {
            var id: String
            var name: String?
            var nicknames: [String]
            var phones: [[String: String]]
            var recipients: [Recipient]
            var tags: [String]
            var stage: CustomerStage
            var remark: String?
        }
        let lines = try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        for (line, customer) in zip(lines, SamplePool.customers) {
            #expect(
                line.id == customer.id && line.name == customer.name && line.nicknames == customer.nicknames
                    && line.phones.map { $0["number"] } == customer.phones.map(\.number))
            #expect(line.tags == customer.tags && line.stage == customer.stage && line.remark == customer.remark)
            #expect(line.recipients.map(\.phone) == customer.recipients.map(\.phone))
        }
    }
}
