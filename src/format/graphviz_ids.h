/*
 * graphviz_ids -- the numbers of a graph's objects, in the order of making.
 *
 * cgraph takes the address of a name for its number and sorts subgraphs by it,
 * so the racks of a picture would change places from run to run.  These count
 * from 1 instead.
 */
#ifndef FORMAT_GRAPHVIZ_IDS_H
#define FORMAT_GRAPHVIZ_IDS_H

#include <cgraph.h>

/* For the `id` of an Agdisc_t. */
extern Agiddisc_t graphviz_ids;

#endif
