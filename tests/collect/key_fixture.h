/*
 * key_fixture -- the public keys of fixtures/collect, in the form that travels.
 */
#ifndef TESTS_COLLECT_KEY_FIXTURE_H
#define TESTS_COLLECT_KEY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/span.h"

/* "ed25519-a"; `buffer` must have 1,024 bytes. */
static inline struct span
load_key(const char *name, char *buffer)
{
	char *path = str_printf("%s/collect/%s.pub", FIXTURES, name);
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length = 0;
	char *base64;
	size_t base64_length;
	int got;

	assert_true(file_read(path, 4096, &text, &length, &err));
	base64 = strchr(text, ' ') + 1;
	base64_length = strcspn(base64, " \n");
	got = EVP_DecodeBlock((unsigned char *)buffer,
	    (const unsigned char *)base64, (int)base64_length);
	assert_true(got > 0);
	for (size_t i = base64_length; base64[i - 1] == '='; i--)
		got--;
	free(text);
	free(path);
	return span_make(buffer, (size_t)got);
}

#endif
