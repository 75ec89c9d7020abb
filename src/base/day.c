/*
 * The calendar; see day.h.
 */
#include "base/day.h"

static bool
is_leap_year(long year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool
day_is_valid(struct span text)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30,
	    31, 30, 31};
	long year;
	long month;
	long day;

	if (text.length != 10 || text.text[4] != '-' || text.text[7] != '-' ||
	    !span_to_number(span_make(text.text, 4), 9999, &year) ||
	    !span_to_number(span_make(text.text + 5, 2), 12, &month) ||
	    !span_to_number(span_make(text.text + 8, 2), 31, &day))
		return false;
	if (month < 1 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day != 29 || is_leap_year(year);
}
