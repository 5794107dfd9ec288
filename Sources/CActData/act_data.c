#include "act_data.h"

static const uint8_t act_table[] = {
#embed "acts.bin"
};

static const _Alignas(4) uint8_t word_table[] = {
#embed "words.bin"
};

static const uint8_t number_words[] = {
#embed "numbers.tsv"
};

static const uint8_t base_letters[] = {
#embed "base_letters.txt"
};

const uint8_t *_Nonnull act_table_bytes(void) { return act_table; }
size_t act_table_size(void) { return sizeof act_table; }

const uint8_t *_Nonnull word_table_bytes(void) { return word_table; }

const uint8_t *_Nonnull number_words_bytes(void) { return number_words; }
size_t number_words_size(void) { return sizeof number_words; }

const uint8_t *_Nonnull base_letters_bytes(void) { return base_letters; }
