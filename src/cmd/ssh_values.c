/*
 * From ssh's words to ours; see ssh_values.h.
 */
#include "cmd/ssh_values.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "collect/known_hosts_book.h"

#define CONNECT_MAX 3600

const char *
ssh_values_text(const struct ssh_config_answer *answer, enum ssh_config_key key)
{
	const char *value = answer->values[key];

	return value && strcmp(value, "none") != 0 ? value : NULL;
}

unsigned
ssh_values_port(const struct ssh_config_answer *answer)
{
	const char *text = answer->values[SSH_CONFIG_PORT];
	long port = 0;

	return text && span_to_number(span_of(text), 65535, &port)
		   ? (unsigned)port
		   : 0;
}

static const char *
home(void)
{
	const struct passwd *me = getpwuid(getuid());
	const char *value = getenv("HOME");

	if (value && *value)
		return value;
	return me ? me->pw_dir : "/";
}

static bool
add_token(char letter, const struct collect_target *target, struct str *out)
{
	switch (letter) {
	case 'd':
		str_add(out, home());
		return true;
	case 'h':
		str_add(out, target->host);
		return true;
	case 'r':
	case 'u':
		str_add(out, target->username ? target->username : "");
		return true;
	case '%':
		str_add_char(out, '%');
		return true;
	}
	return false;
}

const char *
ssh_values_path(const struct ssh_config_answer *answer, enum ssh_config_key key,
    const struct collect_target *target, struct arena *arena)
{
	const char *text = ssh_values_text(answer, key);
	struct str out = STR_INIT;
	const char *path = NULL;

	if (!text)
		return NULL;
	if (key == SSH_CONFIG_IDENTITY_AGENT &&
	    strcmp(text, "SSH_AUTH_SOCK") == 0)
		return NULL;
	if (text[0] == '~' && text[1] == '/') {
		str_add(&out, home());
		text++;
	}
	for (; *text; text++) {
		if (*text != '%')
			str_add_char(&out, *text);
		else if (!add_token(*++text, target, &out))
			goto done;
	}
	path = arena_strdup(arena, str_text(&out));

done:
	str_release(&out);
	return path;
}

/* clang-format off */
static const struct {
	const char *word;
	enum host_key_policy policy;
} policies[] = {
	{ "yes",        HOST_KEYS_STRICT },
	{ "true",       HOST_KEYS_STRICT },
	{ "ask",        HOST_KEYS_STRICT },
	{ "accept-new", HOST_KEYS_ACCEPT_NEW },
	{ "no",         HOST_KEYS_OFF },
	{ "false",      HOST_KEYS_OFF },
	{ "off",        HOST_KEYS_OFF },
};
/* clang-format on */

static const enum host_key_policy *
find_policy(const char *word)
{
	for (size_t i = 0; word && i < COUNT_OF(policies); i++) {
		if (strcmp(word, policies[i].word) == 0)
			return &policies[i].policy;
	}
	return NULL;
}

/* --- known hosts ---------------------------------------------------------- */

/* What is being made of two lists of files. */
struct file_list {
	struct arena *arena;
	const char **paths;
	size_t count;
	size_t capacity;
};

static void
add_path(struct file_list *list, const char *path)
{
	list->paths = arena_grow(list->arena, list->paths, list->count,
	    &list->capacity, sizeof(*list->paths));
	list->paths[list->count++] = path;
}

/* The files of one answer; without one, those that are usual. */
static void
add_paths(struct file_list *list, const char *text, const char *const *usual,
    size_t usual_count)
{
	struct span rest = text ? span_of(text) : SPAN_ABSENT;
	struct span path;

	if (span_is(rest, "none"))
		return;
	for (size_t i = 0; !text && i < usual_count; i++)
		add_path(list, usual[i]);
	while (ssh_config_next_path(&rest, &path)) {
		if (span_starts(path, "~/"))
			add_path(list,
			    arena_printf(list->arena, "%s%.*s", home(),
				(int)path.length - 1, path.text + 1));
		else
			add_path(list, arena_span(list->arena, path));
	}
}

/* NULL when nothing is said of them. */
static const struct known_hosts_files *
find_known_hosts(const struct ssh_config_answer *answer, struct arena *arena)
{
	const char *own = answer->values[SSH_CONFIG_KNOWN_HOSTS];
	const char *global = answer->values[SSH_CONFIG_GLOBAL_KNOWN_HOSTS];
	struct file_list list = {.arena = arena};
	const struct known_hosts_files *usual;
	struct known_hosts_files *files;

	if (!own && !global)
		return NULL;
	usual = known_hosts_files_usual(arena);
	files = arena_alloc(arena, sizeof(*files));
	add_paths(&list, own, usual->paths, usual->own);
	/* There is always a first one, if only to forget what goes there. */
	if (!list.count)
		add_path(&list, KNOWN_HOSTS_NOWHERE);
	files->own = list.count;
	add_paths(&list, global, usual->paths + usual->own,
	    usual->count - usual->own);
	files->paths = list.paths;
	files->count = list.count;
	return files;
}

/* --- a target ------------------------------------------------------------- */

void
ssh_values_apply(const struct ssh_config_answer *answer,
    const struct options *options, struct arena *arena,
    struct collect_target *target)
{
	static const enum ssh_config_key lists[] = {SSH_CONFIG_KEX,
	    SSH_CONFIG_HOST_KEY, SSH_CONFIG_CIPHERS, SSH_CONFIG_MACS};
	const char *seconds = answer->values[SSH_CONFIG_CONNECT_TIMEOUT];
	long number = 0;

	if (answer->values[SSH_CONFIG_HOSTNAME])
		target->host = answer->values[SSH_CONFIG_HOSTNAME];
	if (!options->known_hosts)
		target->known_hosts = find_known_hosts(answer, arena);
	if (!options->host_keys_given)
		target->host_keys =
		    find_policy(answer->values[SSH_CONFIG_STRICT]);
	if (seconds && span_to_number(span_of(seconds), CONNECT_MAX, &number))
		target->connect_seconds = (unsigned)number;
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		target->algorithms[i] = answer->values[lists[i]];
}
