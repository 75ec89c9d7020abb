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

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "collect/kexinit.h"
#include "collect/known_hosts_line.h"

#define FILE_MAX ((size_t)64 << 20)
#define NO_ENTRY SIZE_MAX

struct entry {
	enum known_hosts_marker marker;
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
	bool hashed; /* the last name is: those that are added, too */
};

/* --- reading -------------------------------------------------------------- */

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

	if (!known_hosts_names_are_plain(rest)) {
		hosts->others = grow_array(hosts->others, hosts->other_count,
		    &hosts->other_capacity, sizeof(*hosts->others));
		hosts->others[hosts->other_count++] = i;
		return;
	}
	while (kexinit_next_name(&rest, &name))
		index_name(hosts, name, i);
}

static void
read_line(struct known_hosts *hosts, struct span text, unsigned number)
{
	struct entry entry = {.line = number};
	struct known_hosts_line line;

	if (!known_hosts_line_read(text, &line))
		return;
	entry.marker = line.marker;
	entry.names = line.names;
	hosts->hashed = span_starts(line.names, "|1|");
	entry.key = known_hosts_decode(line.base64, &entry.key_length);
	if (!entry.key)
		return;
	if (!span_equal(line.type,
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

/* Calls `visit` for every entry of a host. */
static void
for_each_entry(const struct known_hosts *hosts, const char *host, unsigned port,
    void (*visit)(const struct entry *entry, void *context), void *context)
{
	char *name = known_hosts_spell(host, port);
	size_t node = NO_ENTRY;

	(void)map_find(hosts->by_name, span_of(name), &node);
	while (node != NO_ENTRY) {
		visit(&hosts->entries[hosts->names[node].entry], context);
		node = hosts->names[node].next;
	}
	for (size_t i = 0; i < hosts->other_count; i++) {
		const struct entry *entry = &hosts->entries[hosts->others[i]];

		if (known_hosts_names_match(entry->names, name))
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

struct listing {
	void (*visit)(void *context, unsigned line, struct span key);
	void *context;
};

static void
list_key(const struct entry *entry, void *context)
{
	const struct listing *listing = context;

	if (entry->marker != MARKER_REVOKED)
		listing->visit(listing->context, entry->line,
		    span_make(entry->key, entry->key_length));
}

void
known_hosts_list_keys(const struct known_hosts *hosts, const char *host,
    unsigned port, void (*visit)(void *context, unsigned line, struct span key),
    void *context)
{
	struct listing listing = {visit, context};

	for_each_entry(hosts, host, port, list_key, &listing);
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

char *
known_hosts_default_path(void)
{
	const struct passwd *me = getpwuid(getuid());
	const char *home = getenv("HOME");

	if (!home || !*home)
		home = me ? me->pw_dir : "/";
	return str_printf("%s/.ssh/known_hosts", home);
}

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

void
known_hosts_make_folder(const char *path)
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

/* `*is_new`: it was not there before. */
static int
open_to_append(const char *path, bool *is_new)
{
	const int flags = O_RDWR | O_APPEND | O_CLOEXEC;
	int fd = open(path, flags | O_CREAT | O_EXCL, 0600);

	*is_new = fd >= 0;
	if (fd < 0 && errno == EEXIST)
		fd = open(path, flags | O_CREAT, 0600);
	return fd;
}

/*
 * A disk may be full in the middle of the line.  What another program has
 * written behind that by then stays.
 */
static bool
write_whole(int fd, struct span text)
{
	ssize_t done = write(fd, text.text, text.length);
	off_t here = lseek(fd, 0, SEEK_CUR);

	if (done == (ssize_t)text.length)
		return true;
	if (done > 0 && here >= done && lseek(fd, 0, SEEK_END) == here)
		(void)!ftruncate(fd, here - done);
	if (done >= 0)
		errno = ENOSPC;
	return false;
}

static bool
append_line(const char *path, const char *line, struct err *err)
{
	struct str text = STR_INIT;
	bool is_new = false;
	bool ok;
	int fd;

	known_hosts_make_folder(path);
	fd = open_to_append(path, &is_new);
	if (fd < 0)
		return err_errno(err, "cannot write %s", path);
	if (ends_within_a_line(fd))
		str_add_char(&text, '\n');
	str_addf(&text, "%s\n", line);
	/* One write: two programs at once do not mix their lines. */
	ok = write_whole(fd, str_span(&text)) ||
	     err_errno(err, "cannot write %s", path);
	/* It would look like a file that somebody has emptied. */
	if (!ok && is_new && lseek(fd, 0, SEEK_END) == 0)
		(void)unlink(path);
	close(fd);
	str_release(&text);
	return ok;
}

bool
known_hosts_add(struct known_hosts *hosts, const char *path, const char *host,
    unsigned port, struct span key, struct err *err)
{
	char *line = known_hosts_line_format(host, port, key, hosts->hashed);

	if (!line)
		return err_set(err, ERR_INPUT, "a damaged host key");
	remember_line(hosts, line);
	return append_line(path, line, err);
}
