#include "gazetteer_data.h"

static const uint8_t address_words[] = {
#embed "address_words.tsv"
};

const uint8_t *_Nonnull address_words_start(void) { return address_words; }
size_t address_words_size(void) { return sizeof address_words; }
