#pragma once
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utrans.h>
#include <unicode/unorm2.h>
#include <unicode/uchar.h>

// ICU renames its symbols by version through macros, which Swift does not see; these give the few that are used a plain name.
static inline UConverter *cicu_open(const char *name, UErrorCode *status) { return ucnv_open(name, status); }
static inline void cicu_close(UConverter *converter) { ucnv_close(converter); }
static inline void cicu_convert(UConverter *target, UConverter *source, char **out, const char *outLimit, const char **in, const char *inLimit,
                                UChar *pivotStart, UChar **pivotSource, UChar **pivotTarget, const UChar *pivotLimit, UBool reset, UBool flush, UErrorCode *status) {
    ucnv_convertEx(target, source, out, outLimit, in, inLimit, pivotStart, pivotSource, pivotTarget, pivotLimit, reset, flush, status);
}
