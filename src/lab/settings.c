/*
 * The table of peculiarities; see settings.h.
 *
 * Most are a flag, a number, a time, a text or one of some words, and lie at
 * some offset in struct traits: their rows say just that.  The others have
 * functions of their own.
 */
#include "lab/settings.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "lab/duration.h"
#include "lab/generation.h"
#include "lab/login.h"

#define TEXT_MAX 16384
#define WORDS_MAX 10

/* A word and what it stands for; a list of them ends with a NULL name. */
struct word {
	const char *name;
	int value;
};

struct reading;

struct setting {
	const char *name;
	void (*set)(const struct reading *reading);
	size_t at; /* in struct traits, for what has no function of its own */
	const struct word *words;
	struct yaml_limits limits;
	const char *help; /* its first line: what the value is */
};

/* A setting that is being read for a device. */
struct reading {
	const struct yaml_reader *r;
	const struct setting *setting;
	const struct yaml_node *value;
	const char *key; /* for messages */
	const struct faults_target *target;
	size_t device;
	struct traits *traits;
};

/* --- words ---------------------------------------------------------------- */

/* clang-format off */
static const struct word hang_words[] = {
	{ "connect",   HANG_BANNER },
	{ "banner",    HANG_BANNER },
	{ "handshake", HANG_KEX },
	{ "kex",       HANG_KEX },
	{ "auth",      HANG_AUTH },
	{ "exec",      HANG_EXEC },
	{ "output",    HANG_OUTPUT },
	{ NULL, 0 },
};

static const struct word keyboard_words[] = {
	{ "plain",     KEYBOARD_PLAIN },
	{ "named",     KEYBOARD_NAMED },
	{ "zero",      KEYBOARD_ZERO },
	{ "new",       KEYBOARD_NEW },
	{ "challenge", KEYBOARD_CHALLENGE },
	{ NULL, 0 },
};

static const struct word host_key_words[] = {
	{ "ed25519",  HOSTKEY_ED25519 },
	{ "ecdsa",    HOSTKEY_ECDSA },
	{ "rsa-1024", HOSTKEY_RSA_1024 },
	{ "rsa-2048", HOSTKEY_RSA_2048 },
	{ NULL, 0 },
};

static const struct word known_key_words[] = {
	{ "right",   KNOWN_KEY_RIGHT },
	{ "wrong",   KNOWN_KEY_WRONG },
	{ "missing", KNOWN_KEY_MISSING },
	{ NULL, 0 },
};

static const struct word vty_full_words[] = {
	{ "refuse", VTY_FULL_REFUSE },
	{ "close",  VTY_FULL_CLOSE },
	{ NULL, 0 },
};

static const struct word exec_end_words[] = {
	{ "close",      EXEC_END_CLOSE },
	{ "fin",        EXEC_END_BARE },
	{ "reset",      EXEC_END_RESET },
	{ "disconnect", EXEC_END_DISCONNECT },
	{ "stay",       EXEC_END_STAY },
	{ "no-status",  EXEC_END_NO_STATUS },
	{ NULL, 0 },
};

static const struct word enable_words[] = {
	{ "password",        ENABLE_PASSWORD },
	{ "enable-password", ENABLE_ENABLE_PASSWORD },
	{ "bad-secrets",     ENABLE_BAD_SECRETS },
	{ "denied",          ENABLE_DENIED },
	{ "not-set",         ENABLE_NOT_SET },
	{ NULL, 0 },
};

static const struct word greeting_words[] = {
	{ "press-return", GREETING_PRESS_RETURN },
	{ "menu",         GREETING_MENU },
	{ "login",        GREETING_LOGIN },
	{ NULL, 0 },
};

static const struct word pager_words[] = {
	{ "backspaces", PAGER_BACKSPACES },
	{ "inverse",    PAGER_INVERSE },
	{ "return",     PAGER_RETURN },
	{ "angles",     PAGER_ANGLES },
	{ NULL, 0 },
};

static const struct word platform_words[] = {
	{ "ios",   PLATFORM_IOS },
	{ "nxos",  PLATFORM_NXOS },
	{ "iosxr", PLATFORM_IOSXR },
	{ NULL, 0 },
};

static const struct word exec_words[] = {
	{ "allow",  false },
	{ "refuse", true },
	{ NULL, 0 },
};
/* clang-format on */

/* --- values --------------------------------------------------------------- */

static void *
place_of(const struct reading *reading)
{
	return (char *)reading->traits + reading->setting->at;
}

static bool
is_text(const struct reading *reading)
{
	return yaml_expect(reading->r, reading->value, reading->key,
	    YAML_KIND_TEXT);
}

