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
    "aes256-ctr", "hmac-sha2-256-etm@openssh.com", "hmac-sha1", "none",
    "zlib,none"};

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
	assert_false(kexinit.guesses);
	assert_int_equal(kexinit.end, sent.length);
	str_release(&sent);
}

static void
test_a_guess_is_noticed_and_where_it_comes(void **state)
{
	struct str sent = STR_INIT;
	struct kexinit kexinit;
	size_t end;

	(void)state;
	str_add(&sent, "Welcome\r\nSSH-2.0-x\r\n");
	add_guessing_kexinit(&sent, lists, true);
	end = sent.length;
	str_add(&sent, "whatever follows");
	assert_true(kexinit_read(str_span(&sent), &kexinit));
	assert_true(kexinit.guesses);
	assert_int_equal(kexinit.end, end);
	str_release(&sent);
}

static void
test_a_strict_server_says_so_among_its_key_exchanges(void **state)
{
	struct kexinit kexinit = {.complete = true};

	(void)state;
	kexinit.lists[KEXINIT_KEX] =
	    span_of("curve25519-sha256,kex-strict-s-v00@openssh.com");
	assert_true(kexinit_is_strict(&kexinit));
	kexinit.lists[KEXINIT_KEX] =
	    span_of("curve25519-sha256,kex-strict-c-v00@openssh.com");
	assert_false(kexinit_is_strict(&kexinit));
}

/* Nothing but a message of a key exchange is ever passed over. */
static void
test_a_guess_is_a_message_of_some_key_exchange(void **state)
{
	struct str body = STR_INIT;
	struct str sent = STR_INIT;
	size_t length = 0;

	(void)state;
	for (int type = 1; type < 256; type++) {
		bool is_kex = type >= 30 && type <= 49;

		str_clear(&body);
		str_clear(&sent);
		str_add_char(&body, (char)type);
		str_add(&body, "point");
		add_packet(&sent, &body);
		for (size_t i = 0; i < sent.length; i++)
			assert_int_equal(kexinit_look_at_packet(
					     span_make(sent.text, i), &length),
			    KEXINIT_PACKET_PART);
		str_add(&sent, "whatever follows");
		assert_int_equal(kexinit_look_at_packet(str_span(&sent),
				     &length),
		    is_kex ? KEXINIT_PACKET_KEX : KEXINIT_PACKET_OTHER);
		if (is_kex)
			assert_int_equal(length,
			    sent.length - strlen("whatever follows"));
	}
	assert_int_equal(kexinit_look_at_packet(span_make("\0\1\0\0", 4),
			     &length),
	    KEXINIT_PACKET_OTHER);
	assert_int_equal(kexinit_look_at_packet(span_make("\0\0\0\0", 4),
			     &length),
	    KEXINIT_PACKET_OTHER);
	str_release(&body);
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

static bool
ends_with_words(const struct str *sent, size_t length, uint32_t *reason,
    struct span *words)
{
	return kexinit_find_disconnect(span_make(sent->text, length), reason,
	    words);
}

static void
test_the_last_words_are_found_among_the_packets(void **state)
{
	struct str sent = STR_INIT;
	struct span words;
	uint32_t reason;

	(void)state;
	str_add(&sent, "SSH-2.0-x\r\n");
	add_kexinit(&sent, lists);
	add_disconnect(&sent, 12, "Too many users");
	assert_true(ends_with_words(&sent, sent.length, &reason, &words));
	assert_int_equal(reason, 12);
	assert_true(span_is(words, "Too many users"));
	for (size_t length = 0; length < sent.length; length++)
		assert_false(ends_with_words(&sent, length, &reason, &words));
	/* A string that claims to be longer than its packet. */
	str_clear(&sent);
	str_add(&sent, "SSH-2.0-x\r\n");
	add_disconnect(&sent, 2, "");
	sent.text[11 + 4 + 1 + 1 + 4] = 0x7f;
	assert_true(ends_with_words(&sent, sent.length, &reason, &words));
	assert_int_equal(reason, 2);
	assert_int_equal(words.length, 0);
	str_release(&sent);
}

/* What comes after NEWKEYS is encrypted, and may look like anything. */
static void
test_no_words_are_found_behind_the_new_keys(void **state)
{
	struct str sent = STR_INIT;
	struct str newkeys = STR_INIT;
	struct span words;
	uint32_t reason;

	(void)state;
	str_add(&sent, "SSH-2.0-x\r\n");
	str_add_char(&newkeys, 21);
	add_packet(&sent, &newkeys);
	add_disconnect(&sent, 12, "Too many users");
	assert_false(ends_with_words(&sent, sent.length, &reason, &words));
	str_release(&newkeys);
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
	    cmocka_unit_test(test_a_guess_is_noticed_and_where_it_comes),
	    cmocka_unit_test(
		test_a_strict_server_says_so_among_its_key_exchanges),
	    cmocka_unit_test(test_a_guess_is_a_message_of_some_key_exchange),
	    cmocka_unit_test(test_half_of_it_is_not_complete),
	    cmocka_unit_test(test_lengths_that_lie_are_not_believed),
	    cmocka_unit_test(test_the_last_words_are_found_among_the_packets),
	    cmocka_unit_test(test_no_words_are_found_behind_the_new_keys),
	    cmocka_unit_test(test_common_names_are_whole_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
