/*
 * wiring -- which plug sits in which port of the lab, right now.
 *
 * It starts as the topology plans it; the faults then pull, move and add
 * plugs as careless hands would.  What each device hears over CDP follows
 * from where the plugs are in the end, and from nothing else, so that a fault
 * looks from both ends as it does in a real room.
 */
#ifndef LAB_WIRING_H
#define LAB_WIRING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/span.h"
#include "model/topology.h"

struct wiring; /* opaque; borrows the topology */

/* A port as the faults name it: `port` in any spelling. */
struct socket_name {
	size_t device; /* index into the topology's devices */
	struct span port;
};

/* Somebody who is in no topology: a phone, an access point, a laptop. */
struct stranger {
	const char *device_id; /* all of them copied by wiring_add_stranger() */
	const char *port_id;
	const char *platform;
	const char *capabilities; /* as printed: "Host Phone" */
};

/* What a port is set to and says of itself; zero: as all others are. */
struct port_settings {
	bool is_half_duplex;
	unsigned native_vlan; /* 0: the usual one */
};

/* What one device hears on one of its ports. */
struct sighting {
	const char *local_port;  /* canonical long form */
	size_t device;           /* who: index; meaningless for a stranger */
	const char *remote_port; /* canonical long form */
	const struct stranger *stranger; /* NULL: a device of the topology */
	struct port_settings settings;   /* of the remote port */
	bool is_old; /* the plug is gone, the entry not yet */
};

/* Every installed cable of the topology, in its place; planned and removed
 * ones are not there.  `topology` must outlive the wiring. */
struct wiring *wiring_new(const struct topology *topology);
void wiring_free(struct wiring *wiring); /* NULL is fine */

/*
 * The mistakes of hands.  Each fails, changing nothing, with a text that says
 * which port is not as the mistake needs it.
 */

/* Takes the cable away that is plugged in there. */
MUST_CHECK bool wiring_take_away(struct wiring *wiring, struct socket_name port,
    struct err *err);

/* Plugs a new cable in between two free ports. */
MUST_CHECK bool wiring_add(struct wiring *wiring, struct socket_name a,
    struct socket_name b, struct err *err);

/*
 * The plug of each port goes into the next one, that of the last into the
 * first; two ports: a swap.  All must be in use and different.
 */
MUST_CHECK bool wiring_rotate(struct wiring *wiring,
    const struct socket_name *ports, size_t count, struct err *err);

/* The plug in `from` goes into `to`, which must be free. */
MUST_CHECK bool wiring_move(struct wiring *wiring, struct socket_name from,
    struct socket_name to, struct err *err);

/*
 * The plug of each port goes into the next one; the last port must be free, the
 * others in use and different.
 */
MUST_CHECK bool wiring_shift(struct wiring *wiring,
    const struct socket_name *ports, size_t count, struct err *err);

/* Two boxes take each other's place: whatever was plugged into a port of one
 * is plugged into the port of that name of the other. */
void wiring_exchange(struct wiring *wiring, size_t a, size_t b);

/* `port` still has an entry about `remote`, whose plug was there before. */
MUST_CHECK bool wiring_remember(struct wiring *wiring, struct socket_name port,
    struct socket_name remote, struct err *err);

/* What the port says of itself from now on. */
void wiring_set_half_duplex(struct wiring *wiring, struct socket_name port);
void wiring_set_native_vlan(struct wiring *wiring, struct socket_name port,
    unsigned vlan);

/* The device no longer hears what is plugged in there; the other end does. */
MUST_CHECK bool wiring_deafen(struct wiring *wiring, struct socket_name port,
    struct err *err);

/* Somebody more is heard at the port, which may be free or in use. */
void wiring_add_stranger(struct wiring *wiring, struct socket_name port,
    struct stranger stranger);

/* No CDP from this device: nobody hears it, and it hears nobody. */
void wiring_silence(struct wiring *wiring, size_t device);
bool wiring_is_silent(const struct wiring *wiring, size_t device);

/*
 * What `device` hears, in the natural order of its ports.  Returns an array
 * that the caller frees, and its length in `*count`.  The first call, and the
 * first after a change, sorts everything; the others take only what they
 * return.
 */
struct sighting *wiring_hear(struct wiring *wiring, size_t device,
    size_t *count);

#endif
