/*
 * faults -- the file that says what is wrong in the lab.
 *
 * YAML with two keys.  `cabling` is a list of mistakes, made one after the
 * other on the wiring that the topology plans; `devices` says what is peculiar
 * about devices, by name, range ("leaf[1-4]") or pattern ("leaf*"):
 *
 *	cabling:
 *	  - missing: leaf1:Eth1/49
 *	  - swap: [spine1:Eth1/3, spine1:Eth1/4]
 *	devices:
 *	  leaf9: {refuse: true}
 *
 * The tables in faults.c say what there is.
 */
#ifndef LAB_FAULTS_H
#define LAB_FAULTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"
#include "lab/traits.h"
#include "lab/wiring.h"
#include "model/topology.h"

/* What the faults change; `arena` keeps the texts that `traits` borrow. */
struct faults_target {
	const struct topology *topology;
	struct wiring *wiring;
	struct traits *traits; /* one for each device */
	struct arena *arena;
};

/*
 * Reads the faults at `path` and applies them.  False when the file cannot be
 * read at all; mistakes inside it are added to `diags`, and `target` must then
 * not be used.
 */
MUST_CHECK bool faults_apply(const char *path,
    const struct faults_target *target, struct diag_list *diags,
    struct err *err);

/* The same over a text in memory that messages call `name`. */
void faults_apply_text(const char *name, struct span text,
    const struct faults_target *target, struct diag_list *diags);

/* Appends what `cabling` takes, for --help. */
void faults_add_help(struct str *out);

#endif
