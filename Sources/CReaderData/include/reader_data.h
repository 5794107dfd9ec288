#pragma once
#include <stddef.h>
#include <stdint.h>

/// Words that stand where a name does and are never a person's, one a line: what they are, a tab, the word in lower case.
extern const uint8_t never_person[];
extern const size_t never_person_size;

/// The first byte of those words.
static inline const uint8_t *_Nonnull never_person_start(void) { return never_person; }

/// Words for parts of the day, one a line: first hour, hour behind the last, the word, with tabs between.
extern const uint8_t day_periods[];
extern const size_t day_periods_size;

/// The first byte of those words.
static inline const uint8_t *_Nonnull day_periods_start(void) { return day_periods; }

/// WhatsApp's own words, one a line: what it means, a tab, the words.
extern const uint8_t whatsapp_phrases[];
extern const size_t whatsapp_phrases_size;

/// The first byte of the phrases.
static inline const uint8_t *_Nonnull whatsapp_phrases_start(void) { return whatsapp_phrases; }

/// Words of tables: their letters, headers and cells, one line each: class, tab, meaning, tab, words separated by bars.
extern const uint8_t table_words[];
extern const size_t table_words_size;

/// The first byte of the words of tables.
static inline const uint8_t *_Nonnull table_words_start(void) { return table_words; }
