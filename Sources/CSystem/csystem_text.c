#include "csystem_text.h"
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// MARK: Lines

csystem_line csystem_scan_line(const uint8_t *bytes, size_t count) {
    uint32_t flags = 0;
    size_t at = 0;
#if defined(__x86_64__)
    const __m128i lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r'), colon = _mm_set1_epi8(':');
    __m128i returns = _mm_setzero_si128(), colons = returns;
    for (; at + 16 <= count; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(bytes + at));
        uint32_t end = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, lf));
        if (end) {
            // The last sixteen count up to the line end only.
            uint32_t inside = (end & -end) - 1;
            uint32_t here = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, cr)) & inside, there = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, colon)) & inside;
            flags = (here | (uint32_t)_mm_movemask_epi8(returns) ? csystem_line_return : 0) | (there | (uint32_t)_mm_movemask_epi8(colons) ? csystem_line_colon : 0);
            return (csystem_line){at + (size_t)__builtin_ctz(end), flags};
        }
        returns = _mm_or_si128(returns, _mm_cmpeq_epi8(v, cr));
        colons = _mm_or_si128(colons, _mm_cmpeq_epi8(v, colon));
    }
    flags = (_mm_movemask_epi8(returns) ? csystem_line_return : 0) | (_mm_movemask_epi8(colons) ? csystem_line_colon : 0);
#endif
    for (; at < count && bytes[at] != '\n'; at++) {
        if (bytes[at] == '\r') flags |= csystem_line_return;
        if (bytes[at] == ':') flags |= csystem_line_colon;
    }
    return (csystem_line){at, flags};
}

// MARK: JSON strings

static uint8_t *escape(uint8_t *to, uint8_t byte) {
    static const char digits[] = "0123456789abcdef";
    *to++ = '\\';
    switch (byte) {
    case '"':
    case '\\': *to++ = byte; break;
    case '\n': *to++ = 'n'; break;
    case '\r': *to++ = 'r'; break;
    case '\t': *to++ = 't'; break;
    default:
        memcpy(to, "u00", 3);
        to[3] = (uint8_t)digits[byte >> 4];
        to[4] = (uint8_t)digits[byte & 15];
        to += 5;
    }
    return to;
}

uint8_t *csystem_copy_escaped(uint8_t *to, const uint8_t *bytes, size_t count) {
    size_t at = 0;
#if defined(__x86_64__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    while (at + 16 <= count) {
        __m128i v = _mm_loadu_si128((const __m128i *)(bytes + at));
        _mm_storeu_si128((__m128i *)to, v);
        __m128i special = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(v, control), v), _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)));
        uint32_t mask = (uint32_t)_mm_movemask_epi8(special);
        if (!mask) {
            at += 16;
            to += 16;
            continue;
        }
        uint32_t plain = (uint32_t)__builtin_ctz(mask);
        at += plain;
        to = escape(to + plain, bytes[at++]);
    }
    // Eight bytes more, or four, when none of them is special.
    while (at < count) {
        uint64_t word = 0;
        size_t step = count - at >= 8 ? 8 : count - at >= 4 ? 4 : 1;
        if (step == 1) break;
        memcpy(&word, bytes + at, step);
        __m128i v = _mm_cvtsi64_si128((long long)word);
        __m128i special = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(v, control), v), _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)));
        uint32_t mask = (uint32_t)_mm_movemask_epi8(special) & ((1u << step) - 1);
        memcpy(to, &word, 8);
        if (!mask) {
            at += step;
            to += step;
            continue;
        }
        uint32_t plain = (uint32_t)__builtin_ctz(mask);
        at += plain;
        to = escape(to + plain, bytes[at++]);
    }
#endif
    for (; at < count; at++) {
        uint8_t byte = bytes[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\') *to++ = byte;
        else to = escape(to, byte);
    }
    return to;
}

// MARK: UTF-8

#if defined(__x86_64__)

