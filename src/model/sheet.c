/*
 * See sheet.h.
 */
#include "model/sheet.h"

void
sheet_free(struct sheet *sheet)
{
	if (sheet)
		arena_free(sheet->arena);
}
