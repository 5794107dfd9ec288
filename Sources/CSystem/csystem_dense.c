#include "csystem_dense.h"
#include <string.h>

// A product and a sum rounded as one would make other bits on machines that have it.
#pragma clang fp contract(off)

typedef float lanes __attribute__((vector_size(32), aligned(4)));
enum { lane_count = 8 };

// A block of four rows and sixteen columns stays in registers while the inputs go by; each output adds up in the order of the inputs whatever the block.
#define DENSE(name, attributes)                                                                                                                    \
    attributes static void name(const float *x, size_t rows, size_t in, const float *w, const float *bias, size_t width, float *out) {              \
        for (size_t r = 0; r < rows; r += 4) {                                                                                                     \
            const size_t high = rows - r < 4 ? rows - r : 4;                                                                                       \
            const float *x0 = x + r * in, *x1 = x0 + (high > 1 ? in : 0), *x2 = x0 + (high > 2 ? 2 * in : 0), *x3 = x0 + (high > 3 ? 3 * in : 0);   \
            size_t j = 0;                                                                                                                          \
            for (; j + 2 * lane_count <= width; j += 2 * lane_count) {                                                                             \
                lanes a0, b0;                                                                                                                      \
                memcpy(&a0, bias + j, sizeof a0);                                                                                                  \
                memcpy(&b0, bias + j + lane_count, sizeof b0);                                                                                     \
                lanes a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;                                                                        \
                for (size_t k = 0; k < in; k++) {                                                                                                  \
                    lanes wa, wb;                                                                                                                  \
                    memcpy(&wa, w + k * width + j, sizeof wa);                                                                                     \
                    memcpy(&wb, w + k * width + j + lane_count, sizeof wb);                                                                        \
                    a0 += wa * x0[k], b0 += wb * x0[k];                                                                                            \
                    a1 += wa * x1[k], b1 += wb * x1[k];                                                                                            \
                    a2 += wa * x2[k], b2 += wb * x2[k];                                                                                            \
                    a3 += wa * x3[k], b3 += wb * x3[k];                                                                                            \
                }                                                                                                                                  \
                const lanes a[4] = {a0, a1, a2, a3}, b[4] = {b0, b1, b2, b3};                                                                      \
                for (size_t i = 0; i < high; i++) {                                                                                                \
                    memcpy(out + (r + i) * width + j, &a[i], sizeof a[i]);                                                                         \
                    memcpy(out + (r + i) * width + j + lane_count, &b[i], sizeof b[i]);                                                            \
                }                                                                                                                                  \
            }                                                                                                                                      \
            for (; j < width; j++)                                                                                                                 \
                for (size_t i = 0; i < high; i++) {                                                                                                \
                    float sum = bias[j];                                                                                                           \
                    for (size_t k = 0; k < in; k++) sum += w[k * width + j] * x[(r + i) * in + k];                                                 \
                    out[(r + i) * width + j] = sum;                                                                                                \
                }                                                                                                                                  \
        }                                                                                                                                          \
    }

DENSE(dense_plain, )
#if defined(__x86_64__)
DENSE(dense_avx2, __attribute__((target("avx2"))))
#endif

void csystem_dense(const float *x, size_t rows, size_t in, const float *w, const float *bias, size_t width, float *out) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        dense_avx2(x, rows, in, w, bias, width, out);
        return;
    }
#endif
    dense_plain(x, rows, in, w, bias, width, out);
}
