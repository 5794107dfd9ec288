#pragma once
#include <stddef.h>
#include <stdint.h>

/// The packed weights of the act model; see scripts/acts/train.py.
const uint8_t *_Nonnull act_table_bytes(void);
size_t act_table_size(void);

/// The packed words of Chinese; see scripts/acts/words.py.
const uint8_t *_Nonnull word_table_bytes(void);

/// Numbers in words (UTF-8): lines of word, value and use, parted by tabs.
const uint8_t *_Nonnull number_words_bytes(void);
size_t number_words_size(void);

/// The letters a-z under the accents of U+00C0...U+017F, then of U+1E00...U+1EFF; a space where there is none.
const uint8_t *_Nonnull base_letters_bytes(void);
