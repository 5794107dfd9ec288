#pragma once
#include <stddef.h>
#include <stdint.h>

/// HMAC-SHA256 (RFC 2104, FIPS 180-4) of a text under a key, by nettle; writes 32 bytes.
void ckeyedhash_sha256(const uint8_t *key, size_t keyLength, const uint8_t *text, size_t textLength, uint8_t *out);

/// The version of nettle that is loaded: 3 and 8.
int ckeyedhash_major(void);
int ckeyedhash_minor(void);
