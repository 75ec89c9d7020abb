/*
 * Duplex and native VLAN, end against end.
 *
 * What is not printed, or not understood, is no disagreement.  A port that
 * hears several has no notes; then the entries themselves are looked at.
 */
#include "check/settings.h"

#include "check/findings.h"

enum duplex {
	DUPLEX_NOT_NOTED, /* or several are heard: see the entries */
	DUPLEX_UNKNOWN,
	DUPLEX_FULL,
	DUPLEX_HALF,
	DUPLEX_SEVERAL,
};

#define VLAN_UNKNOWN 0
#define VLAN_MAX 4095
#define VLAN_BITS 12

struct settings {
	enum duplex duplex;
	unsigned vlan;
};

static struct settings
read_settings(const struct neighbor *heard)
{
	struct settings s = {DUPLEX_UNKNOWN, VLAN_UNKNOWN};

	if (heard->duplex.length == 4) {
		if (span_is_nocase(heard->duplex, "full"))
			s.duplex = DUPLEX_FULL;
		else if (span_is_nocase(heard->duplex, "half"))
			s.duplex = DUPLEX_HALF;
	}
	if (heard->native_vlan > 0 && heard->native_vlan <= VLAN_MAX)
		s.vlan = (unsigned)heard->native_vlan;
	return s;
}

uint16_t
settings_of(const struct neighbor *heard)
{
	struct settings s = read_settings(heard);

	return (uint16_t)((unsigned)s.duplex << VLAN_BITS | s.vlan);
}

void
settings_note(struct port_record *port, uint16_t settings)
{
	if (port->heard_duplex != DUPLEX_NOT_NOTED) {
		port->heard_duplex = DUPLEX_SEVERAL;
		return;
	}
	port->heard_duplex = (uint8_t)(settings >> VLAN_BITS);
	port->heard_vlan = settings & VLAN_MAX;
}

void
settings_forget(struct port_record *port)
{
	port->heard_duplex = DUPLEX_SEVERAL;
}

/* What is heard at `port`, which is end `end` of the edge. */
static struct settings
heard_at(const struct port_record *port, const struct edge *edge, size_t end)
{
	if (port->heard_duplex == DUPLEX_NOT_NOTED ||
	    port->heard_duplex == DUPLEX_SEVERAL)
		return read_settings(edge->heard[end]);
	return (struct settings){
	    .duplex = (enum duplex)port->heard_duplex,
	    .vlan = port->heard_vlan,
	};
}

void
settings_compare(struct comparison *c, size_t cable, uint32_t edge)
{
	const struct edge *e = &c->edges[edge];
	struct settings one = heard_at(&c->ports.items[e->port[0]], e, 0);
	struct settings other = heard_at(&c->ports.items[e->port[1]], e, 1);

	if (one.duplex != DUPLEX_UNKNOWN && other.duplex != DUPLEX_UNKNOWN &&
	    one.duplex != other.duplex)
		findings_add_cable(c, FINDING_DUPLEX_MISMATCH, cable, edge);
	if (one.vlan != VLAN_UNKNOWN && other.vlan != VLAN_UNKNOWN &&
	    one.vlan != other.vlan)
		findings_add_cable(c, FINDING_VLAN_MISMATCH, cable, edge);
}
