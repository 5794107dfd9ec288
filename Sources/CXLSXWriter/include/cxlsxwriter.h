#pragma once
#include <stdbool.h>
#include <xlsxwriter.h>

/// Whether libxlsxwriter can be loaded. Ask before anything else: the other calls do nothing without it.
bool cxlsx_is_available(void);
