import Gazetteer

/// The best reading of a text as province, city, district and town; empty where there is none.
func region(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var room = RegionMatches()
    RegionMatcher().match(bytes.span, into: &room)
    guard let best = room.candidates.max(by: { $0.score < $1.score }) else { return [] }
    return official(best)
}

/// A candidate's divisions by name.
func official(_ candidate: RegionCandidate) -> [String] {
    let gazetteer = Gazetteer.shared
    return [
        gazetteer.name(candidate.province), gazetteer.name(candidate.city), gazetteer.name(candidate.district), gazetteer.name(candidate.town),
    ]
}

/// All candidates of a text.
func candidates(_ text: String) -> [RegionCandidate] {
    let bytes = Array(text.utf8)
    var room = RegionMatches()
    RegionMatcher().match(bytes.span, into: &room)
    return Array(room.candidates)
}

/// A piece of a text by byte range.
func piece(_ text: String, _ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
}
