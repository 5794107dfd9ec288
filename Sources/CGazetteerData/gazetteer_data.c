#include "gazetteer_data.h"

_Alignas(16) const uint8_t gazetteer_data[] = {
#embed "gazetteer.bin"
};
const size_t gazetteer_data_size = sizeof gazetteer_data;
