/*
 * A neighbor list as JSON, for comparing with the files of fixtures/parse: the
 * form of `parse --format json`, and the fields that only tests see.  Bytes
 * that are not ASCII are written as \u00XX, one by one, so that every byte of
 * a value is compared.
 */
#ifndef TESTS_PARSE_NEIGHBORS_JSON_H
#define TESTS_PARSE_NEIGHBORS_JSON_H

#include "base/attr.h"
#include "base/str.h"
#include "model/neighbor.h"

static inline void
json_add_string(struct str *out, struct span text)
{
	if (span_is_absent(text)) {
		str_add(out, "null");
		return;
	}
	str_add_char(out, '"');
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.text[i];

		if (c == '"' || c == '\\')
			str_addf(out, "\\%c", c);
		else if (c < ' ' || c > '~')
			str_addf(out, "\\u%04x", c);
		else
			str_add_char(out, (char)c);
	}
	str_add_char(out, '"');
}

static inline void
json_add_list(struct str *out, const struct span_list *list)
{
	str_add_char(out, '[');
	for (size_t i = 0; i < list->count; i++) {
		str_add(out, i ? ", " : "");
		json_add_string(out, list->items[i]);
	}
	str_add_char(out, ']');
}

static inline void
json_add_number(struct str *out, long number)
{
	if (number == NEIGHBOR_NO_NUMBER)
		str_add(out, "null");
	else
		str_addf(out, "%ld", number);
}

/* What entries of LLDP have besides. */
static inline void
json_add_lldp(struct str *out, const struct neighbor *n)
{
	str_add(out, "   \"chassis_id\": ");
	json_add_string(out, n->chassis_id);
	str_add(out, ",\n   \"port_description\": ");
	json_add_string(out, n->port_description);
	str_add(out, ",\n   \"system_capabilities\": ");
	json_add_list(out, &n->system_capabilities);
	str_add(out, ",\n");
}

/* `with_lines` false leaves out what shifts when lines are put in between. */
static inline void
json_add_neighbor(struct str *out, const struct neighbor *n, bool with_lines)
{
	const struct {
		const char *name;
		struct span value;
	} strings[] = {
	    {"local_port", n->local_port},
	    {"device_id", n->device_id},
	    {"system_name", n->system_name},
	    {"port_id", n->port_id},
	    {"platform", n->platform},
	    {"version", n->version},
	    {"duplex", n->duplex},
	    {"vtp_domain", n->vtp_domain},
	};
	const struct {
		const char *name;
		const struct span_list *list;
	} lists[] = {
	    {"capabilities", &n->capabilities},
	    {"entry_addresses", &n->entry_addresses},
	    {"mgmt_addresses", &n->mgmt_addresses},
	};
	const struct {
		const char *name;
		long number;
	} numbers[] = {
	    {"native_vlan", n->native_vlan},
	    {"holdtime", n->holdtime},
	    {"mtu", n->mtu},
	    {"line", (long)n->line},
	    {"local_port_line", (long)n->local_port_line},
	    {"port_id_line", (long)n->port_id_line},
	};
	size_t number_count = COUNT_OF(numbers) - (with_lines ? 0 : 3);

	str_add(out, "  {\n");
	for (size_t i = 0; i < COUNT_OF(strings); i++) {
		str_addf(out, "   \"%s\": ", strings[i].name);
		json_add_string(out, strings[i].value);
		str_add(out, ",\n");
	}
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		str_addf(out, "   \"%s\": ", lists[i].name);
		json_add_list(out, lists[i].list);
		str_add(out, ",\n");
	}
	if (n->protocol == NEIGHBOR_LLDP)
		json_add_lldp(out, n);
	for (size_t i = 0; i < number_count; i++) {
		str_addf(out, "   \"%s\": ", numbers[i].name);
		json_add_number(out, numbers[i].number);
		str_add(out, ",\n");
	}
	str_addf(out, "   \"truncated\": %s\n  }",
	    n->truncated ? "true" : "false");
}

static inline const char *
state_name(enum neighbor_state state)
{
	switch (state) {
	case NEIGHBORS_OK:
		return "ok";
	case NEIGHBORS_CDP_OFF:
		return "cdp-off";
	case NEIGHBORS_DENIED:
		return "denied";
	case NEIGHBORS_TRUNCATED:
		return "truncated";
	case NEIGHBORS_NONE:
		return "none";
	}
	return "?";
}

static inline void
json_add_list_of_neighbors(struct str *out, const struct neighbor_list *list,
    bool with_lines)
{
	str_addf(out, "{\n \"state\": \"%s\",\n", state_name(list->state));
	str_add(out, " \"neighbors\": [\n");
	for (size_t i = 0; i < list->count; i++) {
		json_add_neighbor(out, &list->items[i], with_lines);
		str_add(out, i + 1 < list->count ? ",\n" : "\n");
	}
	str_add(out, " ]\n}\n");
}

#endif
