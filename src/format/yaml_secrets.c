/*
 * Keys that name a secret.  A key counts when it holds one of the words
 * anywhere ("snmp-community", "tacacs_secret"); the short ones would be found
 * in too many places and must be the whole key.  The value is never quoted.
 */
#include "format/yaml_secrets.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"

static const char *const parts[] = {"password", "passwd", "passphrase",
    "passcode", "secret", "community", "token", "credential", "apikey",
    "privatekey"};

static const char *const wholes[] = {"pass", "pw", "pwd", "enable", "enablepw"};

#define KEY_MAX 128

/* Asked of every key of a file, so the first letter decides mostly. */
static bool
starts_with_part(const char *text)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (text[0] == parts[i][0] &&
		    strncmp(text, parts[i], strlen(parts[i])) == 0)
			return true;
	}
	return false;
}

bool
yaml_key_is_secret(struct span key)
{
	char plain[KEY_MAX + 1];
	size_t length = 0;

	if (key.length < 2)
		return false;
	for (size_t i = 0; i < key.length && length < KEY_MAX; i++) {
		unsigned char c = (unsigned char)key.text[i];

		if (isalnum(c))
			plain[length++] = (char)tolower(c);
	}
	plain[length] = '\0';
	for (size_t i = 0; i < length; i++) {
		if (starts_with_part(plain + i))
			return true;
	}
	for (size_t i = 0; i < COUNT_OF(wholes); i++) {
		if (strcmp(plain, wholes[i]) == 0)
			return true;
	}
	return false;
}

static void
refuse_key(const struct yaml_reader *r, const struct yaml_node *key)
{
	if (key->kind != YAML_KIND_TEXT || !yaml_key_is_secret(yaml_span(key)))
		return;
	yaml_error(r, key,
	    "`%s`: credentials never belong in this file; use --ask-password, "
	    "CABLECHECK_PASSWORD, --password-command or --identity",
	    yaml_quote(yaml_span(key)).text);
}

/* As deep as YAML_DEPTH_MAX at most. */
void
yaml_refuse_secrets(const struct yaml_reader *r, const struct yaml_node *node,
    const struct yaml_node *names)
{
	bool is_map = node->kind == YAML_KIND_MAP;
	bool at_key = is_map;

	if (node->kind == YAML_KIND_TEXT)
		return;
	for (const struct yaml_node *child = node->first; child;
	     child = child->next) {
		if (at_key && node != names)
			refuse_key(r, child);
		yaml_refuse_secrets(r, child, names);
		at_key = is_map && !at_key;
	}
}
