// The inner loops of train.py: logistic regression by AdaGrad over sparse binary features.
// One step size per feature row, weights kept by row; the order of examples is given, so that the same data gives the same bytes.
#include <math.h>
#include <stdint.h>
#include <string.h>

#define MOST 256
#define LONGEST 65536

static uint64_t state = 88172645463325252u;
static uint32_t next_random(void) {
    state ^= state << 13; state ^= state >> 7; state ^= state << 17;
    return (uint32_t)(state >> 32);
}

void seed_random(uint64_t seed) { state = 88172645463325252u ^ (seed * 0x9E3779B97F4A7C15u); }

// The features of an example that stay: the others are left out of this step, so that general features must tell where the words are new.
static int64_t keep(const int64_t *indptr, const int32_t *idx, int64_t i, float drop, int32_t *kept) {
    uint32_t limit = (uint32_t)(drop * 4294967295.0);
    int64_t n = 0;
    for (int64_t f = indptr[i]; f < indptr[i + 1] && n < LONGEST; f++) if (next_random() >= limit) kept[n++] = idx[f];
    return n;
}

// Beyond 30 an infinity would become no number under fast arithmetic.
static inline float logistic(float z) { return 1.0f / (1.0f + expf(z < -30 ? 30 : z > 30 ? -30 : -z)); }

// Several labels an example. W: columns x width, G: columns, b: width, Y: examples x width.
void labels_train(const int64_t *indptr, const int32_t *idx, const float *Y, const int32_t *order, int64_t n, int width,
                  float *W, float *G, float *b, float rate, float drop) {
    static int32_t kept[LONGEST];
    float z[MOST], g[MOST], scale = 1 / (1 - drop);
    for (int64_t r = 0; r < n; r++) {
        int64_t i = order[r];
        int64_t count = keep(indptr, idx, i, drop, kept);
        memcpy(z, b, sizeof(float) * width);
        for (int64_t f = 0; f < count; f++) {
            const float *row = W + (int64_t)kept[f] * width;
            for (int k = 0; k < width; k++) z[k] += scale * row[k];
        }
        float sum = 0;
        for (int k = 0; k < width; k++) {
            // A label below 0 is not known: it teaches nothing.
            g[k] = Y[i * width + k] < 0 ? 0 : logistic(z[k]) - Y[i * width + k];
            sum += g[k] * g[k];
        }
        for (int64_t f = 0; f < count; f++) {
            float *row = W + (int64_t)kept[f] * width;
            float step = rate / sqrtf(G[kept[f]] += sum);
            for (int k = 0; k < width; k++) row[k] -= step * g[k];
        }
        for (int k = 0; k < width; k++) b[k] -= 0.02f * g[k];
    }
}

void labels_predict(const int64_t *indptr, const int32_t *idx, const int32_t *rows, int64_t n, int width, const float *W, const float *b, float *P) {
    for (int64_t r = 0; r < n; r++) {
        int64_t i = rows[r];
        float *z = P + r * width;
        memcpy(z, b, sizeof(float) * width);
        for (int64_t f = indptr[i]; f < indptr[i + 1]; f++) {
            const float *row = W + (int64_t)idx[f] * width;
            for (int k = 0; k < width; k++) z[k] += row[k];
        }
        for (int k = 0; k < width; k++) z[k] = logistic(z[k]);
    }
}

// ---- Tags: a chain, one tag a token. A message is tokens from[m] ..< to[m]; T holds the weights of a tag behind each tag, its last row those of the first token;
// banned[before * width + tag] is 1 where a tag cannot follow.

#define TOKENS 4096
#define TAGS 16

static void weigh(const int64_t *indptr, const int32_t *idx, int64_t at, int64_t length, int width, const float *W, float Z[][TAGS]) {
    for (int64_t t = 0; t < length; t++) {
        memset(Z[t], 0, sizeof Z[t]);
        for (int64_t f = indptr[at + t]; f < indptr[at + t + 1]; f++) {
            const float *row = W + (int64_t)idx[f] * width;
            for (int k = 0; k < width; k++) Z[t][k] += row[k];
        }
    }
}

// Exponentials of the weights of one token, and what they were divided by. (Kept at 80 below the top: what is less likely counts as nothing.)
static void powers(const float *z, int width, float *e) {
    float top = z[0];
    for (int k = 1; k < width; k++) if (z[k] > top) top = z[k];
    for (int k = 0; k < width; k++) e[k] = z[k] - top < -80 ? 0 : expf(z[k] - top);
}

static void norm(float *v, int width) {
    float sum = 1e-30f;
    for (int k = 0; k < width; k++) sum += v[k];
    for (int k = 0; k < width; k++) v[k] /= sum;
}

