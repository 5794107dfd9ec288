// libxlsxwriter is loaded when the first workbook is written, not when the program starts: it brings a cryptography library along, which would cost every other
// command a tenth of its start-up time, and a machine without it can still do everything else. The functions below carry the library's own names and forward to it.
#define _GNU_SOURCE
#include "cxlsxwriter.h"
#include <dlfcn.h>

static void *library(void) {
    static void *handle;
    if (!handle) handle = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
    return handle;
}

bool cxlsx_is_available(void) { return library() != NULL; }

const char *cxlsx_version(void) { return library() ? lxw_version() : NULL; }

const char *cxlsx_path(void) {
    Dl_info info;
    void *symbol = library() ? dlsym(library(), "lxw_version") : NULL;
    return symbol && dladdr(symbol, &info) ? info.dli_fname : NULL;
}

const char *cxlsx_package(void) { return "libxlsxwriter" LXW_SOVERSION; }

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
const char *lxw_version(void) { FORWARD(lxw_version, NULL); }
char *lxw_strerror(lxw_error error) { FORWARD(lxw_strerror, NULL, error); }

void format_set_bold(lxw_format *format) { FORWARD(format_set_bold, NOTHING, format); }
void format_set_bg_color(lxw_format *format, lxw_color_t color) { FORWARD(format_set_bg_color, NOTHING, format, color); }
void format_set_bottom(lxw_format *format, uint8_t style) { FORWARD(format_set_bottom, NOTHING, format, style); }
void format_set_align(lxw_format *format, uint8_t side) { FORWARD(format_set_align, NOTHING, format, side); }
void format_set_indent(lxw_format *format, uint8_t level) { FORWARD(format_set_indent, NOTHING, format, level); }
void format_set_text_wrap(lxw_format *format) { FORWARD(format_set_text_wrap, NOTHING, format); }
void format_set_font_name(lxw_format *format, const char *name) { FORWARD(format_set_font_name, NOTHING, format, name); }
void format_set_font_size(lxw_format *format, double size) { FORWARD(format_set_font_size, NOTHING, format, size); }
void format_set_font_color(lxw_format *format, lxw_color_t color) { FORWARD(format_set_font_color, NOTHING, format, color); }
void format_set_underline(lxw_format *format, uint8_t style) { FORWARD(format_set_underline, NOTHING, format, style); }
void format_set_bottom_color(lxw_format *format, lxw_color_t color) { FORWARD(format_set_bottom_color, NOTHING, format, color); }
void format_set_num_format(lxw_format *format, const char *pattern) { FORWARD(format_set_num_format, NOTHING, format, pattern); }

