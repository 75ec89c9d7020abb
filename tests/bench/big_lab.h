/*
 * big_lab -- a lab of any size, with mistakes in one cable of a hundred.
 *
 * Devices have fourteen cables each, to partners that differ from cable to
 * cable, in racks of forty.  The plan is a YAML text, what the devices print
 * is one text each, in the form of NX-OS.  Every hundredth cable has a
 * mistake: by turns two cables have exchanged an end, a plug is one port off,
 * a cable is not there.  The same size gives the same bytes.
 */
#ifndef TESTS_BENCH_BIG_LAB_H
#define TESTS_BENCH_BIG_LAB_H

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

#define BIG_LAB_CABLES_EACH 14
#define BIG_LAB_RACK 40

struct big_end {
	uint32_t device;
	uint32_t port; /* 0: nowhere */
};

struct big_lab {
	size_t devices;
	size_t cables;
	struct big_end (*desired)[2];
	struct big_end (*there)[2];
	struct str plan;
	struct str *texts; /* one a device */
};

static inline void
big_lab_cable(struct big_lab *lab)
{
	uint32_t *ports = xcalloc(lab->devices, sizeof(*ports));

	for (size_t i = 0; i < lab->cables; i++) {
		size_t a = i % lab->devices;
		size_t far = 1 + i / lab->devices * 37 % (lab->devices - 1);
		size_t b = (a + far) % lab->devices;

		lab->desired[i][0] = (struct big_end){(uint32_t)a, ++ports[a]};
		lab->desired[i][1] = (struct big_end){(uint32_t)b, ++ports[b]};
		lab->there[i][0] = lab->desired[i][0];
		lab->there[i][1] = lab->desired[i][1];
	}
	free(ports);
}

/* Mistakes of different kinds never meet: a hundred cables lie between. */
static inline void
big_lab_spoil(struct big_lab *lab)
{
	for (size_t i = 50; i + 1 < lab->cables; i += 100) {
		struct big_end end = lab->there[i][1];

		switch (i / 100 % 3) {
		case 0: /* two neighbors in the plan, two different devices */
			lab->there[i][1] = lab->there[i + 1][1];
			lab->there[i + 1][1] = end;
			break;
		case 1: /* no cable has a port so high */
			lab->there[i][1].port += 1000;
			break;
		default:
			lab->there[i][1].port = 0;
		}
	}
}

static inline void
big_lab_write_plan(struct big_lab *lab)
{
	struct str *out = &lab->plan;

	str_add(out, "name: big\ndefaults: {platform: nxos}\ndevices:\n");
	for (size_t i = 0; i < lab->devices; i++)
		str_addf(out,
		    "  leaf%zu: {host: 10.%zu.%zu.%zu, rack: R%zu, "
		    "unit: %zu}\n",
		    i, i >> 16, i >> 8 & 255, i & 255, i / BIG_LAB_RACK,
		    i % BIG_LAB_RACK + 1);
	str_add(out, "cables:\n");
	for (size_t i = 0; i < lab->cables; i++) {
		const struct big_end *c = lab->desired[i];

		str_addf(out, "  - [leaf%u:Eth1/%u, leaf%u:Eth1/%u]\n",
		    c[0].device, c[0].port, c[1].device, c[1].port);
	}
}

static inline void
big_lab_print(struct big_lab *lab, struct big_end on, struct big_end heard)
{
	uint32_t d = heard.device;

	str_addf(&lab->texts[on.device],
	    "----------------------------------------\n"
	    "Device ID:leaf%u(FDO%08X)\nSystem Name: leaf%u\n\n"
	    "Interface address(es):\n    IPv4 Address: 10.%u.%u.%u\n"
	    "Platform: N9K-C93180YC-FX, Capabilities: Router Switch IGMP "
	    "Filtering\n"
	    "Interface: Ethernet1/%u, Port ID (outgoing port): Ethernet1/%u\n"
	    "Holdtime: 133 sec\n\n"
	    "Version:\n"
	    "Cisco Nexus Operating System (NX-OS) Software, Version 9.3(8)\n\n"
	    "Advertisement Version: 2\n\nNative VLAN: 1\nDuplex: full\n\n",
	    d, d, d, d >> 16, d >> 8 & 255, d & 255, on.port, heard.port);
}

static inline void
big_lab_make(struct big_lab *lab, size_t cables)
{
	size_t devices = cables / BIG_LAB_CABLES_EACH;

	*lab = (struct big_lab){
	    .cables = cables,
	    .devices = devices < 64 ? 64 : devices,
	    .plan = STR_INIT,
	};
	lab->desired = xcalloc(cables, sizeof(*lab->desired));
	lab->there = xcalloc(cables, sizeof(*lab->there));
	lab->texts = xcalloc(lab->devices, sizeof(*lab->texts));
	big_lab_cable(lab);
	big_lab_spoil(lab);
	big_lab_write_plan(lab);
	for (size_t i = 0; i < cables; i++) {
		const struct big_end *c = lab->there[i];

		if (!c[0].port || !c[1].port)
			continue;
		big_lab_print(lab, c[0], c[1]);
		big_lab_print(lab, c[1], c[0]);
	}
}

static inline void
big_lab_release(struct big_lab *lab)
{
	for (size_t i = 0; i < lab->devices; i++)
		str_release(&lab->texts[i]);
	free(lab->texts);
	str_release(&lab->plan);
	free(lab->desired);
	free(lab->there);
}

#endif
