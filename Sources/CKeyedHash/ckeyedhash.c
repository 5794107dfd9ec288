#include "ckeyedhash.h"
#include <nettle/hmac.h>
#include <nettle/version.h>

void ckeyedhash_sha256(const uint8_t *key, size_t keyLength, const uint8_t *text, size_t textLength, uint8_t *out) {
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, keyLength, key);
    hmac_sha256_update(&context, textLength, text);
    hmac_sha256_digest(&context, SHA256_DIGEST_SIZE, out);
}

int ckeyedhash_major(void) { return nettle_version_major(); }
int ckeyedhash_minor(void) { return nettle_version_minor(); }
