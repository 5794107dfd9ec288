#include "gazetteer_data.h"

static const uint8_t personal_names[] = {
#embed "personal_names.tsv"
};

const uint8_t *_Nonnull personal_names_start(void) { return personal_names; }
size_t personal_names_size(void) { return sizeof personal_names; }