// A conditional random field by AdaGrad: the step of a message follows the chances of each tag and of each pair, over all rows of tags that can be.
void tags_train(const int64_t *indptr, const int32_t *idx, const uint8_t *tags, const int64_t *from, const int64_t *to, const int32_t *order, int64_t n,
                int width, float *W, float *G, float *T, float *H, const uint8_t *banned, float rate) {
    static float Z[TOKENS][TAGS], E[TOKENS][TAGS], A[TOKENS][TAGS], B[TOKENS][TAGS];
    float M[TAGS + 1][TAGS], P[TAGS + 1][TAGS];
    for (int64_t r = 0; r < n; r++) {
        int64_t at = from[order[r]], length = to[order[r]] - at;
        if (length > TOKENS) length = TOKENS;
        if (!length) continue;
        weigh(indptr, idx, at, length, width, W, Z);
        for (int p = 0; p <= width; p++) for (int k = 0; k < width; k++) {
            M[p][k] = banned[p * width + k] ? 0 : expf(T[p * width + k]);
            P[p][k] = 0;
        }
        for (int64_t t = 0; t < length; t++) {
            powers(Z[t], width, E[t]);
            for (int k = 0; k < width; k++) {
                float sum = 0;
                if (t) for (int p = 0; p < width; p++) sum += A[t - 1][p] * M[p][k]; else sum = M[width][k];
                A[t][k] = sum * E[t][k];
            }
            norm(A[t], width);
        }
        for (int64_t t = length - 1; t >= 0; t--) {
            for (int p = 0; p < width; p++) {
                float sum = 0;
                if (t + 1 < length) for (int k = 0; k < width; k++) sum += M[p][k] * E[t + 1][k] * B[t + 1][k]; else sum = 1;
                B[t][p] = sum;
            }
            norm(B[t], width);
        }
        for (int64_t t = 0; t < length; t++) {
            float g[TAGS], sum = 0;
            for (int k = 0; k < width; k++) g[k] = A[t][k] * B[t][k];
            norm(g, width);
            if (t) {
                float pair[TAGS][TAGS], all = 1e-30f;
                for (int p = 0; p < width; p++) for (int k = 0; k < width; k++) all += pair[p][k] = A[t - 1][p] * M[p][k] * E[t][k] * B[t][k];
                for (int p = 0; p < width; p++) for (int k = 0; k < width; k++) P[p][k] += pair[p][k] / all;
                P[tags[at + t - 1]][tags[at + t]] -= 1;
            } else {
                for (int k = 0; k < width; k++) P[width][k] += g[k];
                P[width][tags[at]] -= 1;
            }
            g[tags[at + t]] -= 1;
            for (int k = 0; k < width; k++) sum += g[k] * g[k];
            // A token that is sure already teaches nothing more.
            if (sum < 1e-4f) continue;
            for (int64_t f = indptr[at + t]; f < indptr[at + t + 1]; f++) {
                float *row = W + (int64_t)idx[f] * width;
                float step = rate / sqrtf(G[idx[f]] += sum);
                for (int k = 0; k < width; k++) row[k] -= step * g[k];
            }
        }
        for (int p = 0; p <= width; p++) {
            float sum = 0;
            for (int k = 0; k < width; k++) if (!banned[p * width + k]) sum += P[p][k] * P[p][k];
            if (sum < 1e-10f) continue;
            float step = rate / sqrtf(H[p] += sum);
            for (int k = 0; k < width; k++) if (!banned[p * width + k]) T[p * width + k] -= step * P[p][k];
        }
    }
}

// The most likely rows of tags.
void tags_predict(const int64_t *indptr, const int32_t *idx, const int64_t *from, const int64_t *to, const int32_t *messages, int64_t n, int width,
                  const float *W, const float *T, const uint8_t *banned, uint8_t *out) {
    static float Z[TOKENS][TAGS], V[TOKENS][TAGS];
    static uint8_t B[TOKENS][TAGS];
    for (int64_t r = 0; r < n; r++) {
        int64_t at = from[messages[r]], end = to[messages[r]], length = end - at < TOKENS ? end - at : TOKENS;
        weigh(indptr, idx, at, length, width, W, Z);
        for (int64_t t = 0; t < length; t++) {
            for (int k = 0; k < width; k++) {
                V[t][k] = -1e30f;
                for (int p = t ? 0 : width; p <= (t ? width - 1 : width); p++) {
                    float v = banned[p * width + k] ? -1e9f : Z[t][k] + T[p * width + k];
                    if (t) v += V[t - 1][p];
                    if (v > V[t][k]) { V[t][k] = v; B[t][k] = (uint8_t)p; }
                }
            }
        }
        for (int64_t t = length; t < end - at; t++) out[at + t] = 0;
        if (!length) continue;
        int tag = 0;
        for (int k = 1; k < width; k++) if (V[length - 1][k] > V[length - 1][tag]) tag = k;
        for (int64_t t = length - 1; t >= 0; t--) { out[at + t] = (uint8_t)tag; tag = B[t][tag]; }
    }
}
