/*
 * Keys in OpenSSH's own format: the container, its lock, and what is inside.
 */
#include "collect/key_private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "base/attr.h"
#include "base/mem.h"
#include "collect/bcrypt.h"
#include "collect/packet.h"

#define FIRST_LINE "-----BEGIN OPENSSH PRIVATE KEY-----"
#define LAST_LINE "-----END OPENSSH PRIVATE KEY-----"
#define MAGIC "openssh-key-v1"

/* --- the container -------------------------------------------------------- */

struct secret *
key_decode_base64(struct span text)
{
	size_t size = text.length / 4 * 3 + 3;
	unsigned char *bytes = xmalloc(size);
	EVP_ENCODE_CTX *context = EVP_ENCODE_CTX_new();
	struct secret *secret = NULL;
	int length = 0;
	int rest = 0;

	if (!context)
		bug("out of memory");
	EVP_DecodeInit(context);
	if (EVP_DecodeUpdate(context, bytes, &length,
		(const unsigned char *)text.text, (int)text.length) >= 0 &&
	    EVP_DecodeFinal(context, bytes + length, &rest) >= 0)
		secret = secret_new(
		    span_make((char *)bytes, (size_t)(length + rest)));
	EVP_ENCODE_CTX_free(context);
	secret_wipe(bytes, size);
	free(bytes);
	return secret;
}

bool
key_container_is(struct span text)
{
	return span_find(text, FIRST_LINE) != NULL;
}

static struct span
find_base64(struct span text)
{
	const char *from = span_find(text, FIRST_LINE);
	const char *to = span_find(text, LAST_LINE);

	if (!from || !to || to < from + strlen(FIRST_LINE))
		return span_of("");
	from += strlen(FIRST_LINE);
	return span_make(from, (size_t)(to - from));
}

bool
key_container_read(struct span text, struct key_container *container)
{
	struct span rest;
	struct span kdf;
	uint32_t count = 0;

	*container = (struct key_container){0};
	container->bytes = key_decode_base64(find_base64(text));
	if (!container->bytes)
		return false;
	rest = span_make(secret_text(container->bytes),
	    secret_length(container->bytes));
	/* The NUL counts. */
	if (rest.length < sizeof(MAGIC) ||
	    memcmp(rest.text, MAGIC, sizeof(MAGIC)) != 0)
		return false;
	rest = span_skip(rest, sizeof(MAGIC));
	if (!packet_take_string(&rest, &container->cipher) ||
	    !packet_take_string(&rest, &kdf) ||
	    !packet_take_string(&rest, &container->options) ||
	    !packet_take_uint32(&rest, &count) || count != 1 ||
	    !packet_take_string(&rest, &container->public) ||
	    !packet_take_string(&rest, &container->private))
		return false;
	container->locked = !span_is(container->cipher, "none");
	return true;
}

void
key_container_release(struct key_container *container)
{
	secret_free(container->bytes);
	*container = (struct key_container){0};
}

/* --- unlocking ------------------------------------------------------------ */

/* Twice the same four bytes, and the name of a type of key. */
static bool
is_opened(struct span block)
{
	struct span rest = block;
	struct span type;
	uint32_t one;
	uint32_t two;

	return packet_take_uint32(&rest, &one) &&
	       packet_take_uint32(&rest, &two) && one == two &&
	       packet_take_string(&rest, &type) &&
	       (span_starts(type, "ssh-") || span_starts(type, "ecdsa-"));
}

#define BLOCK 16
#define LOCK_MAX ((size_t)32 + BLOCK) /* key and start value */
#define ROUNDS_MAX 100000

/* The start value is derived from the passphrase as the key is. */
static bool
decrypt(const EVP_CIPHER *cipher, const unsigned char *lock,
    struct span private, unsigned char *out)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int length = 0;
	bool ok;

	ok = context &&
	     EVP_DecryptInit_ex(context, cipher, NULL, lock,
		 lock + EVP_CIPHER_get_key_length(cipher)) == 1 &&
	     EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
	     EVP_DecryptUpdate(context, out, &length,
		 (const unsigned char *)private.text,
		 (int)private.length) == 1 &&
	     (size_t)length == private.length;
	EVP_CIPHER_CTX_free(context);
	return ok;
}

