#include "cphonenumber.h"
#include <cstring>
#include <string>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

size_t cpn_parse(const char *text, size_t length, const char *region, char *out, size_t capacity, int *type, char country[3]) {
    PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util->Parse(std::string(text, length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR || !util->IsValidNumber(number)) return 0;
    std::string formatted, where;
    util->Format(number, PhoneNumberUtil::E164, &formatted);
    if (number.has_extension() && !number.extension().empty()) formatted += ";ext=" + number.extension();
    util->GetRegionCodeForNumber(number, &where);
    if (formatted.size() + 1 > capacity) return 0;
    memcpy(out, formatted.c_str(), formatted.size() + 1);
    *type = static_cast<int>(util->GetNumberType(number));
    memset(country, 0, 3);
    memcpy(country, where.data(), where.size() < 2 ? where.size() : 2);
    return formatted.size();
}
