/*
 * lab_of_faults -- one judgement with a finding of every kind in it.
 */
#ifndef TESTS_REPORT_LAB_OF_FAULTS_H
#define TESTS_REPORT_LAB_OF_FAULTS_H

#include "sample.h"

#define P(device, number) sample_port(s, device, "Ethernet1/" #number)

enum { SPINE1, SPINE2, LEAF1, LEAF2, LEAF3, LEAF4, LEAF5, SRV1, LEAF6 };

static inline void
add_devices(struct sample *s)
{
	sample_device(s, "spine1", "A1", 40);
	sample_device(s, "spine2", "A1", 38);
	sample_device(s, "leaf1", "A2", 38);
	sample_device(s, "leaf2", "A2", 36);
	sample_device(s, "leaf3", "A3", 38);
	sample_device(s, "leaf4", "A3", 0);
	sample_device(s, "leaf5", "A4", 38);
	sample_device(s, "srv1", NULL, 0);
	sample_device(s, "leaf6", "A4", 36);
	sample_trouble(s, LEAF5, VISIT_TIMEOUT,
	    "no answer from 192.0.2.15:22 within 10 s");
	sample_trouble(s, LEAF6, VISIT_AUTH_FAILED,
	    "the password of netops was refused; the device offers publickey "
	    "and keyboard-interactive");
	sample_trouble(s, SRV1, VISIT_NOT_COLLECTED, NULL);
	s->observations.items[SRV1].not_wanted = true;
}

/*
 * A desired cable leaf -- spine whose plug is in `is`; returns the cable, and
 * puts the sighting into the finding.
 */
static inline size_t
add_misplaced(struct sample *s, struct finding *f, struct port leaf,
    struct port is, struct port belongs)
{
	size_t cable = sample_cable(s, leaf, belongs, VERDICT_MISWIRED);

	sample_about(f, cable, sample_observed(s, leaf, is, SEEN_BY_BOTH));
	s->judgement.summary.miswired++;
	return cable;
}

static inline void
add_ring(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_ROTATED);
	size_t first =
	    add_misplaced(s, f, P(LEAF1, 51), P(SPINE2, 2), P(SPINE2, 1));
	size_t second =
	    add_misplaced(s, f, P(LEAF2, 51), P(SPINE2, 3), P(SPINE2, 2));
	size_t third =
	    add_misplaced(s, f, P(LEAF3, 51), P(SPINE2, 1), P(SPINE2, 3));

	sample_step(f,
	    (struct plan_step){STEP_UNPLUG, P(SPINE2, 1), {0}, third});
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE2, 2), P(SPINE2, 1), first});
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE2, 3), P(SPINE2, 2), second});
	sample_step(f, (struct plan_step){STEP_PLUG, P(SPINE2, 3), {0}, third});
}

static inline void
add_swap(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_SWAPPED);
	size_t first =
	    add_misplaced(s, f, P(LEAF1, 49), P(SPINE1, 4), P(SPINE1, 3));
	size_t second =
	    add_misplaced(s, f, P(LEAF1, 50), P(SPINE1, 3), P(SPINE1, 4));

	sample_step(f,
	    (struct plan_step){STEP_UNPLUG, P(SPINE1, 3), {0}, second});
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE1, 4), P(SPINE1, 3), first});
	sample_step(f,
	    (struct plan_step){STEP_PLUG, P(SPINE1, 4), {0}, second});
	sample_evidence(f, LEAF1, "leaf1.txt", 12,
	    "Interface: Ethernet1/49,  Port ID (outgoing port): "
	    "Ethernet1/4\r");
	sample_evidence(f, SPINE1, "spine1.txt", 40,
	    "  Interface: Ethernet1/3, Port ID (outgoing port): Ethernet1/50");
	f->evidence[0].heard = span_of("spine1(FDO2151ABCD)");
	f->evidence[0].matched_by = MATCHED_BY_NAME_SERIAL;
	f->evidence[1].heard = span_of("LEAF1.example.net");
	f->evidence[1].matched_by = MATCHED_BY_DOMAIN;
}

/* Two plugs out of place, a cable missing behind them, one too many. */
static inline void
add_chain(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_CHAIN);
	size_t first =
	    add_misplaced(s, f, P(LEAF3, 49), P(SPINE1, 6), P(SPINE1, 5));
	size_t second =
	    add_misplaced(s, f, P(LEAF4, 49), P(SPINE2, 7), P(SPINE1, 6));
	size_t third =
	    sample_cable(s, P(LEAF4, 50), P(SPINE2, 7), VERDICT_MISWIRED);

	s->judgement.summary.miswired++;
	sample_about(f, third, NO_CABLE);
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE1, 6), P(SPINE1, 5), first});
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE2, 7), P(SPINE1, 6), second});
	sample_step(f,
	    (struct plan_step){STEP_ADD, P(LEAF4, 50), P(SPINE2, 7), third});
}

static inline void
add_wrong_plugs(struct sample *s)
{
	struct port stranger =
	    sample_stranger("core-sw9.example.net", "GigabitEthernet0/1");
	struct finding *f = sample_finding(s, FINDING_WRONG_DEVICE);
	size_t cable =
	    add_misplaced(s, f, P(LEAF2, 49), P(SPINE2, 8), P(SPINE1, 8));

	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE2, 8), P(SPINE1, 8), cable});
	f = sample_finding(s, FINDING_WRONG_DEVICE);
	cable = add_misplaced(s, f, P(LEAF2, 50), stranger, P(SPINE1, 9));
	sample_step(f,
	    (struct plan_step){STEP_MOVE, stranger, P(SPINE1, 9), cable});
	f = sample_finding(s, FINDING_WRONG_PORT);
	cable = add_misplaced(s, f, P(LEAF3, 50), P(SPINE1, 11), P(SPINE1, 10));
	sample_step(f,
	    (struct plan_step){STEP_MOVE, P(SPINE1, 11), P(SPINE1, 10), cable});
}

