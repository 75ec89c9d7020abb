/*
 * Lines look like this:
 *
 *   leaf1,10.0.0.11 ssh-ed25519 AAAAC3Nza... comment
 *   [10.0.0.1]:2222 ssh-rsa AAAAB3Nza...
 *   *.lab.example.net,!old.lab.example.net ecdsa-sha2-nistp256 AAAAE2Vj...
 *   |1|base64 salt|base64 HMAC-SHA1 of the name|  ssh-rsa AAAAB3Nza...
 *   @revoked * ssh-rsa AAAAB3Nza...
 *
 * Plain names are found through a map, so that ten thousand devices and ten
 * thousand lines are not a hundred million comparisons.  Patterns and hashed
 * names cannot be looked up and are tried one after another.
 */
#include "collect/known_hosts.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "collect/kexinit.h"

#define FILE_MAX ((size_t)64 << 20)
#define NO_ENTRY SIZE_MAX

enum marker {
	MARKER_NONE,
	MARKER_REVOKED,
};

struct entry {
	enum marker marker;
	struct span names; /* borrowed from the text */
	char *key;         /* owned */
	size_t key_length;
	unsigned line;
};

/* One plain name of one entry; those of the same name are chained. */
struct name {
	size_t entry;
	size_t next;
};

struct known_hosts {
	char *text; /* owned; what entries borrow from */
	struct entry *entries;
	size_t count;
	size_t capacity;
	struct map *by_name; /* the newest of the names chained */
	struct name *names;
	size_t name_count;
	size_t name_capacity;
	size_t *others; /* entries with a pattern or a hash */
	size_t other_count;
	size_t other_capacity;
	char **added; /* owned texts of lines added later */
	size_t added_count;
	size_t added_capacity;
	unsigned lines;
};

/* --- reading -------------------------------------------------------------- */

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

/* Decodes base64; NULL when it is not. */
static char *
decode(struct span text, size_t *length)
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

/* Hashes and patterns, "!" included: what no map can find. */
static bool
is_plain_list(struct span names)
{
	for (size_t i = 0; i < names.length; i++) {
		if (strchr("*?!|", names.text[i]))
			return false;
	}
	return true;
}

static void
index_name(struct known_hosts *hosts, struct span name, size_t entry)
{
	struct name *node;
	size_t older = NO_ENTRY;

	(void)map_find(hosts->by_name, name, &older);
	hosts->names = grow_array(hosts->names, hosts->name_count,
	    &hosts->name_capacity, sizeof(*hosts->names));
	node = &hosts->names[hosts->name_count];
	node->entry = entry;
	node->next = older;
	map_set(hosts->by_name, name, hosts->name_count++);
}

static void
index_entry(struct known_hosts *hosts, size_t i)
{
	struct span rest = hosts->entries[i].names;
	struct span name;

	if (!is_plain_list(rest)) {
		hosts->others = grow_array(hosts->others, hosts->other_count,
		    &hosts->other_capacity, sizeof(*hosts->others));
		hosts->others[hosts->other_count++] = i;
		return;
	}
	while (kexinit_next_name(&rest, &name))
		index_name(hosts, name, i);
}

static void
read_line(struct known_hosts *hosts, struct span line, unsigned number)
{
	struct entry entry = {.line = number};
	struct span rest = line;
	struct span field = take_field(&rest);
	struct span type;

	if (field.length == 0 || field.text[0] == '#')
		return;
	if (field.text[0] == '@') {
		if (!span_is(field, "@revoked"))
			return;
		entry.marker = MARKER_REVOKED;
		field = take_field(&rest);
	}
	entry.names = field;
	type = take_field(&rest);
	field = take_field(&rest);
	entry.key = decode(field, &entry.key_length);
	if (!entry.key)
		return;
	if (!span_equal(type,
		known_hosts_key_type(span_make(entry.key, entry.key_length)))) {
		free(entry.key);
		return;
	}
	hosts->entries = grow_array(hosts->entries, hosts->count,
	    &hosts->capacity, sizeof(*hosts->entries));
	hosts->entries[hosts->count++] = entry;
	index_entry(hosts, hosts->count - 1);
}

struct known_hosts *
known_hosts_parse(struct span text)
{
	struct known_hosts *hosts = xcalloc(1, sizeof(*hosts));
	struct span rest;
	struct span line;

	hosts->text = xstrndup(text.length ? text.text : "", text.length);
	hosts->by_name = map_new();
	rest = span_make(hosts->text, text.length);
	while (span_next_line(&rest, &line))
		read_line(hosts, line, ++hosts->lines);
	return hosts;
}

void
known_hosts_free(struct known_hosts *hosts)
{
	if (!hosts)
		return;
	for (size_t i = 0; i < hosts->count; i++)
		free(hosts->entries[i].key);
	for (size_t i = 0; i < hosts->added_count; i++)
		free(hosts->added[i]);
	map_free(hosts->by_name);
	free(hosts->entries);
	free(hosts->names);
	free(hosts->others);
	free(hosts->added);
	free(hosts->text);
	free(hosts);
}

/* --- matching ------------------------------------------------------------- */

/* "leaf1", or "[leaf1]:2222" for any port but 22; in small letters. */
static char *
spell(const char *host, unsigned port)
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
	raw_salt = decode(salt, &salt_length);
	raw_hash = decode(span_skip(hashed, 3 + salt.length + 1), &hash_length);
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

/* A name that is denied with "!" is not matched by what stands beside it. */
static bool
list_matches(struct span names, const char *name)
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

