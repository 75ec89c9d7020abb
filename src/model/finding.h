/*
 * finding -- what is wrong, as one finding per physical mistake.
 *
 * check/ makes these, report/ and the graph read them.  All of it lives in
 * the arena of the judgement, or borrows from the topology and the
 * observations that it was made from, which therefore must outlive it.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/observation.h"
#include "model/topology.h"

/* What became of one desired cable: exactly one of these. */
enum verdict {
	VERDICT_OK,
	VERDICT_OK_ONE_SIDED,
	VERDICT_MISSING,
	VERDICT_MISWIRED,
	VERDICT_ONE_WAY,
	VERDICT_UNVERIFIED,
	/* Not desired: planned and absent, removed, or out of scope. */
	VERDICT_NOT_JUDGED,
};

/* "ok", "ok-one-sided", "missing", ... */
const char *verdict_name(enum verdict verdict);

/* In the order in which they are shown: the worst first. */
enum finding_kind {
	FINDING_DEVICE_SWAPPED,
	FINDING_DEVICE_MISNAMED,
	FINDING_SHIFTED,
	FINDING_ROTATED,
	FINDING_SWAPPED,
	FINDING_CHAIN,
	FINDING_WRONG_DEVICE,
	FINDING_WRONG_PORT,
	FINDING_MISSING,
	FINDING_CONFLICT,
	FINDING_ONE_WAY,
	FINDING_EXTRA,
	FINDING_AMBIGUOUS,
	FINDING_DEVICE_DARK,
	FINDING_PLATFORM_MISMATCH,
	FINDING_DUPLEX_MISMATCH,
	FINDING_VLAN_MISMATCH,
};

/* All kinds: for (k = 0; k < FINDING_KIND_COUNT; k++). */
#define FINDING_KIND_COUNT (FINDING_VLAN_MISMATCH + 1)

/* "rotated", ... as the contract spells them; and the usual severity. */
const char *finding_kind_name(enum finding_kind kind);
/* The other way round; false when there is no such kind. */
bool finding_kind_from_name(struct span name, enum finding_kind *kind);
enum severity finding_kind_severity(enum finding_kind kind);

/* A device that the topology does not know. */
#define DEVICE_FOREIGN ((size_t)-1)

/* A port, wherever it is. */
struct port {
	size_t device;           /* index, or DEVICE_FOREIGN */
	const char *device_name; /* canonical; as printed when foreign */
	const char *name;        /* canonical long form; "" when not known */
};

enum seen_by {
	SEEN_BY_BOTH,
	SEEN_BY_A,
	SEEN_BY_B,
};

const char *seen_by_name(enum seen_by seen_by); /* "both", "a", "b" */

/* A cable that really is there, as far as anybody can tell. */
struct observed_cable {
	struct port a;
	struct port b;
	enum seen_by seen_by;
	/*
	 * Where each end says so: the neighbor entry of a and of b.  NULL
	 * where that side does not hear the other.
	 */
	const struct neighbor *heard_by_a;
	const struct neighbor *heard_by_b;
};

/* How the name that a neighbor prints was recognised, the surest first. */
enum matched_by {
	MATCHED_BY_NOTHING,     /* a stranger */
	MATCHED_BY_NAME,        /* as in the plan */
	MATCHED_BY_ALIAS,       /* an alias of the plan */
	MATCHED_BY_DOMAIN,      /* with or without a known domain */
	MATCHED_BY_CUT_NAME,    /* the first 40 letters */
	MATCHED_BY_NAME_SERIAL, /* "leaf1(FDO2151ABCD)" */
	MATCHED_BY_SERIAL_NAME, /* "FDO2151ABCD(leaf1)" */
	MATCHED_BY_SERIAL,
	MATCHED_BY_MAC,         /* a MAC address of the plan */
	MATCHED_BY_SYSTEM_NAME, /* the system name, by any of the above */
	MATCHED_BY_ADDRESS,     /* an IP address of the plan */
};

