/*
 * netlab's topologies.  A source file names no interfaces, for netlab counts
 * them itself; so what is read is the file that it makes of one, whole or just
 * its links (`netlab create -o yaml:links`).  Written is a source, with the
 * interfaces named.  (ipspace/netlab, docs/links.md)
 *
 *	links:
 *	- interfaces:
 *	  - {ifindex: 1, ifname: Ethernet1/1, node: leaf1}
 *	  - {ifindex: 1, ifname: Ethernet1/1, node: spine1}
 *	  type: p2p
 */
#include <string.h>

#include "base/attr.h"
#include "format/cabling_formats.h"
#include "format/cabling_yaml.h"
#include "format/yaml_fields.h"
#include "format/yaml_word.h"

/* clang-format off */
static const struct cabling_kind devices[] = {
	{ "iosv",     "ios",   true },
	{ "nxos",     "nxos",  true },
	{ "iosxr",    "iosxr", true },
	{ "linux",    NULL,    false },
	{ "csr",      "ios",   true },
	{ "cat8000v", "ios",   true },
	{ "iosvl2",   "ios",   true },
	{ "iol*",     "ios",   true },
	{ "ios*",     "ios",   true },
	{ "none",     NULL,    false },
	{ "unknown",  NULL,    false },
};

/* Links that no plug belongs to. */
static const char *const virtual[] = { "loopback", "lag", "vlan_member",
	"tunnel", "stub" };
/* clang-format on */

struct netlab {
	struct cabling_draft *draft;
	struct cabling_passed shared; /* with more than two nodes */
	struct cabling_passed nameless;
};

static const struct yaml_node *
links_of(const struct yaml_node *root)
{
	return root->kind == YAML_KIND_LIST
		   ? root
		   : cabling_yaml_list_at(root, "links");
}

static bool
is_netlab(const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *links = links_of(root);
	const struct yaml_node *first = links ? links->first : NULL;
	const struct yaml_node *ends =
	    cabling_yaml_list_at(first, "interfaces");

	if (ends && yaml_get(ends->first, "node"))
		return true;
	/* A source, of which no more than that can be said. */
	return first && root->kind == YAML_KIND_MAP &&
	       yaml_get(root, "nodes") && !yaml_get(first, "n1") &&
	       !yaml_get(first, "endpoints");
}

static void
read_nodes(struct netlab *lab, const struct yaml_node *root)
{
	const struct yaml_node *nodes = cabling_yaml_map_at(root, "nodes");
	const struct yaml_node *all = yaml_get(root, "defaults");

	for (const struct yaml_node *k = nodes ? nodes->first : NULL; k;
	     k = k->next->next) {
		const struct yaml_node *kind = yaml_get(k->next, "device");
		const struct yaml_node *host =
		    yaml_get(yaml_get(k->next, "mgmt"), "ipv4");
		size_t device = draft_declare(lab->draft, cabling_yaml_text(k),
		    cabling_yaml_spot(k));

		cabling_kind_set(lab->draft, device, devices, COUNT_OF(devices),
		    kind ? kind : yaml_get(all, "device"));
		if (host)
			draft_device_set(lab->draft, device, DRAFT_HOST,
			    cabling_yaml_text(host), cabling_yaml_spot(host));
	}
}

static bool
is_virtual(const struct yaml_node *link)
{
	struct span type = cabling_yaml_text_at(link, "type");

	for (size_t i = 0; i < COUNT_OF(virtual); i++) {
		if (span_is(type, virtual[i]))
			return true;
	}
	return false;
}

static struct draft_end
read_end(const struct yaml_node *end)
{
	return (struct draft_end){
	    .device = cabling_yaml_text_at(end, "node"),
	    .port = cabling_yaml_text_at(end, "ifname"),
	    .at = cabling_yaml_spot(end),
	};
}

