#include "cicu.h"
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uversion.h>

cicu_converter *cicu_open_strict(const char *name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status)) return 0;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, 0, 0, 0, &status);
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, 0, 0, 0, &status);
    return (cicu_converter *)converter;
}

void cicu_close(cicu_converter *converter) { ucnv_close((UConverter *)converter); }

int32_t cicu_decode(cicu_converter *converter, uint16_t *out, int32_t capacity, const uint8_t **in, const uint8_t *inEnd, int flush, int32_t *bad) {
    UErrorCode status = U_ZERO_ERROR;
    UChar *target = (UChar *)out;
    ucnv_toUnicode((UConverter *)converter, &target, (UChar *)out + capacity, (const char **)in, (const char *)inEnd, 0, flush != 0, &status);
    *bad = 0;
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
        char bytes[32];
        int8_t length = sizeof bytes;
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars((UConverter *)converter, bytes, &length, &ignored);
        *bad = U_SUCCESS(ignored) && length > 0 ? length : 1;
    }
    return (int32_t)(target - (UChar *)out);
}

int32_t cicu_encode(cicu_converter *converter, uint16_t unit, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UChar text = unit;
    int32_t count = ucnv_fromUChars((UConverter *)converter, (char *)out, capacity, &text, 1, &status);
    return U_SUCCESS(status) ? count : 0;
}

int32_t cicu_gb18030_to_utf8(const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = ucnv_convert("UTF-8", "GB18030", (char *)out, capacity, (const char *)in, count, &status);
    return U_SUCCESS(status) ? length : -1;
}

int32_t cicu_script(uint32_t scalar) { return u_getIntPropertyValue((UChar32)scalar, UCHAR_SCRIPT); }

int32_t cicu_script_named(const char *name) { return u_getPropertyValueEnum(UCHAR_SCRIPT, name); }

const char *cicu_version(void) {
    static _Thread_local char text[U_MAX_VERSION_STRING_LENGTH];
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, text);
    return text;
}
