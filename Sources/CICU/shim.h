#pragma once
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utrans.h>
#include <unicode/unorm2.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

// ICU renames its symbols by version through macros, which Swift does not see; these give the few that are used a plain name.
static inline UConverter *cicu_open(const char *name, UErrorCode *status) { return ucnv_open(name, status); }
static inline void cicu_close(UConverter *converter) { ucnv_close(converter); }
static inline void cicu_convert(UConverter *target, UConverter *source, char **out, const char *outLimit, const char **in, const char *inLimit,
                                UChar *pivotStart, UChar **pivotSource, UChar **pivotTarget, const UChar *pivotLimit, UBool reset, UBool flush, UErrorCode *status) {
    ucnv_convertEx(target, source, out, outLimit, in, inLimit, pivotStart, pivotSource, pivotTarget, pivotLimit, reset, flush, status);
}

/// A converter that stops at bytes it cannot decode; NULL when ICU does not know the name.
static inline UConverter *cicu_open_strict(const char *name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status)) return 0;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, 0, 0, 0, &status);
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, 0, 0, 0, &status);
    return converter;
}

/// Decodes up to `capacity` units and moves `*in`; the number of undecodable bytes that stopped it goes to `*bad` (0 when nothing did).
static inline int32_t cicu_decode(UConverter *converter, uint16_t *out, int32_t capacity, const uint8_t **in, const uint8_t *inEnd, int flush, int32_t *bad) {
    UErrorCode status = U_ZERO_ERROR;
    UChar *target = (UChar *)out;
    ucnv_toUnicode(converter, &target, (UChar *)out + capacity, (const char **)in, (const char *)inEnd, 0, flush != 0, &status);
    *bad = 0;
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
        char bytes[32];
        int8_t length = sizeof bytes;
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter, bytes, &length, &ignored);
        *bad = U_SUCCESS(ignored) && length > 0 ? length : 1;
    }
    return (int32_t)(target - (UChar *)out);
}

/// Encodes one unit; the number of bytes, or 0 when the encoding does not have it.
static inline int32_t cicu_encode(UConverter *converter, uint16_t unit, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UChar text = unit;
    int32_t count = ucnv_fromUChars(converter, (char *)out, capacity, &text, 1, &status);
    return U_SUCCESS(status) ? count : 0;
}

/// The script of a character, by ICU's number.
static inline int32_t cicu_script(uint32_t scalar) { return u_getIntPropertyValue((UChar32)scalar, UCHAR_SCRIPT); }

/// ICU's number of a script by its name; negative when there is none.
static inline int32_t cicu_script_named(const char *name) { return u_getPropertyValueEnum(UCHAR_SCRIPT, name); }

/// The version of the library that is loaded: "72.1".
static inline const char *cicu_version(void) {
    static _Thread_local char text[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, text);
    return text;
}
