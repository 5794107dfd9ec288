#include "identity_data.h"

static const uint8_t identity_data[] = {
#embed "identity.bin"
};
static const uint8_t identity_model[] = {
#embed "model.txt"
};
static const uint8_t identity_nicknames[] = {
#embed "nicknames.txt"
};
static const uint8_t identity_romanisations[] = {
#embed "romanisations.txt"
};

const uint8_t *identity_data_bytes(void) { return identity_data; }
size_t identity_data_size(void) { return sizeof identity_data; }
const uint8_t *identity_model_bytes(void) { return identity_model; }
size_t identity_model_size(void) { return sizeof identity_model; }
const uint8_t *identity_nicknames_bytes(void) { return identity_nicknames; }
size_t identity_nicknames_size(void) { return sizeof identity_nicknames; }
const uint8_t *identity_romanisations_bytes(void) { return identity_romanisations; }
size_t identity_romanisations_size(void) { return sizeof identity_romanisations; }

static const uint8_t said_words[] = {
#embed "said_words.tsv"
};

const uint8_t *said_words_bytes(void) { return said_words; }
size_t said_words_size(void) { return sizeof said_words; }

static const uint8_t name_words[] = {
#embed "name_words.tsv"
};

const uint8_t *name_words_bytes(void) { return name_words; }
size_t name_words_size(void) { return sizeof name_words; }
