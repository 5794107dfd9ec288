#pragma once
#include <stddef.h>
#include <stdint.h>

/// Character, surname and division tables of identity resolution, as written by scripts/identity/build.py.
const uint8_t *_Nonnull identity_data_bytes(void);
size_t identity_data_size(void);

/// Built-in level probabilities: one line per comparison level, one column per pair class.
const uint8_t *_Nonnull identity_model_bytes(void);
size_t identity_model_size(void);

/// Names that many people bear on messengers, parted by blanks; lines that begin with # are comments.
const uint8_t *_Nonnull identity_nicknames_bytes(void);
size_t identity_nicknames_size(void);

/// How Han characters of names are written in Latin letters: a line for each character, its readings parted by blanks.
const uint8_t *_Nonnull identity_romanisations_bytes(void);
size_t identity_romanisations_size(void);

/// Words by which people say who they are and whose something is: a line for each class.
const uint8_t *_Nonnull said_words_bytes(void);
size_t said_words_size(void);

/// Words of written names and addresses: a line for each class.
const uint8_t *_Nonnull name_words_bytes(void);
size_t name_words_size(void);

/// Asks for memory that will be read soon. Pairs of records lie far apart, and waiting for them is most of what comparing a million records costs.
static inline void identity_prefetch(const void *_Nonnull address, size_t bytes) {
    for (size_t at = 0; at < bytes; at += 64) __builtin_prefetch((const char *)address + at, 0, 2);
}
