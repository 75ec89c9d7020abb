/*
 * The preference lists: modern ones first, those that cost a tenth of a second
 * of work last.  What the library's build lacks is left out of what is asked
 * for and of what messages say.
 *
 * Old ones are needed by devices that run for decades, IOS 12 among them, and
 * stand behind all that is better.  They are told by a mark in the list, so
 * that they can be left out.
 *
 * ChaCha20 comes first, as it does with OpenSSH: the library decrypts a packet
 * of it at once, and one of AES by 16 bytes a call, which takes half as long
 * again.
 *
 * blowfish, arcfour and cast128 are missing on purpose: the library advertises
 * them, but OpenSSL 3 does not run them, and a device that picks one would
 * fail where 3des would have worked.
 */
#include "collect/algorithm.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/mem.h"

/* A name behind this mark is an old one. */
#define OLD "!"

#define REFUSED " without the old ones, which --no-legacy-algorithms refuses"

/* clang-format off */
static const char kex_list[] =
	"curve25519-sha256,curve25519-sha256@libssh.org,"
	"ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
	"diffie-hellman-group14-sha256," OLD "diffie-hellman-group14-sha1,"
	"diffie-hellman-group16-sha512,diffie-hellman-group-exchange-sha256,"
	"diffie-hellman-group18-sha512," OLD "diffie-hellman-group1-sha1,"
	OLD "diffie-hellman-group-exchange-sha1";

#define CHACHA "chacha20-poly1305@openssh.com"

static const char cipher_list[] =
	CHACHA ","
	"aes128-gcm@openssh.com,aes256-gcm@openssh.com,"
	"aes128-ctr,aes192-ctr,aes256-ctr,"
	OLD "aes128-cbc," OLD "aes192-cbc," OLD "aes256-cbc," OLD "3des-cbc";

static const char mac_list[] =
	"hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
	"hmac-sha2-256,hmac-sha2-512," OLD "hmac-sha1-etm@openssh.com,"
	OLD "hmac-sha1," OLD "hmac-sha1-96," OLD "hmac-md5," OLD "hmac-md5-96";

/* One row for each type of key that a known_hosts file may hold. */
static const struct {
	const char *type;
	const char *algorithms;
} host_keys[] = {
	{ "ssh-ed25519",         "ssh-ed25519" },
	{ "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256" },
	{ "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384" },
	{ "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521" },
	{ "ssh-rsa",             "rsa-sha2-512,rsa-sha2-256," OLD "ssh-rsa" },
	{ "ssh-dss",             OLD "ssh-dss" },
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
	[KEXINIT_COMPRESSION_OUT] =
		{ LIBSSH2_METHOD_COMP_CS, "none", "compression" },
	[KEXINIT_COMPRESSION_IN] =
		{ LIBSSH2_METHOD_COMP_SC, "none", "compression" },
};
/* clang-format on */

/* Adds the names of a list, without marks; the old ones only if wanted. */
static void
add_names(struct str *out, const char *list, bool old)
{
	struct span rest = span_of(list);
	struct span name;

	while (kexinit_next_name(&rest, &name)) {
		bool is_old = span_starts(name, OLD);

		if (is_old && !old)
			continue;
		if (out->length)
			str_add_char(out, ',');
		str_add_span(out, is_old ? span_skip(name, 1) : name);
	}
}

static void
list_host_keys(const struct algorithm_wishes *wishes, struct str *list)
{
	for (int known = 1; known >= 0; known--) {
		for (size_t i = 0; i < COUNT_OF(host_keys); i++) {
			bool is_known = kexinit_have_common(wishes->known_types,
			    span_of(host_keys[i].type));

			if (is_known == (known == 1))
				add_names(list, host_keys[i].algorithms,
				    wishes->old);
		}
	}
}

#define WISH_LISTS 4 /* see struct algorithm_wishes */

