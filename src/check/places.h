/*
 * places -- devices that are not where their names say.
 *
 * Two switches racked in each other's place, a name given twice, a switch
 * straight out of the box: one mistake, and every cable of the device looks
 * wrong.  So before cables are judged one by one, devices are looked at as
 * wholes.  Where that explains more with less, the sightings are rewritten as
 * if all had their right names, and everything is judged again.
 */
#ifndef CHECK_PLACES_H
#define CHECK_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include "check/comparison.h"

struct places; /* opaque; NULL while everybody is in place */

/*
 * Looks for devices out of place and rewrites the halves accordingly.  True
 * when it has found some: then edges and verdicts must be made anew.
 */
bool places_find(struct comparison *c);

/* True when the device has been found to be out of place, or misnamed. */
bool places_is_settled(const struct comparison *c, uint32_t device);

void places_free(struct places *places);

/*
 * Makes the findings about devices out of place, and gives the verdicts of the
 * cables that they explain.  After the components, which take these cables for
 * right, and before the findings are finished.
 */
void places_report(struct comparison *c);

/* The port as its device calls it, or those that hear it. */
struct port places_port_as_heard(const struct comparison *c, uint32_t port,
    const struct neighbor *heard_there);

/* The device whose text `heard` is from, shown as a sighting by `device`. */
size_t places_teller(const struct comparison *c, size_t device,
    const struct neighbor *heard);

#endif
