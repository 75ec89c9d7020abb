/*
 * Visits and their status words; see visit.h.
 */
#include "model/visit.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"

/* clang-format off */
static const char *const status_names[] = {
	[VISIT_OK]            = "ok",
	[VISIT_NOT_COLLECTED] = "not-collected",
	[VISIT_DNS]           = "dns",
	[VISIT_UNREACHABLE]   = "unreachable",
	[VISIT_REFUSED]       = "refused",
	[VISIT_TIMEOUT]       = "timeout",
	[VISIT_CLOSED]        = "closed",
	[VISIT_ALGORITHMS]    = "algorithms",
	[VISIT_HOST_KEY]      = "host-key",
	[VISIT_AUTH_FAILED]   = "auth-failed",
	[VISIT_DENIED]        = "denied",
	[VISIT_CDP_OFF]       = "cdp-off",
	[VISIT_TRUNCATED]     = "truncated",
	[VISIT_UNPARSABLE]    = "unparsable",
	[VISIT_LIMIT]         = "limit",
	[VISIT_CANCELLED]     = "cancelled",
};
/* clang-format on */

bool
visit_has_text(const struct visit *visit)
{
	return visit->text || visit->kept || visit->status == VISIT_OK;
}

const char *
visit_status_name(enum visit_status status)
{
	return status_names[status];
}

bool
visit_status_from_name(struct span name, enum visit_status *status)
{
	for (size_t i = 0; i < COUNT_OF(status_names); i++) {
		if (span_is(name, status_names[i])) {
			*status = (enum visit_status)i;
			return true;
		}
	}
	return false;
}

void
algorithms_release(struct algorithms *algorithms)
{
	free(algorithms->kex);
	free(algorithms->host_key);
	free(algorithms->cipher);
	free(algorithms->mac);
	*algorithms = (struct algorithms){0};
}

void
visit_forget_text(struct visit *visit)
{
	if (!visit->borrowed)
		free(visit->text);
	visit->text = NULL;
	visit->length = 0;
}

void
visit_list_release(struct visit_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].device);
		free(list->items[i].error);
		visit_forget_text(&list->items[i]);
		free(list->items[i].file);
		algorithms_release(&list->items[i].algorithms);
	}
	free(list->items);
	free(list->taken_at);
	*list = (struct visit_list)VISIT_LIST_INIT;
}

/* Takes `file`. */
static struct visit *
add(struct visit_list *list, const char *device, char *file)
{
	struct visit *visit;

	list->items = grow_array(list->items, list->count, &list->capacity,
	    sizeof(*list->items));
	visit = &list->items[list->count++];
	*visit = (struct visit){
	    .device = xstrdup(device),
	    .status = VISIT_NOT_COLLECTED,
	    .seconds = VISIT_NO_SECONDS,
	    .file = file,
	};
	return visit;
}

struct visit *
visit_list_add(struct visit_list *list, const char *device)
{
	return add(list, device, visit_file_name(device));
}

struct visit *
visit_list_add_file(struct visit_list *list, const char *device,
    const char *file)
{
	return add(list, device, xstrdup(file));
}

struct visit *
visit_list_find(const struct visit_list *list, const char *device)
{
	for (size_t i = list->count; i-- > 0;) {
		if (strcasecmp(list->items[i].device, device) == 0)
			return &list->items[i];
	}
	return NULL;
}

static bool
is_plain(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (c == '.' && !first);
}

/* Room for ".txt" and more within the 255 bytes of a name. */
#define STEM_MAX 240
#define STEM_KEPT 220

/* FNV-1a. */
static uint64_t
hash(const char *text)
{
	uint64_t value = 0xcbf29ce484222325;

	for (; *text; text++)
		value = (value ^ (unsigned char)*text) * 0x100000001b3;
	return value;
}

char *
visit_file_name(const char *device)
{
	struct str name = STR_INIT;

	for (const char *p = device; *p; p++) {
		if (is_plain(*p, p == device))
			str_add_char(&name, *p);
		else
			str_addf(&name, "%%%02X", (unsigned char)*p);
	}
	if (name.length > STEM_MAX) {
		char *whole = str_take(&name);

		str_addf(&name, "%.*s~%016" PRIx64, STEM_KEPT, whole,
		    hash(device));
		free(whole);
	}
	str_add(&name, ".txt");
	return str_take(&name);
}