/* "name", "name(serial)", ...; NULL for MATCHED_BY_NOTHING. */
const char *matched_by_name(enum matched_by matched_by);

enum step_action {
	STEP_UNPLUG, /* take the plug out of `at` and keep it in the hand */
	STEP_MOVE,   /* take the plug out of `at` and put it into `to` */
	STEP_PLUG,   /* put the plug in the hand into `at` */
	STEP_ADD,    /* run a new cable from `at` to `to` */
	STEP_REMOVE, /* take out the cable between `at` and `to` */
	/*
	 * These two are about whole devices, their ports are "", and no plug
	 * moves: from then on all ports of the one are called the other's.
	 */
	STEP_EXCHANGE, /* `at` and `to` get each other's name (or place) */
	STEP_RENAME,   /* `at`, as others hear it now, gets the name of `to` */
};

const char *step_action_name(enum step_action action); /* "unplug", ... */

struct plan_step {
	enum step_action action;
	struct port at;
	struct port to; /* STEP_MOVE, _ADD, _REMOVE, _EXCHANGE, _RENAME */
	/* The desired cable that the step serves; SIZE_MAX for none. */
	size_t cable;
};

struct plan {
	size_t plug_moves;
	size_t cables_added;
	size_t cables_removed;
	struct plan_step *steps;
	size_t step_count;
};

/* A line that a device printed. */
struct evidence {
	size_t device;
	const char *file;
	size_t line;
	struct span text;  /* borrows from the device's output; untrimmed */
	struct span heard; /* the name that the device prints there */
	enum matched_by matched_by;
};

/* FINDING_PLATFORM_MISMATCH: what a device should be and what it prints. */
struct mismatch {
	bool of_serial;       /* otherwise of the platform */
	const char *expected; /* as the plan has it */
	struct span printed;  /* borrows from `heard` */
	size_t device;        /* that hears it */
	const char *port;     /* on which, canonical */
	const struct neighbor *heard;
};

/* Whether an earlier run, the baseline, had the same finding. */
enum finding_since {
	SINCE_UNKNOWN, /* there is no baseline */
	SINCE_NEW,
	SINCE_KNOWN,
};

/* "new", "known"; NULL for SINCE_UNKNOWN. */
const char *finding_since_name(enum finding_since since);

struct finding {
	char id[9]; /* eight hex digits, the same from run to run */
	enum finding_kind kind;
	enum severity severity;
	const size_t *devices; /* device-level kinds: indices */
	size_t device_count;
	/*
	 * FINDING_DEVICE_SWAPPED: the device that is called devices[i] is
	 * where places[i] should be.  Pairs stand side by side, rings in turn.
	 */
	const size_t *places;
	/*
	 * FINDING_DEVICE_SWAPPED and _MISNAMED: the devices themselves, asked
	 * at their own addresses, say that they are in place: only the names
	 * by which others hear them are wrong.
	 */
	bool names_only;
	struct span heard_as; /* FINDING_DEVICE_MISNAMED: the wrong name */
	bool has_explains;    /* "explains 46 of 48" */
	size_t explains_cables;
	size_t explains_of;
	const size_t *cables; /* indices of the desired cables concerned */
	size_t cable_count;
	/*
	 * Where the cables are instead: indices into judgement.observed.  For
	 * a path or ring, cables and observed alternate in walking order.
	 */
	const size_t *observed;
	size_t observed_count;
	/*
	 * FINDING_AMBIGUOUS: all that was heard of `devices`, which are the
	 * candidates; indices into judgement.ambiguities.
	 */
	const size_t *ambiguities;
	size_t ambiguity_count;
	const struct mismatch *mismatches; /* FINDING_PLATFORM_MISMATCH */
	size_t mismatch_count;
	struct plan plan;
	struct evidence *evidence;
	size_t evidence_count;
	/*
	 * Set by waiver_apply(): the waiver that is in force, or the one that
	 * was until its last day had passed.  Both borrow from the topology,
	 * and one of them is NULL.
	 */
	const struct waiver *waived;
	const struct waiver *expired;
	enum finding_since since; /* set by baseline_compare() */
};