static void
set_flag(const struct reading *reading)
{
	yaml_read_bool(reading->r, reading->value, reading->key,
	    place_of(reading));
}

static void
set_number(const struct reading *reading)
{
	yaml_read_number(reading->r, reading->value, reading->key,
	    reading->setting->limits, place_of(reading));
}

static void
set_time(const struct reading *reading)
{
	if (is_text(reading) &&
	    !duration_read(yaml_span(reading->value), place_of(reading)))
		yaml_error(reading->r, reading->value,
		    "%s must be a time such as 200ms or 2s, not \"%s\"",
		    reading->key, yaml_quote(yaml_span(reading->value)).text);
}

/* Such a text may have several lines, which yaml_read_text() does not take. */
static void
set_text(const struct reading *reading)
{
	const char **text = place_of(reading);

	if (!is_text(reading))
		return;
	if (reading->value->length > TEXT_MAX) {
		yaml_error(reading->r, reading->value,
		    "%s has more than %d bytes", reading->key, TEXT_MAX);
		return;
	}
	*text = arena_span(reading->target->arena, yaml_span(reading->value));
}

/* The value of the word that was written; false after reporting another. */
static bool
read_word(const struct reading *reading, int *value)
{
	const struct word *words = reading->setting->words;
	const char *names[WORDS_MAX];
	size_t count = 0;

	if (!is_text(reading))
		return false;
	for (; words[count].name; count++) {
		if (count == COUNT_OF(names))
			bug("too many words for %s", reading->key);
		names[count] = words[count].name;
		if (span_is(yaml_span(reading->value), names[count])) {
			*value = words[count].value;
			return true;
		}
	}
	yaml_report_word(reading->r, reading->value, reading->key,
	    &(struct yaml_keys){reading->key, names, count});
	return false;
}

/* All enums of traits.h are as large as this one. */
static void
set_word(const struct reading *reading)
{
	enum hang *place = place_of(reading);
	int value;

	if (read_word(reading, &value))
		*place = (enum hang)value;
}

/* --- settings with functions of their own ----------------------------------
 */

static void
set_exec(const struct reading *reading)
{
	int refuses;

	if (read_word(reading, &refuses))
		reading->traits->refuses_exec = refuses;
}

static void
set_drop(const struct reading *reading)
{
	unsigned bytes;

	if (!yaml_read_number(reading->r, reading->value, reading->key,
		reading->setting->limits, &bytes))
		return;
	reading->traits->drops = true;
	reading->traits->drop_after = bytes;
}

static bool
is_switched_off(const struct reading *reading)
{
	bool on = true;

	yaml_read_bool(reading->r, reading->value, reading->key, &on);
	return !on;
}

static void
set_cdp(const struct reading *reading)
{
	if (is_switched_off(reading))
		wiring_silence(reading->target->wiring, reading->device);
}

static void
set_power(const struct reading *reading)
{
	if (!is_switched_off(reading))
		return;
	reading->traits->is_off = true;
	wiring_silence(reading->target->wiring, reading->device);
}

/* Nobody can log in to it yet. */
static void
set_factory(const struct reading *reading)
{
	bool *is_new = &reading->traits->is_factory_new;

	if (yaml_read_bool(reading->r, reading->value, reading->key, is_new) &&
	    *is_new)
		reading->traits->refuses = true;
}

static void
set_auth(const struct reading *reading)
{
	struct string_list names;
	unsigned logins = 0;
	enum login login;

	if (!yaml_read_texts(reading->r, reading->value, reading->key, &names))
		return;
	for (size_t i = 0; i < names.count; i++) {
		if (login_from_name(span_of(names.items[i]), &login))
			logins |= login;
		else
			yaml_error(reading->r, reading->value,
			    "%s may be password, keyboard-interactive or "
			    "publickey, not \"%s\"",
			    reading->key,
			    yaml_quote(span_of(names.items[i])).text);
	}
	reading->traits->logins = logins;
}

static void
set_generation(const struct reading *reading)
{
	const char *names[WORDS_MAX];
	const struct generation *generation;
	size_t count = 0;

	if (!is_text(reading))
		return;
	for (; (generation = generation_at(count)) != NULL; count++) {
		if (count == COUNT_OF(names))
			bug("too many generations");
		names[count] = generation->name;
		if (span_is(yaml_span(reading->value), generation->name)) {
			reading->traits->generation = generation;
			return;
		}
	}
	yaml_report_word(reading->r, reading->value, reading->key,
	    &(struct yaml_keys){reading->key, names, count});
}

