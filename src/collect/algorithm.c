/*
 * The preference lists.  libssh2 leaves out of them what its build lacks; what
 * is really offered is asked of the library when a message needs it.
 *
 * blowfish, arcfour and cast128 are missing on purpose: the library advertises
 * them, but OpenSSL 3 does not run them, and a device that picks one would
 * fail where 3des would have worked.
 */
#include "collect/algorithm.h"

#include "base/attr.h"

/* clang-format off */
static const char kex_list[] =
	"curve25519-sha256,curve25519-sha256@libssh.org,"
	"ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
	"diffie-hellman-group14-sha256,diffie-hellman-group14-sha1,"
	"diffie-hellman-group1-sha1,"
	"diffie-hellman-group16-sha512,diffie-hellman-group-exchange-sha256,"
	"diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha1";

static const char cipher_list[] =
	"aes128-gcm@openssh.com,aes256-gcm@openssh.com,"
	"chacha20-poly1305@openssh.com,"
	"aes128-ctr,aes192-ctr,aes256-ctr,"
	"aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc";

static const char mac_list[] =
	"hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
	"hmac-sha2-256,hmac-sha2-512,hmac-sha1-etm@openssh.com,"
	"hmac-sha1,hmac-sha1-96,hmac-md5,hmac-md5-96";

/* One row for each type of key that a known_hosts file may hold. */
static const struct {
	const char *type;
	const char *algorithms;
} host_keys[] = {
	{ "ssh-ed25519",         "ssh-ed25519" },
	{ "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256" },
	{ "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384" },
	{ "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521" },
	{ "ssh-rsa",             "rsa-sha2-512,rsa-sha2-256,ssh-rsa" },
	{ "ssh-dss",             "ssh-dss" },
};

static const struct {
	int method;
	const char *list; /* NULL: made from host_keys */
	const char *what;
} methods[] = {
	[KEXINIT_KEX]        = { LIBSSH2_METHOD_KEX, kex_list, "key exchange" },
	[KEXINIT_HOST_KEY]   = { LIBSSH2_METHOD_HOSTKEY, NULL, "host key type" },
	[KEXINIT_CIPHER_OUT] = { LIBSSH2_METHOD_CRYPT_CS, cipher_list, "cipher" },
	[KEXINIT_CIPHER_IN]  = { LIBSSH2_METHOD_CRYPT_SC, cipher_list, "cipher" },
	[KEXINIT_MAC_OUT]    = { LIBSSH2_METHOD_MAC_CS, mac_list, "MAC" },
	[KEXINIT_MAC_IN]     = { LIBSSH2_METHOD_MAC_SC, mac_list, "MAC" },
};
/* clang-format on */

static void
add_name(struct str *list, const char *names)
{
	if (list->length)
		str_add_char(list, ',');
	str_add(list, names);
}

static void
list_host_keys(struct span known_types, struct str *list)
{
	for (int known = 1; known >= 0; known--) {
		for (size_t i = 0; i < COUNT_OF(host_keys); i++) {
			bool is_known = kexinit_have_common(known_types,
			    span_of(host_keys[i].type));

			if (is_known == (known == 1))
				add_name(list, host_keys[i].algorithms);
		}
	}
}

static void
list_preferred(size_t i, struct span known_types, struct str *list)
{
	if (methods[i].list)
		str_add(list, methods[i].list);
	else
		list_host_keys(known_types, list);
}

void
algorithm_prefer(LIBSSH2_SESSION *session, struct span known_types)
{
	for (size_t i = 0; i < KEXINIT_LISTS; i++) {
		struct str list = STR_INIT;

		list_preferred(i, known_types, &list);
		/* Fails with all names unknown: then its defaults stand. */
		(void)libssh2_session_method_pref(session, methods[i].method,
		    str_text(&list));
		str_release(&list);
	}
}

static bool
is_supported(const char *const *names, int count, struct span name)
{
	for (int i = 0; i < count; i++) {
		if (span_is(name, names[i]))
			return true;
	}
	return false;
}

/* Our list less what this build of the library cannot do. */
static void
list_offered(LIBSSH2_SESSION *session, size_t i, struct span known_types,
    struct str *list)
{
	struct str preferred = STR_INIT;
	const char **names = NULL;
	int count =
	    libssh2_session_supported_algs(session, methods[i].method, &names);
	struct span rest;
	struct span name;

	list_preferred(i, known_types, &preferred);
	rest = str_span(&preferred);
	while (kexinit_next_name(&rest, &name)) {
		if (!is_supported(names, count, name))
			continue;
		if (list->length)
			str_add_char(list, ',');
		str_add_span(list, name);
	}
	if (count > 0)
		libssh2_free(session, names);
	str_release(&preferred);
}

/* With an AEAD cipher in common no MAC is needed. */
static bool
is_needless(size_t i, const struct kexinit *offered)
{
	static const char aead[] =
	    "aes128-gcm@openssh.com,aes256-gcm@openssh.com,"
	    "chacha20-poly1305@openssh.com";

	return (i == KEXINIT_MAC_OUT || i == KEXINIT_MAC_IN) &&
	       kexinit_have_common(offered->lists[KEXINIT_CIPHER_OUT],
		   span_of(aead));
}

bool
algorithm_explain(LIBSSH2_SESSION *session, struct span known_types,
    const struct kexinit *offered, struct str *out)
{
	for (size_t i = 0; i < KEXINIT_LISTS; i++) {
		struct str ours = STR_INIT;
		bool fits;

		list_offered(session, i, known_types, &ours);
		fits =
		    kexinit_have_common(offered->lists[i], str_span(&ours)) ||
		    is_needless(i, offered);
		if (!fits)
			str_addf(out,
			    "no %s in common: the device offers %.*s; this "
			    "program offers %s",
			    methods[i].what, (int)offered->lists[i].length,
			    offered->lists[i].text, str_text(&ours));
		str_release(&ours);
		if (!fits)
			return true;
	}
	return false;
}
