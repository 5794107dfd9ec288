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

// One tag a token, each depending on the one before. A message is tokens from[m] ..< to[m].
void tags_train(const int64_t *indptr, const int32_t *idx, const uint8_t *tags, const int64_t *from, const int64_t *to, const int32_t *order, int64_t n,
                int width, float *W, float *G, float *T, float *H, float rate, float drop) {
    static int32_t kept[LONGEST];
    float z[MOST], scale = 1 / (1 - drop);
    for (int64_t r = 0; r < n; r++) {
        int before = width;
        for (int64_t i = from[order[r]]; i < to[order[r]]; i++) {
            int64_t count = keep(indptr, idx, i, drop, kept);
            memcpy(z, T + before * width, sizeof(float) * width);
            for (int64_t f = 0; f < count; f++) {
                const float *row = W + (int64_t)kept[f] * width;
                for (int k = 0; k < width; k++) z[k] += scale * row[k];
            }
            float top = z[0], total = 0, sum = 0;
            for (int k = 1; k < width; k++) if (z[k] > top) top = z[k];
            for (int k = 0; k < width; k++) total += z[k] = expf(z[k] - top);
            for (int k = 0; k < width; k++) z[k] /= total;
            z[tags[i]] -= 1;
            for (int k = 0; k < width; k++) sum += z[k] * z[k];
            for (int64_t f = 0; f < count; f++) {
                float *row = W + (int64_t)kept[f] * width;
                float step = rate / sqrtf(G[kept[f]] += sum);
                for (int k = 0; k < width; k++) row[k] -= step * z[k];
            }
            float step = rate / sqrtf(H[before] += sum);
            for (int k = 0; k < width; k++) T[before * width + k] -= step * z[k];
            before = tags[i];
        }
    }
}

// The most likely rows of tags; banned[before * width + tag] is 1 where a tag cannot follow.
void tags_predict(const int64_t *indptr, const int32_t *idx, const int64_t *from, const int64_t *to, const int32_t *messages, int64_t n, int width,
                  const float *W, const float *T, const uint8_t *banned, uint8_t *out) {
    static float V[4096][32];
    static uint8_t B[4096][32];
    float z[MOST];
    for (int64_t r = 0; r < n; r++) {
        int64_t a = from[messages[r]], e = to[messages[r]], length = e - a < 4096 ? e - a : 4096;
        for (int64_t t = 0; t < length; t++) {
            memset(z, 0, sizeof z);
            for (int64_t f = indptr[a + t]; f < indptr[a + t + 1]; f++) {
                const float *row = W + (int64_t)idx[f] * width;
                for (int k = 0; k < width; k++) z[k] += row[k];
            }
            for (int k = 0; k < width; k++) V[t][k] = -1e30f;
            for (int p = t ? 0 : width; p <= (t ? width - 1 : width); p++) {
                float s[MOST], top = -1e30f, total = 0;
                for (int k = 0; k < width; k++) {
                    s[k] = banned[p * width + k] ? -1e9f : z[k] + T[p * width + k];
                    if (s[k] > top) top = s[k];
                }
                for (int k = 0; k < width; k++) total += expf(s[k] - top);
                float lead = (t ? V[t - 1][p] : 0) - top - logf(total);
                for (int k = 0; k < width; k++) if (lead + s[k] > V[t][k]) { V[t][k] = lead + s[k]; B[t][k] = (uint8_t)p; }
            }
        }
        for (int64_t t = length; t < e - a; t++) out[a + t] = 0;
        if (!length) continue;
        int tag = 0;
        for (int k = 1; k < width; k++) if (V[length - 1][k] > V[length - 1][tag]) tag = k;
        for (int64_t t = length - 1; t >= 0; t--) { out[a + t] = (uint8_t)tag; tag = B[t][tag]; }
    }
}