/* Telephones on ports that nothing else is plugged into. */
static void
set_phones(const struct reading *reading)
{
	unsigned count;

	if (!yaml_read_number(reading->r, reading->value, reading->key,
		reading->setting->limits, &count))
		return;
	for (unsigned i = 1; i <= count; i++) {
		struct str port = STR_INIT;
		struct str name = STR_INIT;

		str_addf(&port, "Ethernet9/%u", i);
		str_addf(&name, "SEP0000%08X", i);
		wiring_add_stranger(reading->target->wiring,
		    (struct socket_name){reading->device, str_span(&port)},
		    (struct stranger){str_text(&name), "Port 1",
			"Cisco IP Phone 8841", "Host Phone"});
		str_release(&name);
		str_release(&port);
	}
}

/* --- the table ------------------------------------------------------------ */

#define AT(field) offsetof(struct traits, field)
#define FLAG(field)                                                            \
	set_flag, AT(field), NULL,                                             \
	{                                                                      \
		0, 0                                                           \
	}
#define NUMBER(field, least, most)                                             \
	set_number, AT(field), NULL,                                           \
	{                                                                      \
		least, most                                                    \
	}
#define TIME(field)                                                            \
	set_time, AT(field), NULL,                                             \
	{                                                                      \
		0, 0                                                           \
	}
#define TEXT(field)                                                            \
	set_text, AT(field), NULL,                                             \
	{                                                                      \
		0, 0                                                           \
	}
#define WORD(field, words)                                                     \
	set_word, AT(field), words,                                            \
	{                                                                      \
		0, 0                                                           \
	}
#define OWN(set)                                                               \
	set, 0, NULL,                                                          \
	{                                                                      \
		0, 0                                                           \
	}

