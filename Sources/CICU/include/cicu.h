#pragma once
#include <stdint.h>

// ICU's own headers stay out of Swift's sight: Foundation carries another ICU, and a module that sees the types of both does not compile.

/// A converter between an encoding and UTF-16.
typedef struct cicu_converter cicu_converter;

/// A converter that stops at bytes it cannot decode; NULL when ICU does not know the name.
cicu_converter *cicu_open_strict(const char *name);
void cicu_close(cicu_converter *converter);

/// Decodes up to `capacity` units and moves `*in`; the number of undecodable bytes that stopped it goes to `*bad` (0 when nothing did).
int32_t cicu_decode(cicu_converter *converter, uint16_t *out, int32_t capacity, const uint8_t **in, const uint8_t *inEnd, int flush, int32_t *bad);

/// Encodes one unit; the number of bytes, or 0 when the encoding does not have it.
int32_t cicu_encode(cicu_converter *converter, uint16_t unit, uint8_t *out, int32_t capacity);

/// Makes UTF-8 of GB18030, U+FFFD for what cannot be decoded; the number of bytes, negative when they do not fit.
int32_t cicu_gb18030_to_utf8(const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity);

/// The script of a character, by ICU's number.
int32_t cicu_script(uint32_t scalar);

/// ICU's number of a script by its name; negative when there is none.
int32_t cicu_script_named(const char *name);

/// The version of the library that is loaded: "72.1".
const char *cicu_version(void);
