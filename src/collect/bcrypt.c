/*
 * bcrypt_pbkdf, as OpenBSD's library defines it: PBKDF2 with a hash made of
 * the Blowfish cipher, whose key schedule is what takes the time.
 *
 * Blowfish starts from the fraction of pi, 1,042 words of it.  They are worked
 * out here, by Machin's formula, which is shorter to read than the table and
 * cannot hold a typing mistake.
 */
#include "collect/bcrypt.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/sha.h>

#include "base/mem.h"
#include "base/secret.h"

#define SUBKEYS 18
#define BOX 256
#define WORDS (SUBKEYS + 4 * BOX)
#define GUARD_BITS 64
#define HASH_WORDS 8
#define HASH_BYTES (HASH_WORDS * 4)
#define DIGEST SHA512_DIGEST_LENGTH
#define EXPANSIONS 64

struct blowfish {
	uint32_t p[SUBKEYS];
	uint32_t s[4][BOX];
};

/* --- pi ------------------------------------------------------------------- */

/*
 * Adds factor * arctan(1/x) to `sum`, in units of 2^-bits: the series
 * 1/x - 1/(3 x^3) + 1/(5 x^5) - ..., or subtracts it when `minus`.
 */
static bool
add_arctan(BIGNUM *sum, BN_ULONG factor, BN_ULONG x, bool minus)
{
	BIGNUM *power = BN_new();
	BIGNUM *term = BN_new();
	bool ok = power && term && BN_set_word(power, factor) &&
		  BN_lshift(power, power, WORDS * 32 + GUARD_BITS) &&
		  BN_div_word(power, x) != (BN_ULONG)-1;

	for (BN_ULONG n = 1; ok && !BN_is_zero(power); n += 2) {
		ok =
		    BN_copy(term, power) != NULL &&
		    BN_div_word(term, n) != (BN_ULONG)-1 &&
		    (minus ? BN_sub(sum, sum, term) : BN_add(sum, sum, term)) &&
		    BN_div_word(power, x * x) != (BN_ULONG)-1;
		minus = !minus;
	}
	BN_free(power);
	BN_free(term);
	return ok;
}

/* pi = 16 arctan(1/5) - 4 arctan(1/239) = 3.243f6a88... in base 16 */
static bool
make_pi(struct blowfish *state)
{
	unsigned char *bytes = xmalloc(WORDS * sizeof(uint32_t));
	BIGNUM *pi = BN_new();
	uint32_t *words = state->p; /* the boxes follow */
	bool ok;

	ok = pi && add_arctan(pi, 16, 5, false) &&
	     add_arctan(pi, 4, 239, true) && BN_rshift(pi, pi, GUARD_BITS) &&
	     BN_mask_bits(pi, WORDS * 32) &&
	     BN_bn2binpad(pi, bytes, WORDS * sizeof(uint32_t)) > 0;
	for (size_t i = 0; ok && i < WORDS; i++) {
		const unsigned char *b = bytes + 4 * i;
		uint32_t word = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
				(uint32_t)b[2] << 8 | b[3];

		if (i < SUBKEYS)
			words[i] = word;
		else
			state->s[(i - SUBKEYS) / BOX][(i - SUBKEYS) % BOX] =
			    word;
	}
	BN_free(pi);
	free(bytes);
	return ok;
}

/* --- Blowfish ------------------------------------------------------------- */

static uint32_t
scramble(const struct blowfish *state, uint32_t x)
{
	return ((state->s[0][x >> 24] + state->s[1][x >> 16 & 0xff]) ^
		   state->s[2][x >> 8 & 0xff]) +
	       state->s[3][x & 0xff];
}

static void
encipher(const struct blowfish *state, uint32_t *left, uint32_t *right)
{
	uint32_t l = *left ^ state->p[0];
	uint32_t r = *right;

	for (size_t i = 1; i < SUBKEYS - 1; i += 2) {
		r ^= scramble(state, l) ^ state->p[i];
		l ^= scramble(state, r) ^ state->p[i + 1];
	}
	*left = r ^ state->p[SUBKEYS - 1];
	*right = l;
}

/* The next word of a digest, which is read round and round. */
static uint32_t
next_word(const unsigned char *digest, size_t *position)
{
	uint32_t word = 0;

	for (int i = 0; i < 4; i++) {
		word = word << 8 | digest[*position];
		*position = (*position + 1) % DIGEST;
	}
	return word;
}

