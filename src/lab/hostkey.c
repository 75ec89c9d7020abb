/*
 * Making, keeping and showing the host key; see hostkey.h.
 */
#include "lab/hostkey.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* clang-format off */
static const struct {
	const char *name;
	enum ssh_keytypes_e type;
	int bits;
} types[] = {
	{ "ed25519", SSH_KEYTYPE_ED25519, 0 },
	{ "rsa",     SSH_KEYTYPE_RSA,     2048 },
	{ "ecdsa",   SSH_KEYTYPE_ECDSA,   256 },
};
/* clang-format on */

bool
hostkey_type_from_name(struct span name, enum ssh_keytypes_e *type)
{
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (span_is(name, types[i].name)) {
			*type = types[i].type;
			return true;
		}
	}
	return false;
}

static int
bits_of(enum ssh_keytypes_e type)
{
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (types[i].type == type)
			return types[i].bits;
	}
	return 0;
}

/* Nobody else may read the file, not even while it is being written. */
static bool
keep_key(const char *path, ssh_key key, struct err *err)
{
	mode_t old = umask(077);
	int rc = ssh_pki_export_privkey_file(key, NULL, NULL, NULL, path);

	umask(old);
	if (rc != SSH_OK)
		return err_set(err, ERR_SYSTEM, "cannot write a host key to %s",
		    path);
	return true;
}

bool
hostkey_obtain(const char *path, enum ssh_keytypes_e type, ssh_key *key,
    struct err *err)
{
	*key = NULL;
	if (path && access(path, F_OK) == 0) {
		if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, key) ==
		    SSH_OK)
			return true;
		return err_set(err, ERR_INPUT,
		    "%s holds no private key that can be used", path);
	}
	if (ssh_pki_generate(type, bits_of(type), key) != SSH_OK)
		return err_set(err, ERR_SYSTEM, "cannot make a host key");
	if (!path || keep_key(path, *key, err))
		return true;
	ssh_key_free(*key);
	*key = NULL;
	return false;
}

bool
hostkey_make(enum hostkey_kind kind, ssh_key *key, struct err *err)
{
	static const struct {
		enum ssh_keytypes_e type;
		int bits;
	} kinds[HOSTKEY_KINDS] = {
	    [HOSTKEY_OF_LAB] = {SSH_KEYTYPE_ED25519, 0},
	    [HOSTKEY_ED25519] = {SSH_KEYTYPE_ED25519, 0},
	    [HOSTKEY_ECDSA] = {SSH_KEYTYPE_ECDSA, 256},
	    [HOSTKEY_RSA_1024] = {SSH_KEYTYPE_RSA, 1024},
	    [HOSTKEY_RSA_2048] = {SSH_KEYTYPE_RSA, 2048},
	};

	return ssh_pki_generate(kinds[kind].type, kinds[kind].bits, key) ==
		   SSH_OK ||
	       err_set(err, ERR_SYSTEM, "cannot make a host key");
}

/* ECDSA names its curve in the type, which libssh tells only so. */
static const char *
name_of(ssh_key key)
{
	if (ssh_key_type(key) == SSH_KEYTYPE_ECDSA_P256)
		return "ecdsa-sha2-nistp256";
	return ssh_key_type_to_char(ssh_key_type(key));
}

bool
hostkey_add_known(ssh_key key, const char *host, unsigned port, struct str *out,
    struct err *err)
{
	char *blob = NULL;

	if (ssh_pki_export_pubkey_base64(key, &blob) != SSH_OK)
		return err_set(err, ERR_SYSTEM, "cannot export the host key");
	if (port == 22)
		str_add(out, host);
	else
		str_addf(out, "[%s]:%u", host, port);
	str_addf(out, " %s %s\n", name_of(key), blob);
	ssh_string_free_char(blob);
	return true;
}
