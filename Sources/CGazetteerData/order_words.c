#include "order_words.h"

static const uint8_t order_words[] = {
#embed "order_words.tsv"
};

const uint8_t *order_words_start(void) { return order_words; }
size_t order_words_size(void) { return sizeof order_words; }
