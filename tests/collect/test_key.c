/*
 * Private keys: every kind in every form gives the same public key and
 * signatures that hold; what is locked opens with its passphrase and no other;
 * what is no key, or a broken one, is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libssh2.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "collect/key.h"
#include "collect/packet.h"

#define KEYS FIXTURES "/collect/keys/"
#define PASSPHRASE "open sesame"

/* clang-format off */
static const struct {
	const char *name;
	const char *algorithm;
} kinds[] = {
	{ "rsa1024",  "rsa-sha2-256" },
	{ "rsa1024",  "ssh-rsa" },
	{ "rsa1024",  "rsa-sha2-512" },
	{ "ecdsa256", "ecdsa-sha2-nistp256" },
	{ "ecdsa521", "ecdsa-sha2-nistp521" },
	{ "ed25519",  "ssh-ed25519" },
};

static const struct {
	const char *ending;
	bool locked;
} forms[] = {
	{ "",            false },
	{ "-locked",     true },
	{ "-pem",        false },
	{ "-pem-locked", true },
	{ "-pkcs8",      true },
};
/* clang-format on */

static struct key *
load(const char *path, const char *passphrase)
{
	struct secret *secret =
	    passphrase ? secret_new(span_of(passphrase)) : NULL;
	struct key *key = NULL;
	struct err err = ERR_INIT;

	if (!key_load(path, secret, &key, &err))
		fail_msg("%s: %s", path, err.text);
	secret_free(secret);
	return key;
}

static void
refuse(const char *path, const char *passphrase, const char *part)
{
	struct secret *secret =
	    passphrase ? secret_new(span_of(passphrase)) : NULL;
	struct key *key = NULL;
	struct err err = ERR_INIT;

	if (key_load(path, secret, &key, &err))
		fail_msg("%s was taken", path);
	assert_int_equal(err.code, ERR_INPUT);
	if (!strstr(err.text, part) || !strstr(err.text, path))
		fail_msg("\"%s\" does not say \"%s\"", err.text, part);
	secret_free(secret);
}

/* The signature of an ECDSA key, as libcrypto wants it. */
static int
to_der(struct span signature, unsigned char **der)
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	struct span number;
	BIGNUM *r;
	BIGNUM *s;
	int length;

	assert_true(packet_take_string(&signature, &number));
	r = BN_bin2bn((const unsigned char *)number.text, (int)number.length,
	    NULL);
	assert_true(packet_take_string(&signature, &number));
	s = BN_bin2bn((const unsigned char *)number.text, (int)number.length,
	    NULL);
	assert_int_equal(ECDSA_SIG_set0(pair, r, s), 1);
	length = i2d_ECDSA_SIG(pair, der);
	ECDSA_SIG_free(pair);
	return length;
}

static void
assert_ecdsa_holds(const char *path, const EVP_MD *digest,
    struct span signature)
{
	FILE *file = fopen(path, "r");
	EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char *der = NULL;
	int length = to_der(signature, &der);

	assert_non_null(key);
	assert_int_equal(EVP_DigestVerifyInit(context, NULL, digest, NULL, key),
	    1);
	assert_int_equal(EVP_DigestVerify(context, der, (size_t)length,
			     (const unsigned char *)"text", 4),
	    1);
	OPENSSL_free(der);
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
	fclose(file);
}

/* All but ECDSA sign the same text in the same way. */
static void
check_signature(size_t kind, const struct key *key, struct str *first)
{
	struct span algorithm = span_of(kinds[kind].algorithm);
	struct str signature = STR_INIT;
	char *pem = str_printf(KEYS "%s-pem", kinds[kind].name);

	assert_true(key_can_sign(key));
	assert_true(key_sign(key, algorithm, span_of("text"), &signature));
	if (strstr(pem, "ecdsa"))
		assert_ecdsa_holds(pem,
		    strstr(pem, "256") ? EVP_sha256() : EVP_sha512(),
		    str_span(&signature));
	else if (first->length)
		assert_true(span_equal(str_span(first), str_span(&signature)));
	else
		str_add_span(first, str_span(&signature));
	free(pem);
	str_release(&signature);
}

