#pragma once
#include <stddef.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads `length` bytes of UTF-8 as a phone number as dialled in `region` (ISO 3166 alpha-2) and writes its E.164 form, with `;ext=` where it has an extension.
/// Answers the length written (without the closing NUL), or 0 when it is no valid number there or `capacity` is too small.
size_t cpn_parse(const char *text, size_t length, const char *region, char *out, size_t capacity);

/// Reads `length` bytes as a number dialled inside `region` and writes its E.164 form; 0 when nobody there has such a number.
/// `kind` becomes 1 for a mobile, 2 for a fixed line, 3 where the plan does not part the two, 4 for services, 5 for one that has a mobile's length and is in no plan.
size_t cpn_national(const char *text, size_t length, const char *region, char *out, size_t capacity, int *kind);

/// Writes the region (ISO 3166 alpha-2) of an E.164 number; 0 when it has none.
size_t cpn_region(const char *text, size_t length, char *out, size_t capacity);

/// The calling code of a region, 0 for none.
int cpn_calling_code(const char *region);

#ifdef __cplusplus
}
#endif
