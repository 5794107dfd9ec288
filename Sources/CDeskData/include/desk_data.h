#pragma once
#include <stddef.h>
#include <stdint.h>

/// How many files the desk brings along: templates, its style, its script, its words.
size_t desk_file_count(void);
/// The name of a file.
const char *_Nonnull desk_file_name(size_t number);
/// The first byte of a file.
const uint8_t *_Nonnull desk_file_start(size_t number);
/// The bytes of a file.
size_t desk_file_size(size_t number);

/// Gives the system back what was freed (malloc_trim, which Glibc's module hides).
void desk_give_back_memory(void);