lxw_error worksheet_autofilter(lxw_worksheet *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2) {
    FORWARD(worksheet_autofilter, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, c1, r2, c2);
}
lxw_error worksheet_repeat_rows(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2) { FORWARD(worksheet_repeat_rows, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, r2); }
lxw_error worksheet_set_column(lxw_worksheet *sheet, lxw_col_t c1, lxw_col_t c2, double width, lxw_format *format) {
    FORWARD(worksheet_set_column, LXW_ERROR_PARAMETER_VALIDATION, sheet, c1, c2, width, format);
}
lxw_error worksheet_set_column_opt(lxw_worksheet *sheet, lxw_col_t c1, lxw_col_t c2, double width, lxw_format *format, lxw_row_col_options *options) {
    FORWARD(worksheet_set_column_opt, LXW_ERROR_PARAMETER_VALIDATION, sheet, c1, c2, width, format, options);
}
lxw_error worksheet_write_number(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, double value, lxw_format *format) {
    FORWARD(worksheet_write_number, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, value, format);
}
lxw_error worksheet_write_string(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, const char *text, lxw_format *format) {
    FORWARD(worksheet_write_string, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, text, format);
}
lxw_error worksheet_write_formula_num(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, const char *formula, lxw_format *format, double value) {
    FORWARD(worksheet_write_formula_num, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, formula, format, value);
}
lxw_error worksheet_write_blank(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, lxw_format *format) {
    FORWARD(worksheet_write_blank, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, format);
}
lxw_error worksheet_write_url(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, const char *url, lxw_format *format) {
    FORWARD(worksheet_write_url, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, url, format);
}
lxw_error worksheet_set_row(lxw_worksheet *sheet, lxw_row_t r, double height, lxw_format *format) {
    FORWARD(worksheet_set_row, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, height, format);
}
void worksheet_set_default_row(lxw_worksheet *sheet, double height, uint8_t hide) { FORWARD(worksheet_set_default_row, NOTHING, sheet, height, hide); }
lxw_error worksheet_ignore_errors(lxw_worksheet *sheet, uint8_t type, const char *range) {
    FORWARD(worksheet_ignore_errors, LXW_ERROR_PARAMETER_VALIDATION, sheet, type, range);
}
lxw_error worksheet_print_area(lxw_worksheet *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2) {
    FORWARD(worksheet_print_area, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, c1, r2, c2);
}
lxw_error worksheet_set_footer(lxw_worksheet *sheet, const char *text) { FORWARD(worksheet_set_footer, LXW_ERROR_PARAMETER_VALIDATION, sheet, text); }
void worksheet_set_margins(lxw_worksheet *sheet, double left, double right, double top, double bottom) {
    FORWARD(worksheet_set_margins, NOTHING, sheet, left, right, top, bottom);
}
void worksheet_set_tab_color(lxw_worksheet *sheet, lxw_color_t color) { FORWARD(worksheet_set_tab_color, NOTHING, sheet, color); }
void worksheet_gridlines(lxw_worksheet *sheet, uint8_t option) { FORWARD(worksheet_gridlines, NOTHING, sheet, option); }
static lxw_error worksheet_data_validation_range_(lxw_worksheet *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2, lxw_data_validation *rule) {
    FORWARD(worksheet_data_validation_range, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, c1, r2, c2, rule);
}
static lxw_error worksheet_conditional_format_range_(
    lxw_worksheet *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2, lxw_conditional_format *rule) {
    FORWARD(worksheet_conditional_format_range, LXW_ERROR_PARAMETER_VALIDATION, sheet, r1, c1, r2, c2, rule);
}
static lxw_error worksheet_insert_chart_opt_(lxw_worksheet *sheet, lxw_row_t r, lxw_col_t c, lxw_chart *chart, lxw_chart_options *options) {
    FORWARD(worksheet_insert_chart_opt, LXW_ERROR_PARAMETER_VALIDATION, sheet, r, c, chart, options);
}
static lxw_error workbook_set_properties_(lxw_workbook *book, lxw_doc_properties *properties) {
    FORWARD(workbook_set_properties, LXW_ERROR_PARAMETER_VALIDATION, book, properties);
}
static lxw_chart *workbook_add_chart_(lxw_workbook *book, uint8_t type) { FORWARD(workbook_add_chart, NULL, book, type); }
static lxw_chart_series *chart_add_series_(lxw_chart *chart) { FORWARD(chart_add_series, NULL, chart, NULL, NULL); }
static void chart_series_set_categories_(
    lxw_chart_series *series, const char *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2) {
    FORWARD(chart_series_set_categories, NOTHING, series, sheet, r1, c1, r2, c2);
}
static void chart_series_set_values_(lxw_chart_series *series, const char *sheet, lxw_row_t r1, lxw_col_t c1, lxw_row_t r2, lxw_col_t c2) {
    FORWARD(chart_series_set_values, NOTHING, series, sheet, r1, c1, r2, c2);
}
static void chart_series_set_name_(lxw_chart_series *series, const char *name) { FORWARD(chart_series_set_name, NOTHING, series, name); }
static void chart_series_set_fill_(lxw_chart_series *series, lxw_chart_fill *fill) { FORWARD(chart_series_set_fill, NOTHING, series, fill); }
static void chart_series_set_labels_(lxw_chart_series *series) { FORWARD(chart_series_set_labels, NOTHING, series); }
static void chart_series_set_labels_num_format_(lxw_chart_series *series, const char *format) {
    FORWARD(chart_series_set_labels_num_format, NOTHING, series, format);
}
static void chart_set_gap_(lxw_chart *chart, uint16_t gap) { FORWARD(chart_set_series_gap, NOTHING, chart, gap); }
static void chart_title_set_name_(lxw_chart *chart, const char *name) { FORWARD(chart_title_set_name, NOTHING, chart, name); }
static void chart_title_set_name_font_(lxw_chart *chart, lxw_chart_font *font) { FORWARD(chart_title_set_name_font, NOTHING, chart, font); }
static void chart_legend_set_position_(lxw_chart *chart, uint8_t position) { FORWARD(chart_legend_set_position, NOTHING, chart, position); }
static void chart_chartarea_set_line_(lxw_chart *chart, lxw_chart_line *line) { FORWARD(chart_chartarea_set_line, NOTHING, chart, line); }
static lxw_chart_axis *chart_axis_get_(lxw_chart *chart, lxw_chart_axis_type type) { FORWARD(chart_axis_get, NULL, chart, type); }
static void chart_axis_set_reverse_(lxw_chart_axis *axis) { FORWARD(chart_axis_set_reverse, NOTHING, axis); }
static void chart_axis_set_min_(lxw_chart_axis *axis, double value) { FORWARD(chart_axis_set_min, NOTHING, axis, value); }
static void chart_axis_off_(lxw_chart_axis *axis) { FORWARD(chart_axis_off, NOTHING, axis); }
static void chart_axis_gridlines_(lxw_chart_axis *axis, uint8_t visible) { FORWARD(chart_axis_major_gridlines_set_visible, NOTHING, axis, visible); }

