#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

/// The version of the library that is loaded, as digits; the variable itself is not safe to look at for Swift.
static inline const char *cxml_version(void) { return xmlParserVersion; }
