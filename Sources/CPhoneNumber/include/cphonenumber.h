#pragma once
#include <stddef.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads `length` bytes of UTF-8 as a phone number as dialled in `region` (ISO 3166 alpha-2) and writes its E.164 form, with `;ext=` where it has an extension.
/// Answers the length written (without the closing NUL), or 0 when it is no valid number there or `capacity` is too small.
size_t cpn_parse(const char *text, size_t length, const char *region, char *out, size_t capacity);

#ifdef __cplusplus
}
#endif
