/*
 * Reading ssh's answers, and looking through its files; see ssh_config.h.
 *
 * Two hosts get the same answer when the same Host lines match them.  That
 * fails where a file says Match (which may ask anything), or makes a host's
 * name out of itself (HostName %h.example.net): then each host is a class of
 * its own.
 */
#include "format/ssh_config.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"

#define VALUE_MAX 4096
#define PATTERNS_MAX 10000

/* clang-format off */
/* As ssh -G prints them; in files, letters may be of any case. */
static const char *const key_names[SSH_CONFIG_KEYS] = {
	[SSH_CONFIG_HOSTNAME]        = "hostname",
	[SSH_CONFIG_USER]            = "user",
	[SSH_CONFIG_PORT]            = "port",
	[SSH_CONFIG_IDENTITY_FILE]   = "identityfile",
	[SSH_CONFIG_IDENTITY_AGENT]  = "identityagent",
	[SSH_CONFIG_PROXY_JUMP]      = "proxyjump",
	[SSH_CONFIG_PROXY_COMMAND]   = "proxycommand",
	[SSH_CONFIG_KNOWN_HOSTS]     = "userknownhostsfile",
	[SSH_CONFIG_GLOBAL_KNOWN_HOSTS] = "globalknownhostsfile",
	[SSH_CONFIG_STRICT]          = "stricthostkeychecking",
	[SSH_CONFIG_CONNECT_TIMEOUT] = "connecttimeout",
	[SSH_CONFIG_KEX]             = "kexalgorithms",
	[SSH_CONFIG_HOST_KEY]        = "hostkeyalgorithms",
	[SSH_CONFIG_CIPHERS]         = "ciphers",
	[SSH_CONFIG_MACS]            = "macs",
};
/* clang-format on */

/* A keyword and the rest of its line; "=" may stand between. */
static bool
take_line(struct span *rest, struct span *word, struct span *value)
{
	struct span line;
	size_t length = 0;

	if (!span_next_line(rest, &line))
		return false;
	line = span_trim(line);
	while (length < line.length && !span_is_blank_char(line.text[length]) &&
	       line.text[length] != '=')
		length++;
	*word = span_make(line.text, length);
	*value = span_trim(span_skip(line, length));
	if (span_starts(*value, "="))
		*value = span_trim(span_skip(*value, 1));
	return true;
}

static size_t
find_key(struct span word)
{
	size_t key = 0;

	while (key < SSH_CONFIG_KEYS && !span_is_nocase(word, key_names[key]))
		key++;
	return key;
}

/* --- answers -------------------------------------------------------------- */

static bool
is_clean(struct span value)
{
	if (value.length == 0 || value.length > VALUE_MAX)
		return false;
	for (size_t i = 0; i < value.length; i++) {
		if ((unsigned char)value.text[i] < ' ' || value.text[i] == 127)
			return false;
	}
	return true;
}

void
ssh_config_read_answer(struct span text, struct arena *arena,
    struct ssh_config_answer *answer)
{
	struct span word;
	struct span value;

	*answer = (struct ssh_config_answer){{NULL}};
	while (take_line(&text, &word, &value)) {
		size_t key = find_key(word);

		if (key < SSH_CONFIG_KEYS && !answer->values[key] &&
		    is_clean(value))
			answer->values[key] = arena_span(arena, value);
	}
}

void
ssh_config_drop_usual(struct ssh_config_answer *answer,
    const struct ssh_config_answer *usual)
{
	for (size_t i = 0; i < SSH_CONFIG_KEYS; i++) {
		if (answer->values[i] && usual->values[i] &&
		    strcmp(answer->values[i], usual->values[i]) == 0)
			answer->values[i] = NULL;
	}
}

static bool
is_absolute(struct span path)
{
	return span_starts(path, "/") || span_starts(path, "~");
}

bool
ssh_config_next_path(struct span *rest, struct span *path)
{
	size_t length = 0;

	*rest = span_trim(*rest);
	if (rest->length == 0)
		return false;
	while (length < rest->length) {
		struct span left = span_skip(*rest, length);

		if (span_is_blank_char(*left.text) &&
		    (!is_absolute(*rest) || is_absolute(span_trim(left))))
			break;
		length++;
	}
	*path = span_make(rest->text, length);
	*rest = span_skip(*rest, length);
	return true;
}

/* --- files ---------------------------------------------------------------- */

static void
keep(struct ssh_config_scan *scan, struct span value)
{
	if (span_find_char(value, '[') || span_find_char(value, '"') ||
	    scan->pattern_count == PATTERNS_MAX) {
		scan->individual = true;
		return;
	}
	scan->patterns = arena_grow(scan->arena, scan->patterns,
	    scan->pattern_count, &scan->pattern_capacity, sizeof(char *));
	scan->patterns[scan->pattern_count++] = arena_span(scan->arena, value);
}

/* Settings in which "%h" makes something else of every host. */
static bool
names_by_host(struct span word)
{
	return span_is_nocase(word, key_names[SSH_CONFIG_HOSTNAME]) ||
	       span_is_nocase(word, key_names[SSH_CONFIG_KNOWN_HOSTS]);
}

void
ssh_config_scan_text(struct ssh_config_scan *scan, struct span text)
{
	struct span word;
	struct span value;

	while (take_line(&text, &word, &value)) {
		if (find_key(word) < SSH_CONFIG_KEYS)
			scan->matters = true;
		if (span_is_nocase(word, "host")) {
			keep(scan, value);
		} else if (span_is_nocase(word, "match")) {
			if (!span_is_nocase(value, "all"))
				scan->individual = true;
		} else if (span_starts_nocase(word, "canonical") ||
			   (names_by_host(word) &&
			       span_find_char(value, '%'))) {
			scan->individual = true;
		} else if (span_is_nocase(word, "include")) {
			scan->includes = arena_grow(scan->arena, scan->includes,
			    scan->include_count, &scan->include_capacity,
			    sizeof(char *));
			scan->includes[scan->include_count++] =
			    arena_span(scan->arena, value);
		}
	}
}

/* One Host line: any of its patterns, and none that is denied. */
static bool
line_matches(const char *patterns, const char *host)
{
	struct span rest = span_of(patterns);
	bool matches = false;

	while (rest.length) {
		char pattern[256];
		size_t length = 0;
		bool denied;

		rest = span_trim(rest);
		while (length < rest.length &&
		       !span_is_blank_char(rest.text[length]))
			length++;
		if (length == 0 || length >= sizeof(pattern))
			return matches;
		memcpy(pattern, rest.text, length);
		pattern[length] = '\0';
		rest = span_skip(rest, length);
		denied = pattern[0] == '!';
		if (!text_glob_match(pattern + denied, host))
			continue;
		if (denied)
			return false;
		matches = true;
	}
	return matches;
}

void
ssh_config_add_class(const struct ssh_config_scan *scan, const char *host,
    struct str *out)
{
	if (scan->individual) {
		str_add(out, host);
		return;
	}
	for (size_t i = 0; i < scan->pattern_count; i++)
		str_add_char(out,
		    line_matches(scan->patterns[i], host) ? '1' : '0');
	str_add_char(out, '.');
}
