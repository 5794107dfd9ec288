#include "gazetteer_data.h"

static const uint8_t lands[] = {
#embed "lands.tsv"
};

const uint8_t *_Nonnull lands_start(void) { return lands; }
size_t lands_size(void) { return sizeof lands; }