/* clang-format off */
static const struct setting table[] = {
	{ "name", TEXT(name),
	  "TEXT\nwhat it calls itself, instead of its name" },
	{ "serial", TEXT(serial),
	  "TEXT\nof another box than the topology's" },
	{ "platform", WORD(platform, platform_words),
	  "ios|nxos|iosxr\nanother box than the topology's, by its manners" },
	{ "factory-new", OWN(set_factory),
	  "true\ncalls itself Switch, has no address, lets nobody in" },

	{ "refuse", FLAG(refuses),
	  "true\nnobody listens: connection refused" },
	{ "power", OWN(set_power),
	  "off\nas refuse, and nobody hears it" },
	{ "garbage", FLAG(is_garbage),
	  "true\nno SSH server: prints junk and hangs up" },
	{ "ident", TEXT(ident),
	  "TEXT\nwhat follows \"SSH-2.0-\" in its greeting" },
	{ "algorithms", OWN(set_generation),
	  "AGE\nios-12, ios-15, iosxe-16, iosxe-17.11, iosxe-17.16,\n"
	  "nxos-7, nxos-9 or iosxr: what devices of that age offer" },
	{ "host-key", WORD(host_key, host_key_words),
	  "TYPE\nrsa-1024, rsa-2048, ecdsa or ed25519, of its own" },
	{ "known-key", WORD(known_key, known_key_words),
	  "right|wrong|missing\nwhat --known-hosts says about it" },
	{ "vty", NUMBER(vty, 1, 1000),
	  "N\nno more than N sessions at a time" },
	{ "vty-full", WORD(vty_full, vty_full_words),
	  "refuse|close\nwhat becomes of more callers" },
	{ "accepts", NUMBER(accepts_per_second, 1, 1000),
	  "N\ncloses more than N calls a second, as IOS XR does" },
	{ "loses", NUMBER(loses_percent, 0, 100),
	  "PERCENT\ncloses so many calls without a word, by the seed" },
	{ "idle", TIME(idle_ms),
	  "TIME\nhangs up when nothing comes for so long" },

	{ "auth", OWN(set_auth),
	  "METHODS\npassword, keyboard-interactive, publickey, or a list" },
	{ "keyboard", WORD(keyboard, keyboard_words),
	  "plain|named|zero|new|challenge\n"
	  "how keyboard-interactive asks: one question; a request\n"
	  "called Login; a round without questions first; for a new\n"
	  "password; for a code that nobody knows" },
	{ "login-tries", NUMBER(login_tries, 1, 100),
	  "N\nhangs up after N wrong passwords" },
	{ "wrong-password", FLAG(wrong_password),
	  "true\nrefuses every password" },
	{ "banner", TEXT(banner),
	  "TEXT\nbefore the login" },

	{ "hang", WORD(hang, hang_words),
	  "banner|kex|auth|exec|output\nwhat it does not do any more" },
	{ "latency", TIME(latency_ms),
	  "TIME\nbefore each answer" },
	{ "greet-delay", TIME(greet_delay_ms),
	  "TIME\nbefore its greeting" },
	{ "kex-delay", TIME(kex_delay_ms),
	  "TIME\nbefore it exchanges keys" },
	{ "auth-delay", TIME(auth_delay_ms),
	  "TIME\nbefore it answers the login" },
	{ "stall", TIME(stall_ms),
	  "TIME\na pause in the middle of its output" },
	{ "slow", NUMBER(slow, 1, 65536),
	  "N\nsends N bytes at a time, with pauses" },

	{ "packet", NUMBER(packet, 1, 32768),
	  "N\nputs N bytes of output into each packet" },
	{ "drop", set_drop, 0, NULL, { 0, 1000000000u },
	  "N\nhangs up after N bytes of output" },
	{ "endless", FLAG(is_endless),
	  "true\nsays the same again and again" },
	{ "exec", set_exec, 0, exec_words, { 0, 0 },
	  "refuse\nknows interactive shells only" },
	{ "refuse-xml", FLAG(refuses_xml),
	  "true\nknows no `| xml`; an NX-OS does otherwise" },
	{ "exec-end", WORD(exec_end, exec_end_words),
	  "close|fin|reset|disconnect|stay|no-status\n"
	  "after the output: end of file and close; the exit status\n"
	  "and then TCP ends, or is reset, or an SSH disconnect, or\n"
	  "nothing; a close without status" },
	{ "answer", TEXT(answer),
	  "TEXT\ninstead of neighbors" },
	{ "answer-status", NUMBER(answer_status, 0, 255),
	  "N\nthe exit status of that" },
	{ "cdp", OWN(set_cdp),
	  "off\nhas CDP switched off" },
	{ "phones", set_phones, 0, NULL, { 0, 10000 },
	  "N\nhears so many telephones as well" },
	{ "hostile", FLAG(is_hostile),
	  "true\nneighbors' versions hold prompts, pagers and binary" },

	{ "prompt", TEXT(prompt),
	  "TEXT\nits prompt" },
	{ "motd", TEXT(motd),
	  "TEXT\nbefore the first prompt" },
	{ "time-stamp", TEXT(time_stamp),
	  "TEXT\nbefore each answer" },
	{ "greeting", WORD(greeting, greeting_words),
	  "press-return|menu|login\nwhat a shell wants before its first prompt" },
	{ "pager", WORD(pager, pager_words),
	  "backspaces|inverse|return|angles\n"
	  "how a page ends, and how that is wiped out" },
	{ "enable", WORD(enable, enable_words),
	  "password|enable-password|denied|bad-secrets|not-set\n"
	  "starts unprivileged; how it asks, or refuses" },
	{ "refuse-terminal", FLAG(refuses_terminal),
	  "true\nthe terminal commands are not authorised" },
	{ "width", NUMBER(width, 20, 511),
	  "N\nof every terminal; longer input is scrolled" },
	{ "logs", FLAG(logs),
	  "true\na log line in the middle of a shell's answer" },
};
/* clang-format on */

void
settings_apply(const struct yaml_reader *r, const struct yaml_node *map,
    const struct faults_target *target, size_t device)
{
	const struct yaml_node *values[COUNT_OF(table)] = {NULL};
	const char *names[COUNT_OF(table)];
	struct reading reading = {.r = r,
	    .target = target,
	    .device = device,
	    .traits = &target->traits[device]};

	for (size_t i = 0; i < COUNT_OF(table); i++)
		names[i] = table[i].name;
	yaml_read_keys(r, map,
	    &(struct yaml_keys){"a device's faults", names, COUNT_OF(names)},
	    values);
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		char key[64];

		if (!values[i])
			continue;
		snprintf(key, sizeof(key), "`%s`", table[i].name);
		reading.setting = &table[i];
		reading.value = values[i];
		reading.key = key;
		table[i].set(&reading);
	}
}

void
settings_add_help_row(const char *name, const char *help, struct str *out)
{
	struct span rest = span_of(help);
	struct span line;

	(void)span_next_line(&rest, &line);
	str_addf(out, "  %s: %.*s\n", name, (int)line.length, line.text);
	while (span_next_line(&rest, &line))
		str_addf(out, "%18s%.*s\n", "", (int)line.length, line.text);
}

void
settings_add_help(struct str *out)
{
	for (size_t i = 0; i < COUNT_OF(table); i++)
		settings_add_help_row(table[i].name, table[i].help, out);
}
