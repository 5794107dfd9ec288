#pragma once
#include <stddef.h>
#include <stdint.h>

/// Character, surname and division tables of identity resolution, as written by scripts/identity/build.py.
const uint8_t *_Nonnull identity_data_bytes(void);
size_t identity_data_size(void);

/// Built-in level probabilities: one line per comparison level, one column per pair class.
const uint8_t *_Nonnull identity_model_bytes(void);
size_t identity_model_size(void);
