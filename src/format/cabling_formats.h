/*
 * cabling_formats -- the rows of the table of formats, for cabling.c alone.
 */
#ifndef FORMAT_CABLING_FORMATS_H
#define FORMAT_CABLING_FORMATS_H

#include "format/cabling.h"

extern const struct cabling_format cabling_topology;
extern const struct cabling_format cabling_avd;
extern const struct cabling_format cabling_batfish;
extern const struct cabling_format cabling_cable_plan;
extern const struct cabling_format cabling_cvt;
extern const struct cabling_format cabling_cml;
extern const struct cabling_format cabling_containerlab;
extern const struct cabling_format cabling_dell;
extern const struct cabling_format cabling_hyperfabric;
extern const struct cabling_format cabling_netbox;
extern const struct cabling_format cabling_netdisco;
extern const struct cabling_format cabling_netlab;
extern const struct cabling_format cabling_netlab_wiring;
extern const struct cabling_format cabling_p2p;
extern const struct cabling_format cabling_plain;
extern const struct cabling_format cabling_ptm;

#endif