static void
read_link(struct netlab *lab, const struct yaml_node *link)
{
	const struct yaml_node *ends = cabling_yaml_list_at(link, "interfaces");
	struct draft_end a;
	struct draft_end b;

	if (is_virtual(link) || (ends && ends->length < 2))
		return;
	if (ends && ends->length > 2) {
		cabling_pass(&lab->shared, link);
		return;
	}
	if (!ends || !yaml_get(ends->first, "ifname") ||
	    !yaml_get(ends->first->next, "ifname")) {
		cabling_pass(&lab->nameless, link);
		return;
	}
	a = read_end(ends->first);
	b = read_end(ends->first->next);
	draft_cable(lab->draft, &a, &b);
}

static void
read_netlab(struct cabling_draft *draft, const struct cabling_source *source)
{
	const struct yaml_node *root = source->tree->root;
	const struct yaml_node *name = yaml_get(root, "name");
	const struct yaml_node *links = links_of(root);
	struct netlab lab = {.draft = draft};

	if (!links) {
		draft_error(draft, cabling_yaml_spot(root),
		    "there are no `links`");
		return;
	}
	if (name)
		draft_name(draft, cabling_yaml_text(name),
		    cabling_yaml_spot(name));
	read_nodes(&lab, root);
	for (const struct yaml_node *l = links->first; l; l = l->next)
		read_link(&lab, l);
	cabling_passed_tell(draft, &lab.shared,
	    "a link that more than two nodes share");
	if (lab.nameless.count)
		draft_error(draft, lab.nameless.first,
		    "links without the names of interfaces (%zu): let netlab "
		    "give them names (netlab create -o yaml:links) and convert "
		    "what it prints",
		    lab.nameless.count);
}

/* --- writing -------------------------------------------------------------- */

static void
write_node(const struct device *device, struct str *out)
{
	const char *kind = cabling_kind_of(device, devices, COUNT_OF(devices));
	const char *between = "";

	str_add(out, "  ");
	yaml_add_word(out, span_of(device->name));
	str_add(out, ": {");
	if (*kind) {
		str_addf(out, "device: %s", kind);
		between = ", ";
	}
	/* Who has an address for a name is found by its name. */
	if (cabling_is_ipv4(device->host) &&
	    strcmp(device->host, device->name) != 0)
		str_addf(out, "%smgmt: {ipv4: %s}", between, device->host);
	str_add(out, "}\n");
}

static void
write_end(const struct topology *t, const struct endpoint *end, struct str *out)
{
	str_add(out, "{node: ");
	yaml_add_word(out, span_of(t->devices[end->device].name));
	str_add(out, ", ifname: ");
	yaml_add_word(out, span_of(end->port));
	str_add_char(out, '}');
}

static bool
takes(const struct topology *t, const struct cable *cable)
{
	(void)t;
	return cable->state != CABLE_REMOVED;
}

static void
write_netlab(const struct topology *t, struct str *out)
{
	str_add(out, "name: ");
	yaml_add_word(out, span_of(t->name));
	str_add(out, t->device_count ? "\nnodes:\n" : "\nnodes: {}\n");
	for (size_t i = 0; i < t->device_count; i++)
		write_node(&t->devices[i], out);
	str_add(out, cabling_count_taken(&cabling_netlab, t) ? "links:\n"
							     : "links: []\n");
	for (size_t i = 0; i < t->cable_count; i++) {
		const struct cable *cable = &t->cables[i];

		if (!takes(t, cable))
			continue;
		str_add(out, "- interfaces: [");
		write_end(t, &cable->a, out);
		str_add(out, ", ");
		write_end(t, &cable->b, out);
		str_add(out, "]\n");
	}
}

const struct cabling_format cabling_netlab = {
    .name = "netlab",
    .title = "netlab topology (YAML)",
    .yaml = true,
    .is = is_netlab,
    .read = read_netlab,
    .write = write_netlab,
    .keeps = KEEPS_ADDRESSES | KEEPS_PLATFORMS | KEEPS_LONE_DEVICES |
	     KEEPS_BARE_HOSTS,
    .takes = takes,
};
