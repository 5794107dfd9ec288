/// A delivery address, its divisions by their official current names.
public struct PostalAddress: Hashable, Sendable, Codable {
    /// ISO 3166 alpha-2; Taiwan, Hong Kong and Macao keep TW, HK and MO.
    public var country: String?
    /// 广东省; a municipality stands here and in `city`.
    public var province: String?
    /// Prefecture; empty for a county that its province runs itself.
    public var city: String?
    /// County, district or county-level city.
    public var district: String?
    /// Township or subdistrict.
    public var town: String?
    /// The writer's words without the divisions.
    public var detail: String?
    /// The postal code.
    public var postalCode: String?

    enum CodingKeys: String, CodingKey {
        case country, province, city, district, town, detail
        case postalCode = "postal_code"
    }

    /// An address of the parts that are known.
    public init(
        country: String? = nil, province: String? = nil, city: String? = nil, district: String? = nil, town: String? = nil, detail: String? = nil,
        postalCode: String? = nil
    ) {
        self.country = country
        self.province = province
        self.city = city
        self.district = district
        self.town = town
        self.detail = detail
        self.postalCode = postalCode
    }

    /// Province, city and district in one word, a municipality once; empty where none is known.
    public var area: String { [province, city == province ? nil : city, district].compactMap(\.self).joined() }

    /// Whether nothing is known.
    public var isEmpty: Bool {
        [province, city, district, town, detail, postalCode].allSatisfy { $0?.isEmpty ?? true }
    }
}

/// Who receives goods, where and under which numbers.
public struct Recipient: Hashable, Sendable, Codable {
    /// The name, cleaned of labels and honorific marks.
    public var name: String?
    /// E.164, with `;ext=` for an extension; a masked number stays as written.
    public var phones: [String]
    /// Where the goods go.
    public var address: PostalAddress?

    /// A recipient of the parts that are known.
    public init(name: String? = nil, phones: [String] = [], address: PostalAddress? = nil) {
        self.name = name
        self.phones = phones
        self.address = address
    }
}