// The check by three table look-ups of Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2020): each of the nibbles around the border of
// two neighbouring bytes tells which errors it allows; an error that all three allow is one. What is left is that third and fourth bytes stand where they must.
enum {
    too_short = 1 << 0,    // a lead byte or ASCII where a continuation must stand
    too_long = 1 << 1,     // a continuation behind ASCII
    overlong_3 = 1 << 2,   // E0 80...9F
    too_large = 1 << 3,    // F4 90... and above
    surrogate = 1 << 4,    // ED A0...BF
    overlong_2 = 1 << 5,   // C0, C1
    above_1000 = 1 << 6,   // F5... 80...8F; F0 80...8F shares the bit
    two_rest = 1 << 7,     // two continuations: allowed as third and fourth bytes only
    always = too_short | too_long | two_rest,
};

#define TWICE(...) __VA_ARGS__, __VA_ARGS__

__attribute__((target("avx2"))) static bool is_utf8_avx2(const uint8_t *bytes, size_t count) {
    const __m256i first_high = _mm256_setr_epi8(TWICE(
        too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, (char)two_rest, (char)two_rest, (char)two_rest, (char)two_rest,
        too_short | overlong_2, too_short, too_short | overlong_3 | surrogate, too_short | too_large | above_1000));
    const __m256i first_low = _mm256_setr_epi8(TWICE(
        (char)(always | overlong_3 | overlong_2 | above_1000), (char)(always | overlong_2), (char)always, (char)always, (char)(always | too_large),
        (char)(always | too_large | above_1000), (char)(always | too_large | above_1000), (char)(always | too_large | above_1000),
        (char)(always | too_large | above_1000), (char)(always | too_large | above_1000), (char)(always | too_large | above_1000),
        (char)(always | too_large | above_1000), (char)(always | too_large | above_1000), (char)(always | too_large | above_1000 | surrogate),
        (char)(always | too_large | above_1000), (char)(always | too_large | above_1000)));
    const __m256i second_high = _mm256_setr_epi8(TWICE(
        too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
        (char)(too_long | overlong_2 | two_rest | overlong_3 | above_1000), (char)(too_long | overlong_2 | two_rest | overlong_3 | too_large),
        (char)(too_long | overlong_2 | two_rest | surrogate | too_large), (char)(too_long | overlong_2 | two_rest | surrogate | too_large), too_short, too_short,
        too_short, too_short));
    const __m256i low = _mm256_set1_epi8(0x0F), high = _mm256_set1_epi8((char)0x80);
    // Lead bytes so near the end of a block that their character goes on in the next one.
    const __m256i open_leads = _mm256_setr_epi8(
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, (char)0xEF, (char)0xDF, (char)0xBF);
    __m256i error = _mm256_setzero_si256(), before = error, open = error;
    uint8_t rest[32];
    for (size_t at = 0; at < count; at += 32) {
        const uint8_t *block = bytes + at;
        if (count - at < 32) {
            memset(rest, 0, 32);
            memcpy(rest, block, count - at);
            block = rest;
        }
        __m256i v = _mm256_loadu_si256((const __m256i *)block);
        if (_mm256_movemask_epi8(v) == 0) {
            error = _mm256_or_si256(error, open);
            open = _mm256_setzero_si256();
        } else {
            __m256i joined = _mm256_permute2x128_si256(before, v, 0x21);
            __m256i prev1 = _mm256_alignr_epi8(v, joined, 15), prev2 = _mm256_alignr_epi8(v, joined, 14), prev3 = _mm256_alignr_epi8(v, joined, 13);
            __m256i pairs = _mm256_and_si256(
                _mm256_and_si256(
                    _mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(prev1, 4), low)), _mm256_shuffle_epi8(first_low, _mm256_and_si256(prev1, low))),
                _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(v, 4), low)));
            __m256i third = _mm256_subs_epu8(prev2, _mm256_set1_epi8((char)(0xE0 - 0x80))), fourth = _mm256_subs_epu8(prev3, _mm256_set1_epi8((char)(0xF0 - 0x80)));
            __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), high);
            error = _mm256_or_si256(error, _mm256_xor_si256(must, pairs));
            open = _mm256_subs_epu8(v, open_leads);
        }
        before = v;
    }
    error = _mm256_or_si256(error, open);
    return _mm256_testz_si256(error, error);
}
#endif

int csystem_is_utf8(const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return is_utf8_avx2(bytes, count);
#endif
    return -1;
}
