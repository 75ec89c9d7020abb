/*
 * Private keys; see key.h.  OpenSSH's own format is read in key_openssh.c, all
 * others by libcrypto.
 */
#include "collect/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "collect/key_private.h"
#include "collect/packet.h"

#define FILE_MAX_BYTES ((size_t)65536)
#define NUMBER_MAX ((size_t)2048) /* bytes: RSA keys of 16,384 bits */

struct key {
	EVP_PKEY *key;     /* owned; NULL: an agent must sign */
	struct str public; /* as packets hold it */
	bool is_public;    /* its file holds no private half at all */
};

/* A file on the way into a key. */
struct source {
	const char *path;
	struct span text;
	const struct secret *passphrase; /* may be NULL */
};

/* --- files ---------------------------------------------------------------- */

static struct secret *
read_secret(const char *path, struct err *err)
{
	char *text = NULL;
	size_t length = 0;
	struct secret *secret;

	if (!file_read(path, FILE_MAX_BYTES, &text, &length, err))
		return NULL;
	secret = secret_new(span_make(text, length));
	secret_wipe(text, length);
	free(text);
	return secret;
}

static struct span
span_of_secret(const struct secret *secret)
{
	return span_make(secret_text(secret), secret_length(secret));
}

static bool
is_locked(struct span text)
{
	struct key_container container;
	bool locked;

	if (!key_container_is(text))
		return span_find(text, "BEGIN ENCRYPTED PRIVATE KEY") ||
		       span_find(text, "Proc-Type: 4,ENCRYPTED");
	locked = key_container_read(text, &container) && container.locked;
	key_container_release(&container);
	return locked;
}

bool
key_is_locked(const char *path, bool *locked, struct err *err)
{
	struct secret *text = read_secret(path, err);

	if (!text)
		return false;
	*locked = is_locked(span_of_secret(text));
	secret_free(text);
	return true;
}

/* --- the public half ------------------------------------------------------ */

/* "ssh-ed25519 AAAA... comment" */
static bool
take_public_line(struct key *key, struct span text)
{
	struct span line = SPAN_ABSENT;
	struct span rest;
	struct span inner;
	struct secret *bytes = NULL;
	const char *space;
	bool ok = false;

	if (!span_next_line(&text, &line))
		return false;
	line = span_trim(line);
	space = span_find_char(line, ' ');
	if (!space)
		return false;
	rest = span_skip(line, (size_t)(space - line.text) + 1);
	line.length = (size_t)(space - line.text);
	space = span_find_char(rest, ' ');
	if (space)
		rest.length = (size_t)(space - rest.text);
	bytes = key_decode_base64(rest);
	if (bytes) {
		rest = span_of_secret(bytes);
		ok = packet_take_string(&rest, &inner) &&
		     span_equal(inner, line);
	}
	if (ok)
		str_add_span(&key->public, span_of_secret(bytes));
	secret_free(bytes);
	return ok;
}

bool
key_file_is_public(const char *path)
{
	struct err ignored = ERR_INIT;
	struct secret *text = read_secret(path, &ignored);
	struct key key = {.public = STR_INIT};
	bool is_public = text && take_public_line(&key, span_of_secret(text));

	str_release(&key.public);
	secret_free(text);
	return is_public;
}

static bool
read_public_file(struct key *key, const char *path)
{
	char *public_path = str_printf("%s.pub", path);
	struct err ignored = ERR_INIT;
	struct secret *text = read_secret(public_path, &ignored);
	bool ok = text && take_public_line(key, span_of_secret(text));

	secret_free(text);
	free(public_path);
	return ok;
}

static bool
add_number(struct str *out, const EVP_PKEY *key, const char *name)
{
	unsigned char bytes[NUMBER_MAX];
	BIGNUM *number = NULL;
	int length = -1;

	if (EVP_PKEY_get_bn_param(key, name, &number) == 1 &&
	    (size_t)BN_num_bytes(number) <= sizeof(bytes))
		length = BN_bn2bin(number, bytes);
	BN_free(number);
	if (length < 0)
		return false;
	packet_add_mpint(out, span_make((char *)bytes, (size_t)length));
	return true;
}

static bool
add_public_rsa(struct str *out, const EVP_PKEY *key)
{
	packet_add_string(out, span_of("ssh-rsa"));
	return add_number(out, key, OSSL_PKEY_PARAM_RSA_E) &&
	       add_number(out, key, OSSL_PKEY_PARAM_RSA_N);
}

