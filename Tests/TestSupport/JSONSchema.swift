public import Foundation

/// Checks JSON against the schemas of `docs/schema`: the keywords that they use, and nothing that a schema does not name.
///
/// A keyword that it does not know is an error, so that a schema never promises what is not checked. Unlike JSON Schema it takes a property that is not listed for an error:
/// that is how a field that nobody documented is found.
public struct JSONSchema {
    private let root: [String: Any]
    private static let known: Set<String> = [
        "$schema", "$defs", "$ref", "title", "description", "type", "properties", "additionalProperties", "required", "items", "enum", "pattern", "minimum",
        "maximum",
    ]

    /// Reads a schema file.
    public init(_ file: URL) throws {
        root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
    }

    /// What is wrong with a line of JSON; empty when nothing is.
    public func problems(_ line: String) -> [String] {
        guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8), options: .fragmentsAllowed) else { return ["no JSON"] }
        return check(value, root, "$")
    }

    private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var problems = schema.keys.filter { !Self.known.contains($0) }.map { "\(path): the checker does not know '\($0)'" }
        if let reference = schema["$ref"] as? String {
            guard reference.hasPrefix("#/$defs/"), let target = (root["$defs"] as? [String: Any])?[String(reference.dropFirst(8))] as? [String: Any] else {
                return ["\(path): no \(reference)"]
            }
            problems += check(value, target, path)
        }
        let types = schema["type"].map { $0 as? [String] ?? [$0 as? String ?? ""] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) {
            return problems + ["\(path): \(Self.kind(value)), not \(types.joined(separator: " or "))"]
        }
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { ($0 as? NSObject) == (value as? NSObject) }) {
            problems.append("\(path): \(value) is none of the values")
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String, text.range(of: pattern, options: .regularExpression) == nil {
            problems.append("\(path): '\(text)' does not match")
        }
        if let number = value as? NSNumber {
            if let minimum = schema["minimum"] as? NSNumber, number.doubleValue < minimum.doubleValue { problems.append("\(path): below \(minimum)") }
            if let maximum = schema["maximum"] as? NSNumber, number.doubleValue > maximum.doubleValue { problems.append("\(path): above \(maximum)") }
        }
        if let object = value as? [String: Any], let properties = schema["properties"] as? [String: Any] {
            for name in schema["required"] as? [String] ?? [] where object[name] == nil { problems.append("\(path): '\(name)' is missing") }
            for (name, member) in object {
                guard let inner = properties[name] as? [String: Any] else {
                    // An object that says so holds more than is documented.
                    if schema["additionalProperties"] as? Bool == true { continue }
                    problems.append("\(path): '\(name)' is not documented")
                    continue
                }
                problems += check(member, inner, "\(path).\(name)")
            }
        }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (i, member) in array.enumerated() { problems += check(member, items, "\(path)[\(i)]") }
        }
        return problems
    }

    private static func kind(_ value: Any) -> String { ["null", "boolean", "integer", "number", "string", "array", "object"].first { isOf($0, value) } ?? "?" }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        let number = value as? NSNumber
        let isBoolean = number.map { Self.isBoolean($0) } ?? false
        return switch type {
        case "null": value is NSNull
        case "boolean": isBoolean
        case "integer": number != nil && !isBoolean && (number?.doubleValue).map { $0 == $0.rounded() } ?? false
        case "number": number != nil && !isBoolean
        case "string": value is String
        case "array": value is [Any]
        case "object": value is [String: Any]
        default: false
        }
    }

    /// Foundation reads true and false as numbers too; their C type tells them apart.
    private static func isBoolean(_ number: NSNumber) -> Bool { ["c", "B"].contains(unsafe String(cString: number.objCType)) }
}
