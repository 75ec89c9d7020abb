/*
 * pdf -- a sheet on A4 pages, by way of pango and cairo.
 */
#ifndef FORMAT_PDF_H
#define FORMAT_PDF_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "model/sheet.h"

/*
 * Appends the document: one page or more for each page of the sheet, each with
 * a header, its number and, at the end of a rack, a line to sign.  The same
 * sheet gives the same bytes on the same machine; the date in the file is that
 * of the sheet, or a fixed one where it has none.  Fails when a library does.
 */
MUST_CHECK bool pdf_write_sheet(const struct sheet *sheet, struct str *out,
    struct err *err);

#endif
