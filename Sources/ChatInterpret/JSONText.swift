/// Writes JSON text into bytes, commas where they belong.
struct JSONText {
    var out: [UInt8]
    private var first = true

    init(out: consuming [UInt8]) { self.out = out }

    mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        out.append(UInt8(truncatingIfNeeded: bracket.value))
        first = true
    }

    mutating func close(_ bracket: Unicode.Scalar) {
        out.append(UInt8(truncatingIfNeeded: bracket.value))
        first = false
    }

    /// Names of the contract are plain ASCII: no escapes.
    mutating func key(_ name: String) {
        separate()
        out.append(UInt8(ascii: "\""))
        out.append(contentsOf: name.utf8)
        out.append(UInt8(ascii: "\""))
        out.append(UInt8(ascii: ":"))
        first = true
    }

    mutating func member(_ name: String, string: String) {
        key(name)
        value(string)
    }

    mutating func memberNull(_ name: String) {
        key(name)
        out.append(contentsOf: "null".utf8)
        first = false
    }

    mutating func member(_ name: String, strings: [String]) {
        key(name)
        open("[")
        for s in strings { value(s) }
        close("]")
    }

    /// A number as `member(_:number:)` writes it.
    static func number(_ value: Double) -> String {
        var text = JSONText(out: [])
        text.append(value)
        return String(decoding: text.out, as: UTF8.self)
    }

    /// At most four decimals, none where they are zero: money and quantities need no more.
    mutating func member(_ name: String, number: Double) {
        key(name)
        first = false
        append(number)
    }

    private mutating func append(_ number: Double) {
        guard number.isFinite, abs(number) < 1e14 else {
            out.append(contentsOf: "null".utf8)
            return
        }
        var scaled = Int64((abs(number) * 10_000).rounded())
        if number < 0, scaled != 0 { out.append(UInt8(ascii: "-")) }
        let fraction = scaled % 10_000
        scaled /= 10_000
        appendInteger(scaled)
        guard fraction != 0 else { return }
        out.append(UInt8(ascii: "."))
        var rest = fraction
        var power: Int64 = 1000
        while rest > 0 {
            out.append(UInt8(48 + rest / power))
            rest %= power
            power /= 10
        }
    }

    private mutating func appendInteger(_ n: Int64) {
        if n >= 10 { appendInteger(n / 10) }
        out.append(UInt8(48 + n % 10))
    }

    mutating func value(_ string: String) {
        separate()
        out.append(UInt8(ascii: "\""))
        for b in string.utf8 {
            switch b {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(b)
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                let hex = Array("0123456789abcdef".utf8)
                out.append(hex[Int(b >> 4)])
                out.append(hex[Int(b & 15)])
            default: out.append(b)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private mutating func separate() {
        if !first { out.append(UInt8(ascii: ",")) }
        first = false
    }
}
