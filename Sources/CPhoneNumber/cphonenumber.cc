#include "cphonenumber.h"
#include <cstdint>
#include <cstring>
#include <string>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// No number with an extension, written however loosely, is longer; the library's regular expressions take time that grows with the square of it.
static const size_t longest = 100;

// Countries where a number that does not begin with a zero has no national prefix that could be taken off it: what follows the country code is the number.
static const int prefix_free[] = {852, 853, 886, 65, 60, 66, 84, 62, 81, 33, 44, 49, 91};

/// Whether "+", a country code and digits make such a number; libphonenumber's parser, six regular expressions, is for the rest.
static bool read_plain(const char *text, size_t length, PhoneNumber *number) {
    if (length < 8 || length > 16 || text[0] != '+') return false;
    for (size_t i = 1; i < length; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    for (int code : prefix_free) {
        const size_t digits = code < 100 ? 2 : 3;
        int written = 0;
        for (size_t i = 1; i <= digits; i++) written = written * 10 + (text[i] - '0');
        if (written != code || text[digits + 1] == '0') continue;
        uint64_t rest = 0;
        for (size_t i = digits + 1; i < length; i++) rest = rest * 10 + static_cast<uint64_t>(text[i] - '0');
        number->set_country_code(code);
        number->set_national_number(rest);
        return true;
    }
    return false;
}

size_t cpn_parse(const char *text, size_t length, const char *region, char *out, size_t capacity) {
    if (length > longest) return 0;
    const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (!read_plain(text, length, &number) && util->Parse(std::string(text, length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
    if (!util->IsValidNumber(number)) return 0;
    std::string formatted;
    util->Format(number, PhoneNumberUtil::E164, &formatted);
    if (number.has_extension() && !number.extension().empty()) formatted += ";ext=" + number.extension();
    if (formatted.size() + 1 > capacity) return 0;
    memcpy(out, formatted.c_str(), formatted.size() + 1);
    return formatted.size();
}

size_t cpn_national(const char *text, size_t length, const char *region, char *out, size_t capacity, int *kind) {
    if (length > longest) return 0;
    const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util->Parse(std::string(text, length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
    if (number.country_code() != util->GetCountryCodeForRegion(region)) return 0;
    if (util->IsValidNumber(number)) {
        switch (util->GetNumberType(number)) {
        case PhoneNumberUtil::MOBILE: *kind = 1; break;
        case PhoneNumberUtil::FIXED_LINE: *kind = 2; break;
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: *kind = 3; break;
        default: *kind = 4; break;
        }
    } else {
        // Numbers kept for examples are in no plan, but have the length of one.
        PhoneNumber example;
        if (!util->GetExampleNumberForType(region, PhoneNumberUtil::MOBILE, &example)) return 0;
        std::string given, wanted;
        util->GetNationalSignificantNumber(number, &given);
        util->GetNationalSignificantNumber(example, &wanted);
        if (given.size() != wanted.size() || given[0] != wanted[0]) return 0;
        *kind = 5;
    }
    std::string formatted;
    util->Format(number, PhoneNumberUtil::E164, &formatted);
    if (formatted.size() + 1 > capacity) return 0;
    memcpy(out, formatted.c_str(), formatted.size() + 1);
    return formatted.size();
}

size_t cpn_region(const char *text, size_t length, char *out, size_t capacity) {
    if (length > longest) return 0;
    const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util->Parse(std::string(text, length), "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
    std::string region;
    util->GetRegionCodeForNumber(number, &region);
    if (region.empty() || region.size() + 1 > capacity) return 0;
    memcpy(out, region.c_str(), region.size() + 1);
    return region.size();
}

int cpn_calling_code(const char *region) { return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region); }
