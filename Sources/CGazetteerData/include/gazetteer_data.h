#pragma once
#include <stddef.h>
#include <stdint.h>

/// The packed gazetteer tables, as written by scripts/build_gazetteer.py.
extern const uint8_t gazetteer_data[];
extern const size_t gazetteer_data_size;

/// The first byte of the tables.
static inline const uint8_t *_Nonnull gazetteer_data_start(void) { return gazetteer_data; }

/// Where address_words.tsv begins, as it stands.
const uint8_t *_Nonnull address_words_start(void);
size_t address_words_size(void);

/// Where personal_names.tsv begins, as it stands.
const uint8_t *_Nonnull personal_names_start(void);
size_t personal_names_size(void);

/// Where lands.tsv begins, as it stands.
const uint8_t *_Nonnull lands_start(void);
size_t lands_size(void);
