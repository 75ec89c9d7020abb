/*
 * Ports by name; see work_order_ports.h.  The key is "DEVICE:PORT" with the
 * number of the device: names may hold colons, numbers do not.
 */
#include "check/work_order_ports.h"

void
work_order_ports_init(struct work_order_ports *ports)
{
	*ports = (struct work_order_ports){.numbers = map_new()};
}

void
work_order_ports_release(struct work_order_ports *ports)
{
	map_free(ports->numbers);
	str_release(&ports->key);
}

size_t
work_order_ports_count(const struct work_order_ports *ports)
{
	return map_count(ports->numbers);
}

static struct span
make_key(struct work_order_ports *ports, size_t device, const char *name)
{
	str_clear(&ports->key);
	str_addf(&ports->key, "%zu:", device);
	str_add(&ports->key, name);
	return str_span(&ports->key);
}

size_t
work_order_ports_add(struct work_order_ports *ports, struct port port)
{
	size_t number = map_count(ports->numbers);

	if (port.device == DEVICE_FOREIGN || !port.name || !*port.name)
		return WORK_ORDER_NO_PORT;
	map_add(ports->numbers, make_key(ports, port.device, port.name), number,
	    &number);
	return number;
}

size_t
work_order_ports_find(struct work_order_ports *ports, size_t device,
    const char *name)
{
	size_t number;

	if (!map_find(ports->numbers, make_key(ports, device, name), &number))
		return WORK_ORDER_NO_PORT;
	return number;
}
