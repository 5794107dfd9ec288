#include "reader_data.h"

const uint8_t never_person[] = {
#embed "never_person.tsv"
};
const size_t never_person_size = sizeof never_person;

const uint8_t day_periods[] = {
#embed "day_periods.tsv"
};
const size_t day_periods_size = sizeof day_periods;

const uint8_t whatsapp_phrases[] = {
#embed "whatsapp_phrases.tsv"
};
const size_t whatsapp_phrases_size = sizeof whatsapp_phrases;

const uint8_t table_words[] = {
#embed "table_letters.tsv" suffix(, )
#embed "table_headers.tsv" suffix(, )
#embed "table_values.tsv"
};
const size_t table_words_size = sizeof table_words;
