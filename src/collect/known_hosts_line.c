/*
 * One line of a known_hosts file; see known_hosts_line.h.
 *
 * A hashed name is "|1|", the base64 of a random salt, "|", and the base64 of
 * the HMAC-SHA1 of the name under that salt: whoever steals the file does not
 * learn which hosts it knows.
 */
#include "collect/known_hosts_line.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "base/mem.h"
#include "base/str.h"
#include "collect/kexinit.h"
#include "collect/known_hosts.h"

/* --- taking a line apart -------------------------------------------------- */

static struct span
take_field(struct span *rest)
{
	struct span field;

	*rest = span_trim(*rest);
	field = span_make(rest->text, 0);
	while (field.length < rest->length &&
	       !isspace((unsigned char)rest->text[field.length]))
		field.length++;
	*rest = span_skip(*rest, field.length);
	return field;
}

char *
known_hosts_decode(struct span text, size_t *length)
{
	char *out;
	int got;

	if (text.length == 0 || text.length % 4 || text.length > INT32_MAX / 2)
		return NULL;
	out = xmalloc(text.length / 4 * 3 + 1);
	got = EVP_DecodeBlock((unsigned char *)out,
	    (const unsigned char *)text.text, (int)text.length);
	if (got < 0) {
		free(out);
		return NULL;
	}
	/* EVP_DecodeBlock() counts the padding as zero bytes. */
	*length = (size_t)got;
	for (size_t i = text.length; i > 0 && text.text[i - 1] == '='; i--) {
		if (*length)
			(*length)--;
	}
	return out;
}

bool
known_hosts_line_read(struct span text, struct known_hosts_line *line)
{
	struct span rest = text;
	struct span field = take_field(&rest);

	*line = (struct known_hosts_line){.marker = MARKER_NONE};
	if (field.length == 0 || field.text[0] == '#')
		return false;
	if (field.text[0] == '@') {
		if (!span_is(field, "@revoked"))
			return false;
		line->marker = MARKER_REVOKED;
		field = take_field(&rest);
	}
	line->names = field;
	line->type = take_field(&rest);
	line->base64 = take_field(&rest);
	return line->base64.length > 0;
}

/* --- names ---------------------------------------------------------------- */

bool
known_hosts_names_are_plain(struct span names)
{
	for (size_t i = 0; i < names.length; i++) {
		if (strchr("*?!|", names.text[i]))
			return false;
	}
	return true;
}

char *
known_hosts_spell(const char *host, unsigned port)
{
	char *name =
	    port == 22 ? xstrdup(host) : str_printf("[%s]:%u", host, port);

	for (char *p = name; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return name;
}

/* "|1|salt|hash" against a name. */
static bool
hash_matches(struct span hashed, const char *name)
{
	unsigned char wanted[EVP_MAX_MD_SIZE];
	const char *bar;
	struct span salt;
	char *raw_salt = NULL;
	char *raw_hash = NULL;
	size_t salt_length = 0;
	size_t hash_length = 0;
	unsigned got = 0;
	bool same = false;

	salt = span_skip(hashed, 3);
	bar = span_find_char(salt, '|');
	if (!bar)
		return false;
	salt.length = (size_t)(bar - salt.text);
	raw_salt = known_hosts_decode(salt, &salt_length);
	raw_hash = known_hosts_decode(span_skip(hashed, 3 + salt.length + 1),
	    &hash_length);
	if (raw_salt && raw_hash && hash_length == SHA_DIGEST_LENGTH &&
	    HMAC(EVP_sha1(), raw_salt, (int)salt_length,
		(const unsigned char *)name, strlen(name), wanted, &got))
		same = got == hash_length && memcmp(wanted, raw_hash, got) == 0;
	free(raw_salt);
	free(raw_hash);
	return same;
}

/* Shell patterns with * and ? alone: "[" is part of "[host]:port". */
static bool
pattern_matches(struct span pattern, const char *name)
{
	const char *p = pattern.text;
	const char *end = pattern.text + pattern.length;
	const char *star = NULL;
	const char *resume = NULL;

	while (*name) {
		if (p < end && *p == '*') {
			star = ++p;
			resume = name;
		} else if (p < end &&
			   (*p == '?' || tolower((unsigned char)*p) == *name)) {
			p++;
			name++;
		} else if (star) {
			p = star;
			name = ++resume;
		} else {
			return false;
		}
	}
	while (p < end && *p == '*')
		p++;
	return p == end;
}

bool
known_hosts_names_match(struct span names, const char *name)
{
	struct span pattern;
	bool matches = false;

	if (span_starts(names, "|1|"))
		return hash_matches(names, name);
	while (kexinit_next_name(&names, &pattern)) {
		bool denied = span_starts(pattern, "!");

		if (!pattern_matches(span_skip(pattern, denied ? 1 : 0), name))
			continue;
		if (denied)
			return false;
		matches = true;
	}
	return matches;
}

/* --- putting a line together ---------------------------------------------- */

/* The hashed form of a name. */
static char *
hash_name(const char *name)
{
	unsigned char salt[SHA_DIGEST_LENGTH];
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned length = 0;
	char salt_text[64];
	char hash_text[64];

	if (RAND_bytes(salt, sizeof(salt)) != 1 ||
	    !HMAC(EVP_sha1(), salt, sizeof(salt), (const unsigned char *)name,
		strlen(name), hash, &length))
		bug("libcrypto cannot hash a host name");
	EVP_EncodeBlock((unsigned char *)salt_text, salt, sizeof(salt));
	EVP_EncodeBlock((unsigned char *)hash_text, hash, SHA_DIGEST_LENGTH);
	return str_printf("|1|%s|%s", salt_text, hash_text);
}

char *
known_hosts_line_format(const char *host, unsigned port, struct span key,
    bool hashed)
{
	struct span type = known_hosts_key_type(key);
	unsigned char *base64;
	char *name;
	char *line;

	if (span_is_absent(type) || key.length > 65536)
		return NULL;
	base64 = xmalloc(key.length / 3 * 4 + 5);
	EVP_EncodeBlock(base64, (const unsigned char *)key.text,
	    (int)key.length);
	name = known_hosts_spell(host, port);
	if (hashed) {
		char *plain = name;

		name = hash_name(plain);
		free(plain);
	}
	line = str_printf("%s %.*s %s", name, (int)type.length, type.text,
	    (const char *)base64);
	free(name);
	free(base64);
	return line;
}
