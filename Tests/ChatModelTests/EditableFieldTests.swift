import ChatModel
import Testing

@Suite("What a seller may edit")
struct EditableFieldTests {
    private func customer() -> Customer {
        var customer = Customer(id: "c_1")
        customer.name = "王丽"
        customer.stage = .repeat
        customer.tags = ["老客", "苏州"]
        customer.remark = "要发票"
        customer.notes = "3月回访"
        customer.doNotContact = true
        customer.nicknames = ["小雨", "雨"]
        customer.phones = [CustomerPhone(number: "+8613812345678", kind: "mobile")]
        let address = PostalAddress(country: "CN", province: "广东省", city: "深圳市", district: "南山区", detail: "科技园南路18号")
        customer.recipients = [CustomerRecipient(name: "王丽", phone: "+8613812345678", address: address, isSelf: true)]
        return customer
    }

    @Test("A cell that is read back as it was written means the value that it was written for", arguments: EditableField.allCases)
    func cellsRoundTrip(field: EditableField) throws {
        let value = try #require(field.value(ofCell: field.cell(of: customer())))
        var other = Customer(id: "c_2")
        field.set(value, of: &other)
        #expect(field.cell(of: other) == field.cell(of: customer()))
        #expect(other.edited == [field])
    }

    @Test("A stage is understood by both of its names, a word that is no stage is not")
    func stages() {
        for stage in CustomerStage.allCases {
            #expect(EditableField.stage.value(ofCell: " \(stage.chinese) ") == stage.rawValue)
            #expect(EditableField.stage.value(ofCell: stage.rawValue) == stage.rawValue)
        }
        #expect(EditableField.stage.value(ofCell: "贵宾") == nil)
    }

    @Test("An empty cell takes a name or a stage back to what the chats say")
    func takenBack() {
        for field in [EditableField.name, .stage, .tags] {
            var changed = customer()
            field.set("", of: &changed)
            #expect(changed == customer())
        }
    }

    @Test("Labels may be parted by any comma and come once")
    func labels() { #expect(EditableField.tags.value(ofCell: "老客，苏州, 老客;团长 ") == "老客、苏州、团长") }
}