/* Which of them; nobody has wishes about compression. */
static const size_t list_of[] = {
    [KEXINIT_KEX] = 0,
    [KEXINIT_HOST_KEY] = 1,
    [KEXINIT_CIPHER_OUT] = 2,
    [KEXINIT_CIPHER_IN] = 2,
    [KEXINIT_MAC_OUT] = 3,
    [KEXINIT_MAC_IN] = 3,
    [KEXINIT_COMPRESSION_OUT] = WISH_LISTS,
    [KEXINIT_COMPRESSION_IN] = WISH_LISTS,
};

/* What the user wants of list `i`; NULL: whatever there is. */
static const char *
list_wanted(const struct algorithm_wishes *wishes, size_t i)
{
	if (!wishes->lists || list_of[i] == WISH_LISTS)
		return NULL;
	return wishes->lists[list_of[i]];
}

static void
list_preferred(size_t i, const struct algorithm_wishes *wishes,
    struct str *list)
{
	const char *wanted = list_wanted(wishes, i);
	struct str all = STR_INIT;
	struct span rest;
	struct span name;

	if (methods[i].list)
		add_names(&all, methods[i].list, wishes->old);
	else
		list_host_keys(wishes, &all);
	rest = wanted ? span_of(wanted) : SPAN_ABSENT;
	while (kexinit_next_name(&rest, &name)) {
		if (kexinit_have_common(name, str_span(&all)))
			str_addf(list, "%s%.*s", list->length ? "," : "",
			    (int)name.length, name.text);
	}
	if (!wanted)
		str_add_span(list, str_span(&all));
	str_release(&all);
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
list_offered(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, struct str *list)
{
	struct str preferred = STR_INIT;
	const char **names = NULL;
	int count =
	    libssh2_session_supported_algs(session, methods[i].method, &names);
	struct span rest;
	struct span name;

	list_preferred(i, wishes, &preferred);
	rest = str_span(&preferred);
	while (kexinit_next_name(&rest, &name)) {
		if (!is_supported(names, count, name) ||
		    (wishes->no_chacha && span_is(name, CHACHA)))
			continue;
		if (list->length)
			str_add_char(list, ',');
		str_add_span(list, name);
	}
	if (count > 0)
		libssh2_free(session, names);
	str_release(&preferred);
}

/*
 * A list of the user's in which nothing is ours would leave the library to its
 * defaults, and so to what the user has ruled out.
 */
static bool
is_possible(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, struct str *problem)
{
	const char *wanted = list_wanted(wishes, i);
	struct algorithm_wishes all = *wishes;
	struct str ours = STR_INIT;
	bool possible;
	bool old_would_do;

	if (!wanted)
		return true;
	list_offered(session, i, wishes, &ours);
	possible = ours.length > 0;
	all.old = true;
	if (!possible)
		list_offered(session, i, &all, &ours);
	old_would_do = ours.length > 0;
	str_release(&ours);
	if (possible)
		return true;
	str_addf(problem,
	    "ssh's configuration allows no %s that this program "
	    "has%s: %.200s",
	    methods[i].what, old_would_do ? REFUSED : "", wanted);
	return false;
}

/* --- what is asked for ---------------------------------------------------- */

/* One for each set of known key types: a fleet has few of them. */
#define REMEMBERED 4

struct preference {
	char *known_types; /* owned; NULL: there is none */
	const char *lists[WISH_LISTS];
	bool old;
	bool no_chacha;
	struct str offers[KEXINIT_LISTS];
};

struct algorithm_memory {
	struct preference items[REMEMBERED];
	size_t next; /* to be overwritten */
};

struct algorithm_memory *
algorithm_memory_new(void)
{
	return xcalloc(1, sizeof(struct algorithm_memory));
}

static void
forget(struct preference *preference)
{
	free(preference->known_types);
	preference->known_types = NULL;
	for (size_t i = 0; i < KEXINIT_LISTS; i++)
		str_release(&preference->offers[i]);
}

void
algorithm_memory_free(struct algorithm_memory *memory)
{
	if (!memory)
		return;
	for (size_t i = 0; i < REMEMBERED; i++)
		forget(&memory->items[i]);
	free(memory);
}

/* Those of hosts that ssh's configuration treats alike are the same. */
static const char *
wished_list(const struct algorithm_wishes *wishes, size_t i)
{
	return wishes->lists ? wishes->lists[i] : NULL;
}

static bool
serves(const struct preference *item, const struct algorithm_wishes *wishes)
{
	for (size_t i = 0; i < WISH_LISTS; i++) {
		if (item->lists[i] != wished_list(wishes, i))
			return false;
	}
	return item->old == wishes->old &&
	       item->no_chacha == wishes->no_chacha && item->known_types &&
	       span_is(wishes->known_types, item->known_types);
}

static const struct preference *
recall(const struct algorithm_memory *memory,
    const struct algorithm_wishes *wishes)
{
	for (size_t i = 0; i < REMEMBERED; i++) {
		if (serves(&memory->items[i], wishes))
			return &memory->items[i];
	}
	return NULL;
}

/* NULL, with words in `problem`, when nothing would do. */
static const struct preference *
work_out(LIBSSH2_SESSION *session, const struct algorithm_wishes *wishes,
    struct algorithm_memory *memory, struct str *problem)
{
	struct preference *item = &memory->items[memory->next];