static inline void
add_missing(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_MISSING);
	size_t cable =
	    sample_cable(s, P(LEAF1, 52), P(SPINE1, 12), VERDICT_MISSING);

	sample_about(f, cable, NO_CABLE);
	sample_step(f,
	    (struct plan_step){STEP_ADD, P(LEAF1, 52), P(SPINE1, 12), cable});
	f = sample_finding(s, FINDING_MISSING);
	cable = sample_cable(s, P(LEAF6, 49), P(SPINE1, 13), VERDICT_MISSING);
	sample_about(f, cable, NO_CABLE);
	sample_step(f,
	    (struct plan_step){STEP_ADD, P(LEAF6, 49), P(SPINE1, 13), cable});
	s->judgement.summary.missing += 2;
}

static inline void
add_disagreements(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_CONFLICT);

	sample_about(f,
	    sample_cable(s, P(LEAF1, 53), P(SPINE1, 14), VERDICT_MISWIRED),
	    sample_observed(s, P(LEAF1, 53), P(SPINE1, 14), SEEN_BY_A));
	sample_about(f, NO_CABLE,
	    sample_observed(s, P(LEAF2, 53), P(SPINE1, 14), SEEN_BY_B));
	f = sample_finding(s, FINDING_CONFLICT);
	sample_about(f,
	    sample_cable(s, P(LEAF1, 54), P(SPINE1, 15), VERDICT_MISWIRED),
	    sample_observed(s, P(LEAF1, 54), P(SPINE1, 15), SEEN_BY_BOTH));
	sample_about(f, NO_CABLE,
	    sample_observed(s, P(LEAF1, 54), P(SPINE2, 15), SEEN_BY_A));
	s->judgement.summary.miswired += 2;
	f = sample_finding(s, FINDING_ONE_WAY);
	sample_about(f,
	    sample_cable(s, P(LEAF2, 54), P(SPINE1, 16), VERDICT_ONE_WAY),
	    sample_observed(s, P(LEAF2, 54), P(SPINE1, 16), SEEN_BY_A));
	s->judgement.summary.one_way++;
}

static inline void
add_extras(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_EXTRA);
	size_t cable;

	sample_about(f, NO_CABLE,
	    sample_observed(s, P(LEAF1, 7), P(LEAF2, 7), SEEN_BY_BOTH));
	sample_step(f, (struct plan_step){STEP_REMOVE, P(LEAF1, 7), P(LEAF2, 7),
			   NO_CABLE});
	f = sample_finding(s, FINDING_EXTRA);
	cable = sample_cable(s, P(LEAF1, 8), P(LEAF6, 8), VERDICT_NOT_JUDGED);
	s->topology->cables[cable].state = CABLE_REMOVED;
	s->judgement.summary.cables--;
	sample_about(f, cable,
	    sample_observed(s, P(LEAF1, 8), P(LEAF6, 8), SEEN_BY_A));
	sample_step(f, (struct plan_step){STEP_REMOVE, P(LEAF1, 8), P(LEAF6, 8),
			   NO_CABLE});
	s->judgement.summary.extra += 2;
}

static inline void
add_darkness(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_DEVICE_DARK);

	sample_about_device(f, LEAF5);
	sample_about(f,
	    sample_cable(s, P(LEAF5, 49), P(SPINE1, 17), VERDICT_UNVERIFIED),
	    NO_CABLE);
	sample_about(f,
	    sample_cable(s, P(LEAF5, 50), P(SPINE2, 17), VERDICT_UNVERIFIED),
	    NO_CABLE);
	sample_cable(s, sample_port(s, SRV1, "eth0"), P(LEAF6, 1),
	    VERDICT_UNVERIFIED);
	sample_cable(s, sample_port(s, SRV1, "eth1"), P(LEAF6, 2),
	    VERDICT_UNVERIFIED);
	sample_cable(s, P(LEAF6, 50), P(SPINE2, 18), VERDICT_UNVERIFIED);
	s->judgement.summary.unverified += 5;
	for (int i = 20; i < 25; i++) {
		sample_cable(s, P(LEAF4, 51), P(SPINE2, 20), VERDICT_OK);
		s->judgement.summary.ok++;
	}
}

static inline struct finding *
add_ambiguity(struct sample *s)
{
	struct finding *f = sample_finding(s, FINDING_AMBIGUOUS);
	static const struct neighbor heard = {
	    .local_port = {"Ethernet1/33", 12},
	    .device_id = {"leaf", 4},
	};

	sample_about_device(f, LEAF3);
	sample_about_device(f, LEAF4);
	sample_ambiguity(s, f, P(SPINE2, 33), &heard);
	sample_evidence(f, SPINE2, "spine2.txt", 301, "Device ID: leaf");
	return f;
}

static inline void
lab_of_faults(struct sample *s)
{
	sample_init(s);
	add_devices(s);
	add_ring(s);
	add_swap(s);
	add_chain(s);
	add_wrong_plugs(s);
	add_missing(s);
	add_disagreements(s);
	add_extras(s);
	add_ambiguity(s);
	add_darkness(s);
	sample_heard_as(s, LEAF1, "leaf1", MATCHED_BY_NAME);
	sample_heard_as(s, LEAF1, "LEAF1.example.net", MATCHED_BY_DOMAIN);
	sample_heard_as(s, SPINE1, "spine1(FDO2151ABCD)",
	    MATCHED_BY_NAME_SERIAL);
}

#endif
