#include "act_data.h"

static const uint8_t act_table[] = {
#embed "acts.bin"
};

static const _Alignas(4) uint8_t word_table[] = {
#embed "words.bin"
};

const uint8_t *_Nonnull act_table_bytes(void) { return act_table; }
size_t act_table_size(void) { return sizeof act_table; }

const uint8_t *_Nonnull word_table_bytes(void) { return word_table; }
