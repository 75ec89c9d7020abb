/*
 * Any bytes as a known_hosts file, and the same bytes as a server's greeting.
 */
#include <stddef.h>
#include <stdint.h>

#include "collect/kexinit.h"
#include "collect/known_hosts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct span text = span_make((const char *)bytes, length);
	struct known_hosts *hosts = known_hosts_parse(text);
	struct str types = STR_INIT;
	struct kexinit kexinit;
	unsigned line;

	(void)known_hosts_check(hosts, "leaf1.lab.example", 22, text, &line);
	(void)known_hosts_check(hosts, "192.0.2.1", 2222, text, &line);
	known_hosts_list_types(hosts, "leaf1", 22, &types);
	str_release(&types);
	known_hosts_free(hosts);
	if (kexinit_read(text, &kexinit) && kexinit.complete)
		(void)kexinit_have_common(kexinit.lists[KEXINIT_KEX],
		    kexinit.lists[KEXINIT_HOST_KEY]);
	return 0;
}
