#include "identity_data.h"

static const uint8_t identity_data[] = {
#embed "identity.bin"
};
static const uint8_t identity_model[] = {
#embed "model.txt"
};

const uint8_t *identity_data_bytes(void) { return identity_data; }
size_t identity_data_size(void) { return sizeof identity_data; }
const uint8_t *identity_model_bytes(void) { return identity_model; }
size_t identity_model_size(void) { return sizeof identity_model; }
