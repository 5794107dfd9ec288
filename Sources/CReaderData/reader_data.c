#include "reader_data.h"

const uint8_t whatsapp_phrases[] = {
#embed "whatsapp_phrases.tsv"
};
const size_t whatsapp_phrases_size = sizeof whatsapp_phrases;
