#pragma once
#include <stddef.h>
#include <stdint.h>

/// The packed weights of the act model; see scripts/acts/train.py.
const uint8_t *_Nonnull act_table_bytes(void);
size_t act_table_size(void);

/// The packed words of Chinese; see scripts/acts/words.py.
const uint8_t *_Nonnull word_table_bytes(void);
