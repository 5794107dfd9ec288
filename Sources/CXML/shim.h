#pragma once
// libxml2's headers would bring those of ICU, which Foundation has too (see CICU); no converter of theirs is used.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

/// The version of the library that is loaded, as digits; the variable itself is not safe to look at for Swift.
static inline const char *cxml_version(void) { return xmlParserVersion; }