static bool
add_public_ecdsa(struct str *out, const EVP_PKEY *key)
{
	unsigned char point[256];
	size_t length = 0;
	const int bits = EVP_PKEY_get_bits(key);
	char type[32];
	const char *curve = type + strlen("ecdsa-sha2-");

	if (bits != 256 && bits != 384 && bits != 521)
		return false;
	snprintf(type, sizeof(type), "ecdsa-sha2-nistp%d", bits);
	if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point,
		sizeof(point), &length) != 1)
		return false;
	packet_add_string(out, span_of(type));
	packet_add_string(out, span_of(curve));
	packet_add_string(out, span_make((char *)point, length));
	return true;
}

static bool
add_public_ed25519(struct str *out, const EVP_PKEY *key)
{
	unsigned char bytes[32];
	size_t length = sizeof(bytes);

	if (EVP_PKEY_get_raw_public_key(key, bytes, &length) != 1)
		return false;
	packet_add_string(out, span_of("ssh-ed25519"));
	packet_add_string(out, span_make((char *)bytes, length));
	return true;
}

/* clang-format off */
static const struct {
	int id;
	bool (*add)(struct str *out, const EVP_PKEY *key);
} kinds[] = {
	{ EVP_PKEY_RSA,     add_public_rsa },
	{ EVP_PKEY_EC,      add_public_ecdsa },
	{ EVP_PKEY_ED25519, add_public_ed25519 },
};
/* clang-format on */

static bool
derive_public(struct key *key)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (kinds[i].id == EVP_PKEY_get_base_id(key->key))
			return kinds[i].add(&key->public, key->key);
	}
	return false;
}

/* --- the private half ----------------------------------------------------- */

static bool
fail_locked(const char *path, struct err *err)
{
	return err_set(err, ERR_INPUT,
	    "the private key %s needs a passphrase: set "
	    "CABLECHECK_PASSPHRASE, add the key to an agent with ssh-add, or "
	    "run on a terminal and be asked",
	    path);
}

bool
key_fail_alone(const struct key *key, const char *path, struct err *err)
{
	if (!key->is_public)
		return fail_locked(path, err);
	return err_set(err, ERR_INPUT,
	    "%s is a public key, and there is no key agent (SSH_AUTH_SOCK) "
	    "that could hold its private half: start ssh-agent and add that "
	    "with ssh-add, or name the file of the private key",
	    path);
}

static bool
fail_passphrase(const char *path, struct err *err)
{
	return err_set(err, ERR_INPUT,
	    "this is not the passphrase of the private key %s", path);
}

static bool
fail_unknown(const char *path, struct err *err)
{
	return err_set(err, ERR_INPUT,
	    "%s is no private key that this program can use; it takes RSA, "
	    "ECDSA and Ed25519 in PEM or OpenSSH's format",
	    path);
}

static bool
load_container(struct key *key, const struct source *source, struct err *err)
{
	struct key_container container;
	struct secret *opened = NULL;
	struct span private;
	bool ok = false;

	if (!key_container_read(source->text, &container)) {
		fail_unknown(source->path, err);
		goto done;
	}
	str_add_span(&key->public, container.public);
	private = container.private;
	if (container.locked && !source->passphrase) {
		ok = true;
		goto done;
	}
	if (container.locked && !key_container_can_unlock(&container)) {
		err_set(err, ERR_INPUT,
		    "the private key %s is locked with %.*s, which this "
		    "program does not know: use an agent, or lock it again "
		    "with ssh-keygen -p -Z aes256-ctr",
		    source->path, (int)container.cipher.length,
		    container.cipher.text);
		goto done;
	}
	if (container.locked) {
		opened = key_container_unlock(&container, source->passphrase);
		if (!opened) {
			fail_passphrase(source->path, err);
			goto done;
		}
		private = span_of_secret(opened);
	}
	key->key = key_container_decode(private);
	ok = key->key || fail_unknown(source->path, err);

done:
	secret_free(opened);
	key_container_release(&container);
	return ok;
}

/* Without this, libcrypto would ask on the terminal. */
static int
give_passphrase(char *buffer, int size, int writing, void *context)
{
	const struct secret *passphrase = context;
	size_t length = passphrase ? secret_length(passphrase) : 0;

	(void)writing;
	if (!passphrase || length > (size_t)size)
		return -1;
	memcpy(buffer, secret_text(passphrase), length);
	return (int)length;
}