static bool
unlock(const struct key_container *container, const EVP_CIPHER *cipher,
    const struct secret *passphrase, unsigned char *out)
{
	unsigned char lock[LOCK_MAX];
	size_t length = (size_t)EVP_CIPHER_get_key_length(cipher) +
			(size_t)EVP_CIPHER_get_iv_length(cipher);
	struct span rest = container->options;
	struct span salt;
	uint32_t rounds = 0;
	bool ok;

	ok = packet_take_string(&rest, &salt) &&
	     packet_take_uint32(&rest, &rounds) && rounds > 0 &&
	     rounds <= ROUNDS_MAX &&
	     bcrypt_derive(span_make(secret_text(passphrase),
			       secret_length(passphrase)),
		 salt, rounds, lock, length) &&
	     decrypt(cipher, lock, container->private, out) &&
	     is_opened(span_make((char *)out, container->private.length));
	secret_wipe(lock, sizeof(lock));
	return ok;
}

/* clang-format off */
static const struct {
	const char *name;
	const EVP_CIPHER *(*cipher)(void);
} ciphers[] = {
	{ "aes256-ctr", EVP_aes_256_ctr },
	{ "aes256-cbc", EVP_aes_256_cbc },
	{ "aes192-ctr", EVP_aes_192_ctr },
	{ "aes192-cbc", EVP_aes_192_cbc },
	{ "aes128-ctr", EVP_aes_128_ctr },
	{ "aes128-cbc", EVP_aes_128_cbc },
	{ "3des-cbc",   EVP_des_ede3_cbc },
};
/* clang-format on */

bool
key_container_can_unlock(const struct key_container *container)
{
	for (size_t i = 0; i < COUNT_OF(ciphers); i++) {
		if (span_is(container->cipher, ciphers[i].name))
			return true;
	}
	return false;
}

struct secret *
key_container_unlock(const struct key_container *container,
    const struct secret *passphrase)
{
	size_t length = container->private.length;
	unsigned char *out = xmalloc(length + BLOCK);
	struct secret *opened = NULL;
	size_t i = 0;

	while (i < COUNT_OF(ciphers) &&
	       !span_is(container->cipher, ciphers[i].name))
		i++;
	if (i < COUNT_OF(ciphers) &&
	    unlock(container, ciphers[i].cipher(), passphrase, out))
		opened = secret_new(span_make((char *)out, length));
	secret_wipe(out, length + BLOCK);
	free(out);
	return opened;
}

/* --- decoding ------------------------------------------------------------- */

static bool
take_number(struct span *rest, BIGNUM **value)
{
	struct span bytes;

	if (!packet_take_string(rest, &bytes) || bytes.length > 4096)
		return false;
	*value = BN_secure_new();
	return *value && BN_bin2bn((const unsigned char *)bytes.text,
			     (int)bytes.length, *value);
}

static EVP_PKEY *
make_key(const char *type, OSSL_PARAM_BLD *builder)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY *key = NULL;

	if (!context || !parameters || EVP_PKEY_fromdata_init(context) <= 0 ||
	    EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters) <= 0)
		key = NULL;
	OSSL_PARAM_free(parameters);
	EVP_PKEY_CTX_free(context);
	return key;
}

/* *remainder = d mod (prime - 1): what the Chinese remainder theorem wants. */
static bool
reduce(BIGNUM **remainder, const BIGNUM *d, const BIGNUM *prime)
{
	BN_CTX *context = BN_CTX_secure_new();
	BIGNUM *less = BN_secure_new();
	bool ok;

	*remainder = BN_secure_new();
	ok = context && less && *remainder && BN_copy(less, prime) &&
	     BN_sub_word(less, 1) && !BN_is_zero(less) &&
	     BN_mod(*remainder, d, less, context);
	BN_clear_free(less);
	BN_CTX_free(context);
	return ok;
}

enum rsa_number {
	RSA_N,
	RSA_E,
	RSA_D,
	RSA_COEFFICIENT,
	RSA_P,
	RSA_Q,
	RSA_D_P, /* from here on made, not read */
	RSA_D_Q,
	RSA_NUMBERS,
};