	for (size_t i = 0; i < KEXINIT_LISTS; i++) {
		if (!is_possible(session, i, wishes, problem))
			return NULL;
	}
	memory->next = (memory->next + 1) % REMEMBERED;
	forget(item);
	item->known_types =
	    xstrndup(wishes->known_types.text, wishes->known_types.length);
	for (size_t i = 0; i < WISH_LISTS; i++)
		item->lists[i] = wished_list(wishes, i);
	item->old = wishes->old;
	item->no_chacha = wishes->no_chacha;
	for (size_t i = 0; i < KEXINIT_LISTS; i++)
		list_offered(session, i, wishes, &item->offers[i]);
	return item;
}

bool
algorithm_prefer(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, struct algorithm_memory *memory,
    struct str *problem)
{
	const struct preference *item = recall(memory, wishes);

	if (!item)
		item = work_out(session, wishes, memory, problem);
	for (size_t i = 0; item && i < KEXINIT_LISTS; i++) {
		/* Without one that the library knows its defaults stand. */
		if (item->offers[i].length)
			(void)libssh2_session_method_pref(session,
			    methods[i].method, str_text(&item->offers[i]));
	}
	return item != NULL;
}

/* --- why nothing was agreed on -------------------------------------------- */

static const char aead_list[] =
    "aes128-gcm@openssh.com,aes256-gcm@openssh.com," CHACHA;

/*
 * Whether what will be agreed on, the first of ours that the device has, is one
 * of `wanted`.
 */
static bool
is_agreed(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, const struct kexinit *offered,
    struct span wanted)
{
	struct str ours = STR_INIT;
	struct span rest;
	struct span name;
	bool is = false;

