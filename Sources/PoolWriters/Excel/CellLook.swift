import CXLSXWriter

/// How a cell looks.
struct CellLook: Hashable {
    enum Kind: Hashable {
        case text, wrapped, number, decimal, money, day, share
        /// Money of a currency.
        case sum(String)
        case head, title, subtitle, label, figure, stage(Int)
    }

    var kind: Kind
    /// Whether the seller may change the cell: a light ground says so.
    var isEditable = false
    var isLink = false
    /// Whether the column holds numbers: a header stands over them at the right, left of the filter's button.
    var isRight = false

    /// Colours, as `0xRRGGBB`.
    enum Colour {
        static let ink: UInt32 = 0x1F2937
        static let faint: UInt32 = 0x6B7280
        static let head: UInt32 = 0x1F4E5F
        static let editableHead: UInt32 = 0xB45309
        static let editable: UInt32 = 0xFFF8E6
        static let link: UInt32 = 0x1D4ED8
        static let bar: UInt32 = 0x2F7F93
        /// Ground of the stages, in their order.
        static let stages: [UInt32] = [0xE5E7EB, 0xDBEAFE, 0xD1FAE5, 0xA7F3D0, 0xFDE68A, 0xE9D5FF, 0xFECACA]
    }

    func set(on format: UnsafeMutablePointer<lxw_format>, money: String) {
        if case .stage(let index) = kind {
            // Laid over the cell's own format where a stage's name stands: ground alone.
            unsafe format_set_bg_color(format, Colour.stages[index % Colour.stages.count])
            return
        }
        unsafe format_set_font_name(format, "Microsoft YaHei")
        unsafe format_set_font_size(format, 10)
        unsafe format_set_font_color(format, isLink ? Colour.link : Colour.ink)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        switch kind {
        case .text, .wrapped:
            // As text, so that a name that begins like a formula stays one when somebody edits the cell.
            unsafe format_set_num_format(format, "@")
            if kind == .wrapped { unsafe format_set_text_wrap(format) }
        case .number:
            unsafe format_set_num_format(format, "#,##0")
            unsafe right(format, 1)
        case .decimal:
            unsafe format_set_num_format(format, "#,##0.0#")
            unsafe right(format, 1)
        case .money:
            unsafe format_set_num_format(format, money)
            unsafe right(format, 1)
        case .sum(let currency):
            unsafe format_set_num_format(format, Workbook.moneyPattern(currency))
            unsafe right(format, 1)
        case .day:
            unsafe format_set_num_format(format, "yyyy-mm-dd")
            unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .share:
            unsafe format_set_num_format(format, "0%")
            unsafe right(format, 1)
        case .head:
            unsafe format_set_bold(format)
            unsafe format_set_font_color(format, 0xFFFFFF)
            unsafe format_set_bg_color(format, isEditable ? Colour.editableHead : Colour.head)
            if isRight { unsafe right(format, 2) }
        case .title:
            unsafe format_set_bold(format)
            unsafe format_set_font_size(format, 18)
            unsafe format_set_font_color(format, Colour.head)
        case .subtitle:
            unsafe format_set_bold(format)
            unsafe format_set_font_size(format, 12)
            unsafe format_set_font_color(format, Colour.head)
        case .label: unsafe format_set_font_color(format, Colour.faint)
        case .figure:
            unsafe format_set_bold(format)
            unsafe format_set_font_size(format, 16)
            unsafe format_set_num_format(format, "#,##0")
            unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .stage: break
        }
        if isEditable, kind != .head { unsafe format_set_bg_color(format, Colour.editable) }
        if isLink { unsafe format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    }

    private func right(_ format: UnsafeMutablePointer<lxw_format>, _ indent: UInt8) {
        unsafe format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        unsafe format_set_indent(format, indent)
    }
}
