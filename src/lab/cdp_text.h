/*
 * cdp_text -- what `show cdp neighbors detail` prints on each platform.
 *
 * Written from the layouts that devices in the field print and from nothing
 * in the checker: labels, blanks and blank lines differ from platform to
 * platform, and so do the names that a device is heard under.
 */
#ifndef LAB_CDP_TEXT_H
#define LAB_CDP_TEXT_H

#include <stddef.h>

#include "base/str.h"
#include "lab/traits.h"
#include "lab/wiring.h"
#include "model/topology.h"

struct cdp_text {
	const struct topology *topology;
	struct wiring *wiring;
	const struct traits *traits; /* one for each device */
	unsigned seed;       /* hold times and serial numbers follow from it */
	const char *version; /* that all neighbors tell; NULL: their own */
};

/*
 * Appends the answer of device `device`, its lines ended by LF: neighbors in
 * the order of its ports, or that CDP is off.
 */
void cdp_text_add_detail(const struct cdp_text *text, size_t device,
    struct str *out);

/* The same as XML, in the manner of NX-OS. */
void cdp_text_add_xml(const struct cdp_text *text, size_t device,
    struct str *out);

/* Appends the table of `show cdp neighbors` (the same on all platforms). */
void cdp_text_add_brief(const struct cdp_text *text, size_t device,
    struct str *out);

/*
 * Appends the name under which others hear `device`: NX-OS puts its serial
 * number behind it; the others their domain, where the topology gives one.
 */
void cdp_text_add_device_id(const struct cdp_text *text, size_t device,
    struct str *out);

/* Appends the name that the box goes by, without anything behind it. */
void cdp_text_add_name(const struct cdp_text *text, size_t device,
    struct str *out);

/* Appends the serial number: the box's, the topology's, or an invented one. */
void cdp_text_add_serial(const struct cdp_text *text, size_t device,
    struct str *out);

#endif