	list_offered(session, i, wishes, &ours);
	rest = str_span(&ours);
	while (kexinit_next_name(&rest, &name)) {
		if (!kexinit_have_common(name, offered->lists[i]))
			continue;
		is = kexinit_have_common(name, wanted);
		break;
	}
	str_release(&ours);
	return is;
}

/* With these alone the library does without a MAC of both sides. */
static const char gcm_list[] = "aes128-gcm@openssh.com,aes256-gcm@openssh.com";

static bool
is_mac(size_t i)
{
	return i == KEXINIT_MAC_OUT || i == KEXINIT_MAC_IN;
}

/* Whether the cipher that goes with MAC `i` will be one of `ciphers`. */
static bool
will_use(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, const struct kexinit *offered,
    const char *ciphers)
{
	return is_agreed(session,
	    i == KEXINIT_MAC_OUT ? KEXINIT_CIPHER_OUT : KEXINIT_CIPHER_IN,
	    wishes, offered, span_of(ciphers));
}

/* Whether one of the old ones would have served. */
static bool
is_old_wanted(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, const struct kexinit *offered)
{
	struct algorithm_wishes all = *wishes;
	struct str ours = STR_INIT;
	bool fits;

	all.old = true;
	list_offered(session, i, &all, &ours);
	fits = kexinit_have_common(offered->lists[i], str_span(&ours));
	str_release(&ours);
	return fits;
}

bool
algorithm_explain(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered,
    struct str *out)
{
	for (size_t i = 0; i < KEXINIT_LISTS; i++) {
		struct str ours = STR_INIT;
		bool fits;

		list_offered(session, i, wishes, &ours);
		fits =
		    kexinit_have_common(offered->lists[i], str_span(&ours)) ||
		    (is_mac(i) &&
			will_use(session, i, wishes, offered, gcm_list));
		if (!fits)
			str_addf(out,
			    "no %s in common: the device offers %.*s; this "
			    "program offers %s",
			    methods[i].what, (int)offered->lists[i].length,
			    offered->lists[i].text, str_text(&ours));
		if (!fits && !wishes->old &&
		    is_old_wanted(session, i, wishes, offered))
			str_add(out, REFUSED);
		/* It brings its own as well, but this library insists. */
		if (!fits && is_mac(i) &&
		    will_use(session, i, wishes, offered, aead_list))
			str_add(out, "; one is needed here even for " CHACHA
				     ", which makes no use of it");
		str_release(&ours);
		if (!fits)
			return true;
	}
	return false;
}

bool
algorithm_can_do_without_chacha(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered)
{
	struct algorithm_wishes others = *wishes;
	struct str reason = STR_INIT;
	bool fits;

	others.no_chacha = true;
	fits = !algorithm_explain(session, &others, offered, &reason);
	str_release(&reason);
	return fits;
}

/* --- guesses -------------------------------------------------------------- */

static bool
guesses_right(LIBSSH2_SESSION *session, size_t i,
    const struct algorithm_wishes *wishes, const struct kexinit *offered)
{
	struct span list = offered->lists[i];
	struct span first = SPAN_ABSENT;

	(void)kexinit_next_name(&list, &first);
	return is_agreed(session, i, wishes, offered, first);
}

bool
algorithm_is_wrong_guess(LIBSSH2_SESSION *session,
    const struct algorithm_wishes *wishes, const struct kexinit *offered)
{
	return offered->guesses &&
	       !(guesses_right(session, KEXINIT_KEX, wishes, offered) &&
		   guesses_right(session, KEXINIT_HOST_KEY, wishes, offered));
}

/* --- what was agreed on --------------------------------------------------- */

static char *
copy_method(LIBSSH2_SESSION *session, enum kexinit_list i)
{
	const char *name = libssh2_session_methods(session, methods[i].method);

	return name ? xstrdup(name) : NULL;
}

/* Both directions have their own, and nearly always the same. */
static char *
copy_both(LIBSSH2_SESSION *session, enum kexinit_list out, enum kexinit_list in)
{
	const char *one = libssh2_session_methods(session, methods[out].method);
	const char *two = libssh2_session_methods(session, methods[in].method);

	if (!one || !two)
		return NULL;
	if (span_is(span_of(one), two))
		return xstrdup(one);
	return str_printf("%s, %s back", one, two);
}

void
algorithm_get_agreed(LIBSSH2_SESSION *session, struct algorithms *agreed)
{
	*agreed = (struct algorithms){
	    .kex = copy_method(session, KEXINIT_KEX),
	    .host_key = copy_method(session, KEXINIT_HOST_KEY),
	    .cipher = copy_both(session, KEXINIT_CIPHER_OUT, KEXINIT_CIPHER_IN),
	};
	/* A cipher of that kind brings its own. */
	if (!agreed->cipher ||
	    !kexinit_have_common(span_of(agreed->cipher), span_of(aead_list)))
		agreed->mac =
		    copy_both(session, KEXINIT_MAC_OUT, KEXINIT_MAC_IN);
}
