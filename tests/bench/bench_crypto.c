/*
 * bench_crypto -- the floor under every SSH client: what the handshake's
 * public-key cryptography alone costs.
 *
 * One round is what a client cannot avoid for one device: an X25519 key pair,
 * the secret from it and the device's public key, and the check of one ed25519
 * signature, all by libcrypto.  Prints the microseconds of CPU that a round
 * takes.  scripts/bench-collect measures everything as a multiple of that,
 * because it moves with the machine and its mood as the rest does.
 *
 *     bench_crypto [ROUNDS]
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <openssl/evp.h>

#include "base/mem.h"

#define DEFAULT_ROUNDS 2000
#define KEY_SIZE 32
#define SIGNATURE_SIZE 64

/* What a device would have sent. */
struct device {
	unsigned char exchange_key[KEY_SIZE];
	unsigned char host_key[KEY_SIZE];
	unsigned char hash[KEY_SIZE];
	unsigned char signature[SIGNATURE_SIZE];
};

static void
must(bool done, const char *what)
{
	if (!done)
		bug("libcrypto fails: %s", what);
}

static EVP_PKEY *
make_key(int type)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(type, NULL);
	EVP_PKEY *key = NULL;

	must(context && EVP_PKEY_keygen_init(context) == 1, "no generator");
	must(EVP_PKEY_keygen(context, &key) == 1, "no key");
	EVP_PKEY_CTX_free(context);
	return key;
}

static void
export_public(EVP_PKEY *key, unsigned char *bytes)
{
	size_t size = KEY_SIZE;

	must(EVP_PKEY_get_raw_public_key(key, bytes, &size) == 1, "no bytes");
}

static void
prepare(struct device *device)
{
	EVP_PKEY *exchange = make_key(EVP_PKEY_X25519);
	EVP_PKEY *host = make_key(EVP_PKEY_ED25519);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t size = SIGNATURE_SIZE;

	export_public(exchange, device->exchange_key);
	export_public(host, device->host_key);
	must(EVP_DigestSignInit(context, NULL, NULL, NULL, host) == 1 &&
		 EVP_DigestSign(context, device->signature, &size, device->hash,
		     sizeof(device->hash)) == 1,
	    "no signature");
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(host);
	EVP_PKEY_free(exchange);
}

static void
exchange_keys(const struct device *device)
{
	EVP_PKEY *ours = make_key(EVP_PKEY_X25519);
	EVP_PKEY *theirs = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL,
	    device->exchange_key, KEY_SIZE);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(ours, NULL);
	unsigned char bytes[KEY_SIZE];
	size_t size = sizeof(bytes);

	export_public(ours, bytes);
	must(EVP_PKEY_derive_init(context) == 1 &&
		 EVP_PKEY_derive_set_peer(context, theirs) == 1 &&
		 EVP_PKEY_derive(context, bytes, &size) == 1,
	    "no secret");
	EVP_PKEY_CTX_free(context);
	EVP_PKEY_free(theirs);
	EVP_PKEY_free(ours);
}

static void
check_signature(const struct device *device)
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL,
	    device->host_key, KEY_SIZE);
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	must(EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1 &&
		 EVP_DigestVerify(context, device->signature, SIGNATURE_SIZE,
		     device->hash, sizeof(device->hash)) == 1,
	    "a right signature is wrong");
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(key);
}

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	long rounds = argc > 1 ? atol(argv[1]) : DEFAULT_ROUNDS;
	struct device device = {0};
	double began;

	if (rounds < 1) {
		fprintf(stderr, "usage: bench_crypto [ROUNDS]\n");
		return 2;
	}
	prepare(&device);
	exchange_keys(&device); /* loads what is loaded but once */
	began = cpu_seconds();
	for (long i = 0; i < rounds; i++) {
		exchange_keys(&device);
		check_signature(&device);
	}
	printf("%.2f\n", (cpu_seconds() - began) * 1e6 / (double)rounds);
	return 0;
}
