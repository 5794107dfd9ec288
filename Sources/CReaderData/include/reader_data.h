#pragma once
#include <stddef.h>
#include <stdint.h>

/// WhatsApp's own words, one a line: what it means, a tab, the words.
extern const uint8_t whatsapp_phrases[];
extern const size_t whatsapp_phrases_size;

/// The first byte of the phrases.
static inline const uint8_t *_Nonnull whatsapp_phrases_start(void) { return whatsapp_phrases; }
