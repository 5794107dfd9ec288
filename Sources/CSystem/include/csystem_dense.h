#pragma once
#include <stddef.h>

/// out = x · w + bias, row by row: x is rows × in, w in × width, out rows × width, each row by row without gaps. The same bits on every machine.
void csystem_dense(const float *_Nonnull x, size_t rows, size_t in, const float *_Nonnull w, const float *_Nonnull bias, size_t width, float *_Nonnull out);
