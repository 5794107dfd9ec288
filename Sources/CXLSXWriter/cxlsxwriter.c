// libxlsxwriter is loaded when the first workbook is written, not when the program starts: it brings a cryptography library along, which would cost every other
// command a tenth of its start-up time, and a machine without it can still do everything else. The functions below carry the library's own names and forward to it.
#include "cxlsxwriter.h"
#include <dlfcn.h>

static void *library(void) {
    static void *handle;
    if (!handle) handle = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
    return handle;
}

bool cxlsx_is_available(void) { return library() != NULL; }

#define FORWARD(name, failure, ...)                                                                \
    static __typeof__(name) *target;                                                               \
    if (!target && library()) target = (__typeof__(name) *)dlsym(library(), #name);                \
    if (!target) return failure;                                                                   \
    return target(__VA_ARGS__)
#define NOTHING

lxw_workbook *workbook_new_opt(const char *path, lxw_workbook_options *options) { FORWARD(workbook_new_opt, NULL, path, options); }
lxw_error workbook_close(lxw_workbook *book) { FORWARD(workbook_close, LXW_ERROR_PARAMETER_VALIDATION, book); }
lxw_format *workbook_add_format(lxw_workbook *book) { FORWARD(workbook_add_format, NULL, book); }
lxw_worksheet *workbook_add_worksheet(lxw_workbook *book, const char *name) { FORWARD(workbook_add_worksheet, NULL, book, name); }
char *lxw_strerror(lxw_error error) { FORWARD(lxw_strerror, NULL, error); }

void format_set_bold(lxw_format *format) { FORWARD(format_set_bold, NOTHING, format); }
void format_set_bg_color(lxw_format *format, lxw_color_t color) { FORWARD(format_set_bg_color, NOTHING, format, color); }
void format_set_bottom(lxw_format *format, uint8_t style) { FORWARD(format_set_bottom, NOTHING, format, style); }
void format_set_num_format(lxw_format *format, const char *pattern) { FORWARD(format_set_num_format, NOTHING, format, pattern); }

lxw_error worksheet_autofilter(lxw_worksheet *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2) {
    FORWARD(worksheet_autofilter, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, c1, r2, c2);
}
lxw_error worksheet_repeat_rows(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2) { FORWARD(worksheet_repeat_rows, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, r2); }
lxw_error worksheet_set_column(lxw_worksheet *sheet, lxw_col_t c1, lxw_col_t c2, double width, lxw_format *format) {
    FORWARD(worksheet_set_column, LXW_ERROR_PARAMETER_VALIDATION, sheet, c1, c2, width, format);
}
lxw_error worksheet_write_number(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, double value, lxw_format *format) {
    FORWARD(worksheet_write_number, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, value, format);
}
lxw_error worksheet_write_string(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, const char *text, lxw_format *format) {
    FORWARD(worksheet_write_string, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, text, format);
}
void worksheet_fit_to_pages(lxw_worksheet *sheet, uint16_t width, uint16_t height) { FORWARD(worksheet_fit_to_pages, NOTHING, sheet, width, height); }
void worksheet_freeze_panes(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column) { FORWARD(worksheet_freeze_panes, NOTHING, sheet, row, column); }
void worksheet_set_landscape(lxw_worksheet *sheet) { FORWARD(worksheet_set_landscape, NOTHING, sheet); }
void worksheet_set_paper(lxw_worksheet *sheet, uint8_t type) { FORWARD(worksheet_set_paper, NOTHING, sheet, type); }
