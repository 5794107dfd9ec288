#pragma once
#include <stddef.h>
#include <stdint.h>

/// Where order_words.tsv begins, as it stands.
const uint8_t *order_words_start(void);
size_t order_words_size(void);
