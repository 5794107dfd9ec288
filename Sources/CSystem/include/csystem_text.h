#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a line holds, one bit each; see `csystem_scan_line`.
enum {
    csystem_line_return = 1,  // a CR
    csystem_line_colon = 2,   // `:`
};

/// Where a line ends and what it holds.
typedef struct {
    /// The offset of the LF, or the count when there is none.
    size_t end;
    uint32_t flags;
} csystem_line;

/// Finds the end of a line and tells in the same pass what stands before it.
csystem_line csystem_scan_line(const uint8_t *bytes, size_t count);

/// Copies UTF-8 as the inside of a JSON string; `to` has room for six bytes for each byte and 32 more. Answers where it ended.
uint8_t *csystem_copy_escaped(uint8_t *to, const uint8_t *bytes, size_t count);

/// Whether bytes are valid UTF-8 as a whole: 1 yes, 0 no, -1 when this machine has no fast way to tell.
int csystem_is_utf8(const uint8_t *bytes, size_t count);
