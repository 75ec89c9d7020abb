/*
 * Sub-interfaces and bundles.
 *
 *   GigabitEthernet0/1.100     is GigabitEthernet0/1
 *   heard *of* Bundle-Ether7   the device is right, but which member is it?
 *                              A half without a far port.
 *   heard *on* Bundle-Ether5   as if on the member that the plan joins with
 *                              that far port, but then not for certain:
 *                              again a half without a far port
 *
 * So neither ever makes a cable `ok`, nor one that is there `missing`.
 */
#include "check/logical.h"

#include <stdlib.h>

#include "base/mem.h"

#define BUNDLE NONE

static bool
is_bundle(struct span name)
{
	return span_starts_nocase(name, "Bundle-Ether") ||
	       span_starts_nocase(name, "Port-channel");
}

/* Elsewhere a dot may be part of a socket's name ("Port 1.2"). */
size_t
logical_parent_length(struct span name)
{
	size_t end = name.length;

	while (end && name.text[end - 1] >= '0' && name.text[end - 1] <= '9')
		end--;
	if (end < 2 || end == name.length || name.text[end - 1] != '.')
		return 0;
	return span_find(name, "Ethernet") || span_find(name, "GigE") ? end - 1
								      : 0;
}

/* The port that takes the plug of `port`, or BUNDLE. */
static uint32_t
lay_port(struct comparison *c, uint32_t port)
{
	struct span name = span_of(c->ports.items[port].name);
	size_t length = logical_parent_length(name);

	if (is_bundle(name))
		return BUNDLE;
	if (!length)
		return port;
	return ports_intern(&c->ports, c->ports.items[port].device,
	    names_intern(&c->ports.names, span_make(name.text, length))
		->number);
}

/* The port of `device` that the plan joins with `far`, or NONE. */
static uint32_t
find_member(const struct comparison *c, uint32_t device, uint32_t far)
{
	uint32_t cable = far == NONE ? NONE : c->ports.items[far].cable;
	uint32_t member;

	if (cable == NONE)
		return NONE;
	member = comparison_cable_far(c, cable, far);
	return c->ports.items[member].device == device ? member : NONE;
}

static void
lay_half(struct comparison *c, struct half *half, const uint32_t *real,
    size_t known)
{
	uint32_t near = half->near;

	if (half->far != NONE && half->far >= known)
		half->far = real[half->far - known];
	if (near < known)
		return;
	half->near = real[near - known];
	if (half->near != BUNDLE)
		return;
	half->near = find_member(c, c->ports.items[near].device, half->far);
	half->far = NONE;
}

void
logical_lay_down(struct comparison *c, size_t known)
{
	size_t count = c->ports.count - known;
	uint32_t *real = xcalloc(count + 1, sizeof(*real));
	bool changed = false;

	for (size_t i = 0; i < count; i++) {
		uint32_t port = (uint32_t)(known + i);

		real[i] = lay_port(c, port);
		changed = changed || real[i] != port;
	}
	for (size_t i = 0; changed && i < c->half_count; i++)
		lay_half(c, &c->halves[i], real, known);
	free(real);
}