/* Calls `visit` for every entry of a host. */
static void
for_each_entry(const struct known_hosts *hosts, const char *host, unsigned port,
    void (*visit)(const struct entry *entry, void *context), void *context)
{
	char *name = spell(host, port);
	size_t node = NO_ENTRY;

	(void)map_find(hosts->by_name, span_of(name), &node);
	while (node != NO_ENTRY) {
		visit(&hosts->entries[hosts->names[node].entry], context);
		node = hosts->names[node].next;
	}
	for (size_t i = 0; i < hosts->other_count; i++) {
		const struct entry *entry = &hosts->entries[hosts->others[i]];

		if (list_matches(entry->names, name))
			visit(entry, context);
	}
	free(name);
}

struct search {
	struct span key;
	enum known_host found;
	unsigned line;
};

/* Revoked beats match, match beats changed; the first line of a kind wins. */
static void
compare_key(const struct entry *entry, void *context)
{
	struct search *search = context;
	bool same =
	    span_equal(search->key, span_make(entry->key, entry->key_length));
	enum known_host found = KNOWN_HOST_CHANGED;

	if (entry->marker == MARKER_REVOKED && !same)
		return;
	if (entry->marker == MARKER_REVOKED)
		found = KNOWN_HOST_REVOKED;
	else if (same)
		found = KNOWN_HOST_MATCH;
	if (search->found == KNOWN_HOST_REVOKED ||
	    (search->found == KNOWN_HOST_MATCH && found == KNOWN_HOST_CHANGED))
		return;
	if (search->found == found && search->line < entry->line)
		return;
	search->found = found;
	search->line = entry->line;
}

enum known_host
known_hosts_check(const struct known_hosts *hosts, const char *host,
    unsigned port, struct span key, unsigned *line)
{
	struct search search = {key, KNOWN_HOST_UNKNOWN, 0};

	for_each_entry(hosts, host, port, compare_key, &search);
	*line = search.line;
	return search.found;
}

static void
add_type(const struct entry *entry, void *context)
{
	struct str *types = context;

	if (entry->marker == MARKER_REVOKED)
		return;
	if (types->length)
		str_add_char(types, ',');
	str_add_span(types,
	    known_hosts_key_type(span_make(entry->key, entry->key_length)));
}

void
known_hosts_list_types(const struct known_hosts *hosts, const char *host,
    unsigned port, struct str *types)
{
	for_each_entry(hosts, host, port, add_type, types);
}

/* --- keys ----------------------------------------------------------------- */

struct span
known_hosts_key_type(struct span key)
{
	const unsigned char *p = (const unsigned char *)key.text;
	size_t length;

	if (key.length < 4)
		return SPAN_ABSENT;
	length =
	    (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	if (length > key.length - 4)
		return SPAN_ABSENT;
	return span_make(key.text + 4, length);
}

char *
known_hosts_fingerprint(struct span key)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	char text[64];
	size_t length;

	SHA256((const unsigned char *)key.text, key.length, digest);
	length = (size_t)EVP_EncodeBlock((unsigned char *)text, digest,
	    sizeof(digest));
	while (length && text[length - 1] == '=')
		length--;
	return str_printf("SHA256:%.*s", (int)length, text);
}

/* The line for a key, without its end; NULL when the key is damaged. */
static char *
format_line(const char *host, unsigned port, struct span key)
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
	name = spell(host, port);
	line = str_printf("%s %.*s %s", name, (int)type.length, type.text,
	    (const char *)base64);
	free(name);
	free(base64);
	return line;
}

/* Appends to the list in memory; takes `line`. */
static void
remember_line(struct known_hosts *hosts, char *line)
{
	hosts->added = grow_array(hosts->added, hosts->added_count,
	    &hosts->added_capacity, sizeof(*hosts->added));
	hosts->added[hosts->added_count++] = line;
	read_line(hosts, span_of(line), ++hosts->lines);
}

/* --- the file ------------------------------------------------------------- */

bool
known_hosts_open(const char *path, struct known_hosts **hosts, struct err *err)
{
	char *text = NULL;
	size_t length = 0;

	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		*hosts = known_hosts_parse(span_of(""));
		return true;
	}
	if (!file_read(path, FILE_MAX, &text, &length, err))
		return false;
	*hosts = known_hosts_parse(span_make(text, length));
	free(text);
	return true;
}

/* Makes the folder of a file, as ssh makes ~/.ssh; its parents must exist. */
static void
make_folder(const char *path)
{
	char *folder = xstrdup(path);
	char *slash = strrchr(folder, '/');

	if (slash && slash != folder) {
		*slash = '\0';
		/* When this fails, opening the file says why. */
		(void)mkdir(folder, 0700);
	}
	free(folder);
}

/* A file whose last line has no end must not swallow ours. */
static bool
ends_within_a_line(int fd)
{
	char last = '\n';
	off_t size = lseek(fd, 0, SEEK_END);

	return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

static bool
append_line(const char *path, const char *line, struct err *err)
{
	struct str text = STR_INIT;
	bool ok = false;
	int fd;

	make_folder(path);
	fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		err_errno(err, "cannot open %s", path);
		goto done;
	}
	if (ends_within_a_line(fd))
		str_add_char(&text, '\n');
	str_addf(&text, "%s\n", line);
	/* One write: two programs at once do not mix their lines. */
	if (write(fd, text.text, text.length) != (ssize_t)text.length) {
		err_errno(err, "cannot write %s", path);
		goto done;
	}
	ok = true;

done:
	if (fd >= 0)
		close(fd);
	str_release(&text);
	return ok;
}

bool
known_hosts_add(struct known_hosts *hosts, const char *path, const char *host,
    unsigned port, struct span key, struct err *err)
{
	char *line = format_line(host, port, key);

	if (!line)
		return err_set(err, ERR_INPUT, "a damaged host key");
	if (!append_line(path, line, err)) {
		free(line);
		return false;
	}
	remember_line(hosts, line);
	return true;
}