void worksheet_fit_to_pages(lxw_worksheet *sheet, uint16_t width, uint16_t height) { FORWARD(worksheet_fit_to_pages, NOTHING, sheet, width, height); }
void worksheet_freeze_panes(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column) { FORWARD(worksheet_freeze_panes, NOTHING, sheet, row, column); }
void worksheet_set_landscape(lxw_worksheet *sheet) { FORWARD(worksheet_set_landscape, NOTHING, sheet); }
void worksheet_set_paper(lxw_worksheet *sheet, uint8_t type) { FORWARD(worksheet_set_paper, NOTHING, sheet, type); }

// What takes structures full of pointers is laid out here, where C can lend them for the time of a call.

void cxlsx_set_properties(lxw_workbook *book, const char *title, int64_t created) {
    lxw_doc_properties properties = {.title = (char *)title, .created = (time_t)created};
    workbook_set_properties_(book, &properties);
}

void cxlsx_choices(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2, lxw_col_t c, const char *list, const char *title, const char *message, bool stops) {
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = (char *)list, .ignore_blank = LXW_VALIDATION_ON, .show_input = LXW_VALIDATION_ON,
        .show_error = stops ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF, .error_type = LXW_VALIDATION_ERROR_TYPE_STOP, .dropdown = LXW_VALIDATION_ON,
        .input_title = (char *)title, .input_message = (char *)message,
    };
    worksheet_data_validation_range_(sheet, r1, c, r2, c, &rule);
}

void cxlsx_colour_where(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2, lxw_col_t c, const char *quoted, lxw_format *format) {
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO, .value_string = (char *)quoted, .format = format};
    worksheet_conditional_format_range_(sheet, r1, c, r2, c, &rule);
}

void cxlsx_bars(
    lxw_workbook *book, lxw_worksheet *sheet, const char *name, bool standing, const char *title, const char *number_format, lxw_color_t color, lxw_row_t r1,
    lxw_row_t r2, lxw_col_t labels, lxw_col_t values, lxw_row_t at_row, lxw_col_t at_column, double x_scale, double y_scale) {
    lxw_chart *chart = workbook_add_chart_(book, standing ? LXW_CHART_COLUMN : LXW_CHART_BAR);
    lxw_chart_series *series = chart ? chart_add_series_(chart) : NULL;
    if (!series) return;
    chart_series_set_name_(series, title);
    chart_series_set_categories_(series, name, r1, labels, r2, labels);
    chart_series_set_values_(series, name, r1, values, r2, values);
    lxw_chart_fill fill = {.color = color};
    chart_series_set_fill_(series, &fill);
    chart_series_set_labels_(series);
    chart_series_set_labels_num_format_(series, number_format);
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE, .color = 0x333333};
    chart_title_set_name_(chart, title);
    chart_title_set_name_font_(chart, &font);
    chart_legend_set_position_(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_line none = {.none = LXW_TRUE};
    chart_chartarea_set_line_(chart, &none);
    chart_set_gap_(chart, 40);
    // The axes are named by where they lie: of lying bars, the categories stand at the left.
    lxw_chart_axis *categories = chart_axis_get_(chart, standing ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y);
    lxw_chart_axis *amounts = chart_axis_get_(chart, standing ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X);
    // Lying bars stand from below; the largest belongs on top.
    if (!standing) chart_axis_set_reverse_(categories);
    chart_axis_set_min_(amounts, 0);
    chart_axis_gridlines_(amounts, LXW_FALSE);
    chart_axis_off_(amounts);
    lxw_chart_options options = {.x_scale = x_scale, .y_scale = y_scale, .description = (char *)title};
    worksheet_insert_chart_opt_(sheet, at_row, at_column, chart, &options);
}
