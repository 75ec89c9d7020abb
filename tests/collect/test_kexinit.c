/*
 * Reading what a server offers, whole and cut at every byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "collect/kexinit.h"
#include "kexinit_bytes.h"

static const char *const lists[KEXINIT_LISTS] = {
    "curve25519-sha256,diffie-hellman-group14-sha256", "ssh-rsa", "aes128-ctr",
    "aes256-ctr", "hmac-sha2-256-etm@openssh.com", "hmac-sha1"};

static void
test_the_lists_are_read_in_their_order(void **state)
{
	struct str sent = STR_INIT;
	struct kexinit kexinit;

	(void)state;
	str_add(&sent, "Welcome\r\nto the lab\r\nSSH-2.0-Cisco-1.25\n");
	add_kexinit(&sent, lists);
	assert_true(kexinit_read(str_span(&sent), &kexinit));
	assert_true(kexinit.complete);
	assert_true(span_is(kexinit.ident, "SSH-2.0-Cisco-1.25"));
	for (int i = 0; i < KEXINIT_LISTS; i++)
		assert_true(span_is(kexinit.lists[i], lists[i]));
	str_release(&sent);
}

static void
test_half_of_it_is_not_complete(void **state)
{
	struct str sent = STR_INIT;
	struct kexinit kexinit;
	size_t greeting;

	(void)state;
	str_add(&sent, "SSH-2.0-x\r\n");
	greeting = sent.length;
	add_kexinit(&sent, lists);
	for (size_t length = 0; length < sent.length; length++) {
		bool named =
		    kexinit_read(span_make(sent.text, length), &kexinit);

		assert_int_equal(named, length >= greeting);
		assert_false(kexinit.complete);
	}
	str_release(&sent);
}

static void
test_lengths_that_lie_are_not_believed(void **state)
{
	struct str sent = STR_INIT;
	struct kexinit kexinit;

	(void)state;
	str_add(&sent, "SSH-2.0-x\r\n");
	add_kexinit(&sent, lists);
	/* The length of the first list. */
	sent.text[11 + 4 + 1 + 1 + 16] = 0x7f;
	assert_true(kexinit_read(str_span(&sent), &kexinit));
	assert_false(kexinit.complete);
	str_release(&sent);
}

static void
test_common_names_are_whole_names(void **state)
{
	(void)state;
	assert_true(kexinit_have_common(span_of("a,b"), span_of("c,b")));
	assert_true(kexinit_have_common(span_of("b"), span_of("b")));
	assert_false(kexinit_have_common(span_of("a,b"), span_of("ab,c")));
	assert_false(kexinit_have_common(span_of("ssh-rsa"),
	    span_of("ssh-rs,rsa,ssh-rsa2")));
	assert_false(kexinit_have_common(span_of(""), span_of("a")));
	assert_false(kexinit_have_common(span_of(""), span_of("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_lists_are_read_in_their_order),
	    cmocka_unit_test(test_half_of_it_is_not_complete),
	    cmocka_unit_test(test_lengths_that_lie_are_not_believed),
	    cmocka_unit_test(test_common_names_are_whole_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