static void
test_each_kind_signs_the_same_in_each_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		char *public_path = str_printf(KEYS "%s.pub", kinds[i].name);
		struct key *public = load(public_path, NULL);
		struct str first = STR_INIT;

		assert_false(key_can_sign(public));
		for (size_t j = 0; j < COUNT_OF(forms); j++) {
			char *path = str_printf(KEYS "%s%s", kinds[i].name,
			    forms[j].ending);
			struct key *key =
			    load(path, forms[j].locked ? PASSPHRASE : NULL);

			assert_true(
			    span_equal(key_public(key), key_public(public)));
			check_signature(i, key, &first);
			key_free(key);
			free(path);
		}
		str_release(&first);
		key_free(public);
		free(public_path);
	}
}

static void
test_a_key_signs_only_for_its_kind(void **state)
{
	struct key *key = load(KEYS "ed25519", NULL);
	struct str signature = STR_INIT;

	(void)state;
	assert_false(key_sign(key, span_of("rsa-sha2-256"), span_of("text"),
	    &signature));
	assert_false(
	    key_sign(key, span_of("ssh-dss"), span_of("text"), &signature));
	assert_int_equal(signature.length, 0);
	key_free(key);
}

static void
test_what_is_locked_is_known_and_opens_with_nothing_else(void **state)
{
	(void)state;
	for (size_t j = 0; j < COUNT_OF(forms); j++) {
		char *path = str_printf(KEYS "ecdsa256%s", forms[j].ending);
		struct err err = ERR_INIT;
		bool locked = !forms[j].locked;

		assert_true(key_is_locked(path, &locked, &err));
		assert_int_equal(locked, forms[j].locked);
		if (locked)
			refuse(path, "open barley", "not the passphrase");
		free(path);
	}
	refuse(KEYS "ed25519-locked", "", "not the passphrase");
}

/* Enough for an agent; without even that, there is a word. */
static void
test_of_a_locked_key_the_public_half_is_known(void **state)
{
	struct key *public = load(KEYS "rsa1024.pub", NULL);
	struct key *key = load(KEYS "rsa1024-locked", NULL);

	(void)state;
	assert_false(key_can_sign(key));
	assert_true(span_equal(key_public(key), key_public(public)));
	key_free(key);
	key_free(public);
	refuse(KEYS "rsa1024-pkcs8", NULL, "CABLECHECK_PASSPHRASE");
}

/* --- files that are none ------------------------------------------------- */

static char scratch[] = "/tmp/cablecheck-key-XXXXXX";

static int
make_scratch(void **state)
{
	int fd = mkstemp(scratch);

	(void)state;
	if (fd < 0 || libssh2_init(0) != 0)
		return -1;
	close(fd);
	return 0;
}

static int
remove_scratch(void **state)
{
	(void)state;
	libssh2_exit();
	return unlink(scratch);
}

static void
write_scratch(struct span text)
{
	struct err err = ERR_INIT;

	assert_true(file_write(scratch, text, 0600, &err));
}

static void
test_a_file_that_is_no_key_is_told(void **state)
{
	static const char *const texts[] = {
	    "",
	    "hello\n",
	    "-----BEGIN OPENSSH PRIVATE KEY-----\n",
	    ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"
	     "-----END OPENSSH PRIVATE KEY-----\n"),
	    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	    "ssh-ed25519 AAAA nobody\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		write_scratch(span_of(texts[i]));
		refuse(scratch, NULL, "no private key that this program");
	}
	refuse("/no/such/key", NULL, "No such file");
}

/* Cut anywhere, it is a key that is refused and nothing worse. */
static void
test_a_key_that_is_cut_short_is_no_key(void **state)
{
	static const char *const names[] = {"rsa1024", "ecdsa256", "ed25519"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char *path = str_printf(KEYS "%s", names[i]);
		struct err err = ERR_INIT;
		char *text = NULL;
		size_t length = 0;

		assert_true(file_read(path, 65536, &text, &length, &err));
		for (size_t cut = 0; cut + 40 < length; cut += 13) {
			struct str shorter = STR_INIT;

			str_add_span(&shorter, span_make(text, cut));
			str_add(&shorter,
			    "\n-----END OPENSSH PRIVATE KEY-----\n");
			write_scratch(str_span(&shorter));
			refuse(scratch, NULL, "no private key that this");
			str_release(&shorter);
		}
		free(text);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_kind_signs_the_same_in_each_form),
	    cmocka_unit_test(test_a_key_signs_only_for_its_kind),
	    cmocka_unit_test(
		test_what_is_locked_is_known_and_opens_with_nothing_else),
	    cmocka_unit_test(test_of_a_locked_key_the_public_half_is_known),
	    cmocka_unit_test(test_a_file_that_is_no_key_is_told),
	    cmocka_unit_test(test_a_key_that_is_cut_short_is_no_key),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