struct summary {
	size_t cables; /* desired and judged: the sum of the next six */
	size_t ok;
	size_t ok_one_sided;
	size_t missing;
	size_t miswired;
	size_t one_way;
	size_t unverified;
	size_t extra; /* observed, in no finding about a desired cable */
	size_t findings;
	size_t devices;
	size_t devices_ok;
	size_t waived; /* findings, which are among `findings` as well */
};

/* A name that fits several devices: reported, never resolved by luck. */
struct ambiguity {
	size_t device;    /* that heard it */
	const char *port; /* on which, canonical */
	const struct neighbor *heard;
	struct span name; /* that fits them all */
	enum matched_by matched_by;
	const size_t *candidates;
	size_t candidate_count;
};

/* A name by which a device of the plan is heard, as printed. */
struct heard_name {
	struct span name; /* borrows from the neighbor entry */
	enum matched_by matched_by;
};

/* In the order in which they were met; no more than HEARD_NAMES_MAX. */
struct heard_names {
	struct heard_name *items;
	size_t count;
	/*
	 * That it is heard at all, old entries aside, and those aside where
	 * another device is meant that bears its name.
	 */
	size_t times;
};

/* Whoever invents names for a device cannot make the report long. */
#define HEARD_NAMES_MAX 8

/* A finding of the baseline, in the words of then. */
struct past_finding {
	const char *id;
	const char *kind;
	const char *severity;
	const char *message;
	struct string_list cables;  /* ids of the desired cables concerned */
	struct string_list devices; /* all devices concerned, once or more */
};

struct past_findings {
	const char *source; /* the file or folder, as it was given */
	struct past_finding *items;
	size_t count;
};

/* What became of the findings of an earlier run. */
struct baseline {
	const char *source; /* the file or folder, as it was given */
	size_t new_count;
	size_t known_count;
	const struct past_finding **fixed; /* in the order of then */
	size_t fixed_count;
	/* Not seen any more, but what they are about could not be verified. */
	const struct past_finding **unsure;
	size_t unsure_count;
};

struct judgement {
	struct arena *arena; /* owns all of this */
	const struct topology *topology;
	const struct observations *observations;
	enum verdict *verdicts; /* one per topology cable */
	/*
	 * Every observed cable between known devices, and those to foreign
	 * devices that are part of a finding.
	 */
	struct observed_cable *observed;
	size_t observed_count;
	struct finding *findings; /* worst first, then by place */
	size_t finding_count;
	struct ambiguity *ambiguities;
	size_t ambiguity_count;
	/*
	 * Answered, or heard by any other device: one per topology device.
	 */
	bool *alive;
	/*
	 * Entries of the past, which younger ones speak against: nothing is
	 * plugged in where they say.  In the order of their addresses.
	 */
	const struct neighbor **outdated;
	size_t outdated_count;
	/* What others call each device: one per topology device. */
	struct heard_names *heard_as;
	/*
	 * NULL unless devices carry each other's cables.  Then: where the
	 * device is that others call devices[i], and whose observation is of
	 * the one that is where devices[i] should be.
	 */
	const size_t *place_of;
	const size_t *voice_of;
	struct summary summary;
	/* Set by waiver_apply(): waivers that are about no finding. */
	const struct waiver **idle_waivers;
	size_t idle_waiver_count;
	/* Set by baseline_compare(); NULL: there is no baseline. */
	const struct baseline *baseline;
};

/* NULL is fine. */
void judgement_free(struct judgement *judgement);

/* True for one of judgement->outdated. */
bool judgement_is_outdated(const struct judgement *judgement,
    const struct neighbor *heard);

#endif
