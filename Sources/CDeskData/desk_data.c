#include "desk_data.h"
#include <malloc.h>

static const uint8_t layout[] = {
#embed "layout.mustache"
};
static const uint8_t customers[] = {
#embed "customers.mustache"
};
static const uint8_t customer[] = {
#embed "customer.mustache"
};
static const uint8_t said[] = {
#embed "said.mustache"
};
static const uint8_t check[] = {
#embed "check.mustache"
};
static const uint8_t today[] = {
#embed "today.mustache"
};
static const uint8_t import_page[] = {
#embed "import.mustache"
};
static const uint8_t write_page[] = {
#embed "write.mustache"
};
static const uint8_t history[] = {
#embed "history.mustache"
};
static const uint8_t forget[] = {
#embed "forget.mustache"
};
static const uint8_t figures[] = {
#embed "figures.mustache"
};
static const uint8_t settings[] = {
#embed "settings.mustache"
};
static const uint8_t products[] = {
#embed "products.mustache"
};
static const uint8_t message[] = {
#embed "message.mustache"
};
static const uint8_t style[] = {
#embed "desk.css"
};
static const uint8_t script[] = {
#embed "desk.js"
};
static const uint8_t words[] = {
#embed "words.tsv"
};
static const uint8_t spoken[] = {
#embed "spoken.tsv"
};

static const struct {
  const char *name;
  const uint8_t *start;
  size_t size;
} files[] = {
    {"layout.mustache", layout, sizeof layout},
    {"customers.mustache", customers, sizeof customers},
    {"customer.mustache", customer, sizeof customer},
    {"said.mustache", said, sizeof said},
    {"check.mustache", check, sizeof check},
    {"today.mustache", today, sizeof today},
    {"import.mustache", import_page, sizeof import_page},
    {"write.mustache", write_page, sizeof write_page},
    {"history.mustache", history, sizeof history},
    {"forget.mustache", forget, sizeof forget},
    {"figures.mustache", figures, sizeof figures},
    {"settings.mustache", settings, sizeof settings},
    {"products.mustache", products, sizeof products},
    {"message.mustache", message, sizeof message},
    {"desk.css", style, sizeof style},
    {"desk.js", script, sizeof script},
    {"words.tsv", words, sizeof words},
    {"spoken.tsv", spoken, sizeof spoken},
};

size_t desk_file_count(void) { return sizeof files / sizeof *files; }
const char *desk_file_name(size_t number) { return files[number].name; }
const uint8_t *desk_file_start(size_t number) { return files[number].start; }
size_t desk_file_size(size_t number) { return files[number].size; }
void desk_give_back_memory(void) { malloc_trim(0); }