static EVP_PKEY *
decode_rsa(struct span rest)
{
	static const char *const names[RSA_NUMBERS] = {
	    [RSA_N] = OSSL_PKEY_PARAM_RSA_N,
	    [RSA_E] = OSSL_PKEY_PARAM_RSA_E,
	    [RSA_D] = OSSL_PKEY_PARAM_RSA_D,
	    [RSA_COEFFICIENT] = OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
	    [RSA_P] = OSSL_PKEY_PARAM_RSA_FACTOR1,
	    [RSA_Q] = OSSL_PKEY_PARAM_RSA_FACTOR2,
	    [RSA_D_P] = OSSL_PKEY_PARAM_RSA_EXPONENT1,
	    [RSA_D_Q] = OSSL_PKEY_PARAM_RSA_EXPONENT2,
	};
	BIGNUM *numbers[RSA_NUMBERS] = {NULL};
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	EVP_PKEY *key = NULL;
	bool ok = builder != NULL;

	for (int i = 0; ok && i < RSA_D_P; i++)
		ok = take_number(&rest, &numbers[i]);
	ok = ok && reduce(&numbers[RSA_D_P], numbers[RSA_D], numbers[RSA_P]) &&
	     reduce(&numbers[RSA_D_Q], numbers[RSA_D], numbers[RSA_Q]);
	for (int i = 0; ok && i < RSA_NUMBERS; i++)
		ok = OSSL_PARAM_BLD_push_BN(builder, names[i], numbers[i]) == 1;
	if (ok)
		key = make_key("RSA", builder);
	OSSL_PARAM_BLD_free(builder);
	for (int i = 0; i < RSA_NUMBERS; i++)
		BN_clear_free(numbers[i]);
	return key;
}

/* clang-format off */
static const struct {
	const char *ssh;
	const char *openssl;
} curves[] = {
	{ "nistp256", "prime256v1" },
	{ "nistp384", "secp384r1" },
	{ "nistp521", "secp521r1" },
};
/* clang-format on */

static EVP_PKEY *
decode_ecdsa(struct span rest)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	struct span curve;
	struct span point;
	BIGNUM *number = NULL;
	EVP_PKEY *key = NULL;
	size_t i = 0;

	if (!builder || !packet_take_string(&rest, &curve) ||
	    !packet_take_string(&rest, &point) || !take_number(&rest, &number))
		goto done;
	while (i < COUNT_OF(curves) && !span_is(curve, curves[i].ssh))
		i++;
	if (i < COUNT_OF(curves) &&
	    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME,
		curves[i].openssl, 0) &&
	    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY,
		point.text, point.length) &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number))
		key = make_key("EC", builder);

done:
	OSSL_PARAM_BLD_free(builder);
	BN_clear_free(number);
	return key;
}

#define ED25519_SIZE 32

static EVP_PKEY *
decode_ed25519(struct span rest)
{
	struct span public;
	struct span both;

	if (!packet_take_string(&rest, &public) ||
	    !packet_take_string(&rest, &both) ||
	    both.length != (size_t)2 * ED25519_SIZE)
		return NULL;
	return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL,
	    (const unsigned char *)both.text, ED25519_SIZE);
}

/* clang-format off */
static const struct {
	const char *type;
	EVP_PKEY *(*decode)(struct span rest);
} decoders[] = {
	{ "ssh-rsa",             decode_rsa },
	{ "ecdsa-sha2-nistp256", decode_ecdsa },
	{ "ecdsa-sha2-nistp384", decode_ecdsa },
	{ "ecdsa-sha2-nistp521", decode_ecdsa },
	{ "ssh-ed25519",         decode_ed25519 },
};
/* clang-format on */

EVP_PKEY *key_container_decode(struct span private)
{
	struct span rest = private;
	struct span type;

	/* Eight bytes that only say whether the passphrase was right. */
	if (!is_opened(rest))
		return NULL;
	rest = span_skip(rest, 8);
	if (!packet_take_string(&rest, &type))
		return NULL;
	for (size_t i = 0; i < COUNT_OF(decoders); i++) {
		if (span_is(type, decoders[i].type))
			return decoders[i].decode(rest);
	}
	return NULL;
}
