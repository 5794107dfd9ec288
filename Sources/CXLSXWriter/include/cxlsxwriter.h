#pragma once
#include <stdbool.h>
#include <xlsxwriter.h>

/// Whether libxlsxwriter can be loaded. Ask before anything else: the other calls do nothing without it.
bool cxlsx_is_available(void);
/// The version of the library, and the file that it was loaded from; NULL when it cannot be loaded.
const char *cxlsx_version(void);
const char *cxlsx_path(void);
/// The package that holds it on Debian and its relatives: the library whose structures this program was built with.
const char *cxlsx_package(void);

/// Title, and the time of making in seconds since 1970: without it the library takes the clock's, and no two files are alike.
void cxlsx_set_properties(lxw_workbook *book, const char *title, int64_t created);
/// Cells of a column that take one of a list, `"a,b,c"` with its quotes, and what is shown beside them.
void cxlsx_choices(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2, lxw_col_t c, const char *list, const char *title, const char *message, bool stops);
/// Colours the cells of a column that hold a text, given in quotes.
void cxlsx_colour_where(lxw_worksheet *sheet, lxw_row_t r1, lxw_row_t r2, lxw_col_t c, const char *quoted, lxw_format *format);
/// A chart of bars over two columns of the sheet `name`.
void cxlsx_bars(
    lxw_workbook *book, lxw_worksheet *sheet, const char *name, bool standing, const char *title, const char *number_format, lxw_color_t color, lxw_row_t r1,
    lxw_row_t r2, lxw_col_t labels, lxw_col_t values, lxw_row_t at_row, lxw_col_t at_column, double x_scale, double y_scale);
