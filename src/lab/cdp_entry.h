/*
 * cdp_entry -- what one entry of an answer is made of; for cdp_text.c and
 * cdp_xml.c alone.
 */
#ifndef LAB_CDP_ENTRY_H
#define LAB_CDP_ENTRY_H

#include <stdbool.h>

#include "base/str.h"
#include "lab/cdp_text.h"

/* Everything that the parts of one entry need. */
struct entry {
	const struct cdp_text *text;
	const struct sighting *sighting;
	const char *name; /* as heard */
	const char *system_name;
	const char *platform;
	const char *capabilities;
	const char *version;
	const char *address; /* "" when it has none */
	unsigned holdtime;
};

typedef void (*entry_part)(const struct entry *entry, struct str *out);

#define PARTS_MAX 12

/* How entries are printed, one after the other. */
struct layout {
	enum platform platform;
	const char *separator; /* a line before each */
	entry_part parts[PARTS_MAX];
	bool total;      /* counts the entries in a last line */
	const char *off; /* CDP is not running */
};

/* What the parts of several layouts say of a port. */
bool entry_is_on_management_port(const struct entry *entry);
const char *entry_duplex(const struct entry *entry);
unsigned entry_vlan(const struct entry *entry);

/* The rows of XML, and what stands before and behind them. */
extern const struct layout cdp_xml_layout;

void cdp_xml_add_head(bool is_older, struct str *out);
void cdp_xml_add_foot(bool is_older, struct str *out);

#endif