/* Goes on with the schedule; `salt` may be NULL. */
static void
expand(struct blowfish *state, const unsigned char *key,
    const unsigned char *salt)
{
	size_t position = 0;
	uint32_t left = 0;
	uint32_t right = 0;

	for (size_t i = 0; i < SUBKEYS; i++)
		state->p[i] ^= next_word(key, &position);
	position = 0;
	for (size_t i = 0; i < WORDS; i += 2) {
		uint32_t *to =
		    i < SUBKEYS
			? &state->p[i]
			: &state->s[(i - SUBKEYS) / BOX][(i - SUBKEYS) % BOX];

		if (salt) {
			left ^= next_word(salt, &position);
			right ^= next_word(salt, &position);
		}
		encipher(state, &left, &right);
		to[0] = left;
		to[1] = right;
	}
}

/* --- the hash ------------------------------------------------------------- */

static void
hash(const struct blowfish *start, const unsigned char *passphrase,
    const unsigned char *salt, unsigned char *out)
{
	static const char text[HASH_BYTES + 1] =
	    "OxychromaticBlowfishSwatDynamite";
	struct blowfish state = *start;
	uint32_t words[HASH_WORDS];

	expand(&state, passphrase, salt);
	for (int i = 0; i < EXPANSIONS; i++) {
		expand(&state, salt, NULL);
		expand(&state, passphrase, NULL);
	}
	for (size_t i = 0; i < HASH_WORDS; i++) {
		const unsigned char *t = (const unsigned char *)text + 4 * i;

		words[i] = (uint32_t)t[0] << 24 | (uint32_t)t[1] << 16 |
			   (uint32_t)t[2] << 8 | t[3];
	}
	for (size_t i = 0; i < HASH_WORDS; i += 2) {
		for (int n = 0; n < EXPANSIONS; n++)
			encipher(&state, &words[i], &words[i + 1]);
	}
	for (size_t i = 0; i < HASH_BYTES; i++)
		out[i] = (unsigned char)(words[i / 4] >> 8 * (i % 4));
	secret_wipe(&state, sizeof(state));
	secret_wipe(words, sizeof(words));
}

/* One block of PBKDF2: `rounds` hashes, each salted with the one before. */
static bool
make_block(const struct blowfish *start, const unsigned char *passphrase,
    struct span salt, uint32_t rounds, unsigned char *out)
{
	unsigned char digest[DIGEST];
	unsigned char one[HASH_BYTES];
	bool ok = SHA512((const unsigned char *)salt.text, salt.length,
		      digest) != NULL;

	memset(out, 0, HASH_BYTES);
	for (uint32_t round = 0; ok && round < rounds; round++) {
		hash(start, passphrase, digest, one);
		for (size_t i = 0; i < HASH_BYTES; i++)
			out[i] ^= one[i];
		ok = SHA512(one, sizeof(one), digest) != NULL;
	}
	secret_wipe(one, sizeof(one));
	secret_wipe(digest, sizeof(digest));
	return ok;
}

bool
bcrypt_derive(struct span passphrase, struct span salt, uint32_t rounds,
    unsigned char *key, size_t length)
{
	struct blowfish *start = xcalloc(1, sizeof(*start));
	size_t blocks = (length + HASH_BYTES - 1) / HASH_BYTES;
	char *numbered = xcalloc(salt.length + 4, 1);
	unsigned char digest[DIGEST];
	unsigned char block[HASH_BYTES];
	bool ok;

	memcpy(numbered, salt.text, salt.length);
	ok = make_pi(start) && SHA512((const unsigned char *)passphrase.text,
				   passphrase.length, digest) != NULL;
	/* The bytes of a block are not put side by side but dealt out. */
	for (size_t i = 0; ok && i < blocks; i++) {
		numbered[salt.length + 3] = (char)(i + 1);
		ok = make_block(start, digest,
		    span_make(numbered, salt.length + 4), rounds, block);
		for (size_t j = 0; ok && j * blocks + i < length; j++)
			key[j * blocks + i] = block[j];
	}
	secret_wipe(block, sizeof(block));
	secret_wipe(digest, sizeof(digest));
	free(numbered);
	free(start);
	return ok;
}
