/// Names of months and halves of the day in the languages in which apps write dates.
///
/// Beginnings, in lower case, as Unicode CLDR 44 abbreviates them; inflected and full names begin alike.
enum MonthNames {
    /// The month, 1...12, that a word in lower case names.
    static func month(_ word: String) -> Int? {
        for (index, names) in beginnings.enumerated() {
            for name in names where word.hasPrefix(name) { return index + 1 }
        }
        return nil
    }

    /// Whether a word in lower case means the afternoon; nil when it means neither half of the day.
    static func isAfternoon(_ word: String) -> Bool? {
        if afternoon.contains(word) { return true }
        return morning.contains(word) ? false : nil
    }

    private static let afternoon: Set<String> = ["pm", "p.m", "下午", "오후", "午後", "ch", "م", "chiều", "ptg", "öö.s", "ös", "晚上", "अपराह्न"]
    private static let morning: Set<String> = ["am", "a.m", "上午", "오전", "午前", "sa", "ص", "sáng", "pg", "öö", "凌晨", "पूर्वाह्न"]

    private static let beginnings: [[String]] = [
        ["jan", "ene", "gen", "oca", "sty", "янв", "січ", "ม.ค", "มกรา", "يناير", "जन", "led", "ian", "ιαν"],
        ["feb", "fév", "fev", "şub", "lut", "фев", "лют", "ก.พ", "กุมภา", "فبراير", "फ़र", "फर", "úno", "φεβ"],
        ["mar", "mär", "mrz", "maa", "mac", "мар", "бер", "มี.ค", "มีนา", "مارس", "मार्च", "bře", "μάρ", "μαρ", "mrt"],
        ["apr", "abr", "avr", "nis", "kwi", "апр", "кві", "เม.ย", "เมษา", "أبريل", "إبريل", "अप्रै", "dub", "απρ"],
        ["may", "mai", "mag", "maj", "mei", "мая", "май", "тра", "พ.ค", "พฤษภา", "مايو", "मई", "kvě", "μαΐ"],
        ["jun", "juin", "giu", "haz", "cze", "июн", "чер", "มิ.ย", "มิถุนา", "يونيو", "जून", "ιουν"],
        ["jul", "juil", "lug", "tem", "lip", "июл", "лип", "ก.ค", "กรกฎา", "يوليو", "जुल", "ιουλ"],
        ["aug", "ago", "aoû", "ağu", "sie", "авг", "сер", "ส.ค", "สิงหา", "أغسطس", "अग", "srp", "αυγ", "agu", "ogo", "ogos"],
        ["sep", "set", "eyl", "wrz", "сен", "вер", "ก.ย", "กันยา", "سبتمبر", "सित", "zář", "σεπ"],
        ["oct", "out", "ott", "okt", "eki", "paź", "окт", "жов", "ต.ค", "ตุลา", "أكتوبر", "अक्तू", "अक्टू", "říj", "οκτ"],
        ["nov", "kas", "lis", "ноя", "лист", "พ.ย", "พฤศจิ", "نوفمبر", "नव", "νοε"],
        ["dec", "dic", "dez", "déc", "des", "ara", "gru", "дек", "гру", "ธ.ค", "ธันวา", "ديسمبر", "दिस", "pro", "δεκ", "dis"],
    ]
}