static bool
load_pem(struct key *key, const struct source *source, struct err *err)
{
	bool locked = is_locked(source->text);
	BIO *bio;

	if (locked && !source->passphrase)
		return read_public_file(key, source->path) ||
		       fail_locked(source->path, err);
	bio = BIO_new_mem_buf(source->text.text, (int)source->text.length);
	if (!bio)
		bug("out of memory");
	key->key = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase,
	    (void *)source->passphrase);
	BIO_free(bio);
	ERR_clear_error();
	if (!key->key && locked)
		return fail_passphrase(source->path, err);
	if (!key->key || !derive_public(key))
		return fail_unknown(source->path, err);
	return true;
}

static bool
take_public(struct key *key, struct span text)
{
	key->is_public = take_public_line(key, text);
	return key->is_public;
}

bool
key_load(const char *path, const struct secret *passphrase, struct key **key,
    struct err *err)
{
	struct secret *text = read_secret(path, err);
	struct source source = {path, SPAN_ABSENT, passphrase};
	struct key *loaded;
	bool ok;

	if (!text) {
		err_wrap(err, "while reading the private key");
		return false;
	}
	source.text = span_of_secret(text);
	loaded = xcalloc(1, sizeof(*loaded));
	if (key_container_is(source.text))
		ok = load_container(loaded, &source, err);
	else
		ok = take_public(loaded, source.text) ||
		     load_pem(loaded, &source, err);
	secret_free(text);
	if (ok)
		*key = loaded;
	else
		key_free(loaded);
	return ok;
}

void
key_free(struct key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->key);
	str_release(&key->public);
	free(key);
}

bool
key_is_public(const struct key *key)
{
	return key->is_public;
}

bool
key_can_sign(const struct key *key)
{
	return key->key != NULL;
}

struct span
key_public(const struct key *key)
{
	return str_span(&key->public);
}

/* --- signing -------------------------------------------------------------- */

/* clang-format off */
static const struct {
	const char *name;
	int id;
	const EVP_MD *(*digest)(void); /* NULL: it brings its own */
} algorithms[] = {
	{ "ssh-rsa",             EVP_PKEY_RSA,     EVP_sha1 },
	{ "rsa-sha2-256",        EVP_PKEY_RSA,     EVP_sha256 },
	{ "rsa-sha2-512",        EVP_PKEY_RSA,     EVP_sha512 },
	{ "ecdsa-sha2-nistp256", EVP_PKEY_EC,      EVP_sha256 },
	{ "ecdsa-sha2-nistp384", EVP_PKEY_EC,      EVP_sha384 },
	{ "ecdsa-sha2-nistp521", EVP_PKEY_EC,      EVP_sha512 },
	{ "ssh-ed25519",         EVP_PKEY_ED25519, NULL },
};
/* clang-format on */

/* ECDSA: libcrypto's DER becomes two numbers of SSH. */
static bool
add_ecdsa(struct str *out, const unsigned char *der, size_t length)
{
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)length);
	unsigned char bytes[128];
	int size;

	if (!pair)
		return false;
	size = BN_bn2bin(ECDSA_SIG_get0_r(pair), bytes);
	packet_add_mpint(out, span_make((char *)bytes, (size_t)size));
	size = BN_bn2bin(ECDSA_SIG_get0_s(pair), bytes);
	packet_add_mpint(out, span_make((char *)bytes, (size_t)size));
	ECDSA_SIG_free(pair);
	return true;
}

static bool
sign(EVP_PKEY *key, const EVP_MD *digest, struct span text,
    struct str *signature)
{
	unsigned char bytes[NUMBER_MAX];
	size_t length = sizeof(bytes);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool ok;

	ok = context &&
	     EVP_DigestSignInit(context, NULL, digest, NULL, key) == 1 &&
	     EVP_DigestSign(context, bytes, &length,
		 (const unsigned char *)text.text, text.length) == 1;
	EVP_MD_CTX_free(context);
	if (ok && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
		return add_ecdsa(signature, bytes, length);
	if (ok)
		str_add_span(signature, span_make((char *)bytes, length));
	return ok;
}

bool
key_sign(const struct key *key, struct span algorithm, struct span text,
    struct str *signature)
{
	for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
		if (span_is(algorithm, algorithms[i].name) &&
		    algorithms[i].id == EVP_PKEY_get_base_id(key->key))
			return sign(key->key,
			    algorithms[i].digest ? algorithms[i].digest()
						 : NULL,
			    text, signature);
	}
	return false;
}
