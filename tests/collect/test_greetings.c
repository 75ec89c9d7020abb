/*
 * What a server may say instead of a greeting, and greetings that lead nowhere:
 * each is told by a status and by what was said.
 */
#include "servers.h"

#include "kexinit_bytes.h"

static void
test_a_server_that_is_none_is_told_by_what_it_says(void **state)
{
	(void)state;
	expect(span_of(""), VISIT_CLOSED, "closes them without a word");
	expect(span_of("HTTP/1.0 400 Bad\r\n\r\n"), VISIT_CLOSED,
	    "does not speak SSH: it began with \"HTTP/1.0 400 Bad\"");
	expect(span_make("\0\1\2\n", 4), VISIT_CLOSED, "does not speak SSH");
	expect(span_of("SSH-2.0-half"), VISIT_CLOSED,
	    "hung up in the middle of its greeting");
	expect(span_of("SSH-2.0-only\r\n"), VISIT_CLOSED,
	    "hung up while exchanging keys");
}

/* OpenSSH (MaxStartups), IOS, NX-OS, tcp wrappers and AAA all do that. */
static void
test_a_line_and_a_close_is_a_refusal_in_its_words(void **state)
{
	static const char *const lines[] = {"Exceeded MaxStartups",
	    "Not allowed at this time", "% Connection refused by remote host",
	    "Too many concurrent sessions", "\u3042\u3068\u3067",
	    "Connection closed by tcp wrapper.", "% Authorization failed."};
	struct str said = STR_INIT;
	struct str part = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		str_clear(&said);
		str_clear(&part);
		str_addf(&said, "%s\r\n", lines[i]);
		str_addf(&part, "refused the connection: it said \"%s\"",
		    lines[i]);
		expect(str_span(&said), VISIT_CLOSED, str_text(&part));
	}
	str_release(&said);
	str_release(&part);
	/* The reason is what comes last. */
	expect(span_of("\r\n*** keep out ***\r\n\r\nToo many\033[2J users"
		       "\r\n\r\n----\r\n"),
	    VISIT_CLOSED, "it said \"Too many\\x1b[2J users\"");
}

static void
test_a_refusal_is_tried_again(void **state)
{
	(void)state;
	expect_again(span_of("Exceeded MaxStartups\r\n"),
	    span_of("SSH-1.5-x\r\n"), VISIT_ALGORITHMS, "too old");
	expect_again(span_of("SSH-2."), span_of("SSH-1.5-x\r\n"),
	    VISIT_ALGORITHMS, "too old");
	/* That is the wrong port, however often it is tried. */
	expect_again(span_of("220 ftp.example.net ready\r\n"),
	    span_of("SSH-1.5-x\r\n"), VISIT_CLOSED, "does not speak SSH");
}

/* None of them becomes SSH later. */
static void
test_another_protocol_is_told_from_a_refusal(void **state)
{
	static const char *const lines[] = {"220 mail.example.net ESMTP\r\n",
	    "421 Too many connections\r\n", "+OK POP3\r\n", "* OK IMAP4\r\n",
	    "* BYE too busy\r\n", "RFB 003.008\n", "<html>\r\n",
	    "HTTP/1.1 503 Busy\r\n\r\nbusy\r\n", "-ERR busy\r\n",
	    "\377\375\030\r\n% Connection refused\r\n",
	    "\025\003\001\002\002\n",
	    "\r\nUser Access Verification\r\n\r\nUsername: ", "\r\nsw1> ",
	    "\r\nsw1# "};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		expect(span_of(lines[i]), VISIT_CLOSED, "does not speak SSH");
}

/* clang-format off */
static const struct {
	const char *lists[KEXINIT_LISTS];
	const char *says;
} mismatches[] = {
	{ { "sntrup-only", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256", "none", "none" },
	  "no key exchange in common: the device offers sntrup-only; this "
	  "program offers curve25519-sha256," },
	{ { "curve25519-sha256", "x509v3-ssh-rsa", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256", "none", "none" },
	  "no host key type in common: the device offers x509v3-ssh-rsa; this "
	  "program offers ssh-ed25519," },
	{ { "curve25519-sha256", "ssh-ed25519", "arcfour", "arcfour",
	    "hmac-sha2-256", "hmac-sha2-256", "none", "none" },
	  "no cipher in common: the device offers arcfour; this program "
	  "offers chacha20-poly1305@openssh.com," },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "umac-64@openssh.com", "umac-64@openssh.com", "none", "none" },
	  "no MAC in common: the device offers umac-64@openssh.com; this "
	  "program offers hmac-sha2-256-etm@openssh.com," },
	{ { "curve25519-sha256", "ssh-ed25519",
	    "chacha20-poly1305@openssh.com", "chacha20-poly1305@openssh.com",
	    "umac-64@openssh.com", "umac-64@openssh.com", "none", "none" },
	  "hmac-md5-96; one is needed here even for "
	  "chacha20-poly1305@openssh.com, which makes no use of it" },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-ctr",
	    "chacha20-poly1305@openssh.com", "hmac-sha1",
	    "umac-64@openssh.com", "none", "none" },
	  "one is needed here even for chacha20-poly1305@openssh.com" },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-gcm@openssh.com",
	    "aes128-ctr", "umac-64@openssh.com", "umac-64@openssh.com",
	    "none", "none" },
	  "no MAC in common: the device offers umac-64@openssh.com; this " },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256", "zlib", "none" },
	  "no compression in common: the device offers zlib; this program "
	  "offers none" },
	{ { "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	    "hmac-sha2-256", "hmac-sha2-256", "none", "zlib@openssh.com" },
	  "the device offers zlib@openssh.com; this program offers none" },
};
/* clang-format on */

static void
test_algorithms_that_do_not_fit_are_named_on_both_sides(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(mismatches); i++) {
		struct str said = STR_INIT;

		str_add(&said, "SSH-2.0-Odd-1.0\r\n");
		add_kexinit(&said, mismatches[i].lists);
		expect(str_span(&said), VISIT_ALGORITHMS, mismatches[i].says);
		str_release(&said);
	}
}

/* --- last words ----------------------------------------------------------- */

/* clang-format off */
static const char *const fitting[KEXINIT_LISTS] = {
	"curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr",
	"hmac-sha2-256", "hmac-sha2-256", "none", "none"
};

/* With these nothing but the key exchange may come: the library says only so. */
static const char *const strict[KEXINIT_LISTS] = {
	"curve25519-sha256,kex-strict-s-v00@openssh.com", "ssh-ed25519",
	"aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256",
	"none", "none"
};
/* clang-format on */

/* Greets, offers `lists` unless there are none, and takes its leave. */
static void
say_goodbye(struct str *said, const char *const *lists, uint32_t reason,
    const char *text)
{
	str_clear(said);
	str_add(said, "SSH-2.0-x\r\n");
	if (lists)
		add_kexinit(said, lists);
	add_disconnect(said, reason, text);
}

static void
test_the_last_words_of_a_server_are_told(void **state)
{
	static const char *const *const stages[] = {NULL, fitting, strict};
	struct str said = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(stages); i++) {
		say_goodbye(&said, stages[i], 12, "Too many users");
		expect(str_span(&said), VISIT_CLOSED,
		    "ended the session while exchanging keys: "
		    "\"Too many users\"");
		say_goodbye(&said, stages[i], 12, "");
		expect(str_span(&said), VISIT_CLOSED,
		    "exchanging keys: too many connections");
		say_goodbye(&said, stages[i], 77, "\r\n");
		expect(str_span(&said), VISIT_CLOSED,
		    "exchanging keys: reason 77");
	}
	/* What does not fit is the better explanation. */
	say_goodbye(&said, mismatches[0].lists, 3, "no matching kex");
	expect(str_span(&said), VISIT_ALGORITHMS, mismatches[0].says);
	str_release(&said);
}

static void
test_hostile_last_words_are_harmless(void **state)
{
	struct str said = STR_INIT;
	struct str words = STR_INIT;
	struct str shown = STR_INIT;

	(void)state;
	for (int i = 0; i < 2000; i++)
		str_add(&words, "\033[2Jx");
	say_goodbye(&said, fitting, 2, str_text(&words));
	str_add(&shown, "exchanging keys: \"");
	for (int i = 0; i < 14; i++)
		str_add(&shown, "\\x1b[2Jx");
	expect(str_span(&said), VISIT_CLOSED, str_text(&shown));
	str_release(&said);
	str_release(&words);
	str_release(&shown);
}

static void
test_who_ends_the_session_is_asked_again_if_that_may_help(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	say_goodbye(&said, fitting, 11, "No VTY left");
	expect_again(str_span(&said), span_of("SSH-1.5-x\r\n"),
	    VISIT_ALGORITHMS, "too old");
	say_goodbye(&said, strict, 2, "");
	expect_again(str_span(&said), span_of("SSH-1.5-x\r\n"),
	    VISIT_ALGORITHMS, "too old");
	say_goodbye(&said, fitting, 1, "Not from there");
	expect_again(str_span(&said), span_of("SSH-1.5-x\r\n"), VISIT_CLOSED,
	    "\"Not from there\"");
	str_release(&said);
}

/* --- text in front of a greeting ------------------------------------------ */

/* RFC 4253 allows lines in front of it; empty ones stopped the library. */
static void
test_text_before_the_greeting_is_passed_over(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	str_add(&said, "\r\n\n*** Authorised people only ***\r\n\r\n");
	for (int i = 0; i < 60; i++)
		str_add(&said, "long lines, more than the library likes ");
	str_add(&said, "\r\nSSH-2.0-Odd-1.0\n");
	add_kexinit(&said, mismatches[0].lists);
	expect(str_span(&said), VISIT_ALGORITHMS, mismatches[0].says);
	str_release(&said);
}

/* Somebody who never stops talking is not listened to for ever. */
static void
test_endless_text_instead_of_a_greeting_is_no_ssh(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++)
		str_add(&said, "welcome to a chargen\r\n");
	expect(str_span(&said), VISIT_CLOSED,
	    "does not speak SSH: it began with \"welcome to a chargen\"");
	str_clear(&said);
	for (int i = 0; i < 60000; i++)
		str_add_char(&said, 'x');
	expect(str_span(&said), VISIT_CLOSED, "does not speak SSH");
	str_release(&said);
}

static void
test_ssh_of_the_first_version_is_too_old(void **state)
{
	(void)state;
	expect(span_of("SSH-1.5-Cisco-1.25\n"), VISIT_ALGORITHMS,
	    "too old: it began with \"SSH-1.5-Cisco-1.25\"");
}

static void
test_a_greeting_cut_at_any_byte_is_closed(void **state)
{
	struct str said = STR_INIT;

	(void)state;
	str_add(&said, "SSH-2.0-x\r\n");
	add_kexinit(&said, fitting);
	for (size_t cut = 0; cut <= said.length; cut += 3)
		expect(span_make(said.text, cut), VISIT_CLOSED, "127.0.0.1:");
	str_release(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_a_server_that_is_none_is_told_by_what_it_says),
	    cmocka_unit_test(test_a_line_and_a_close_is_a_refusal_in_its_words),
	    cmocka_unit_test(test_a_refusal_is_tried_again),
	    cmocka_unit_test(test_another_protocol_is_told_from_a_refusal),
	    cmocka_unit_test(
		test_algorithms_that_do_not_fit_are_named_on_both_sides),
	    cmocka_unit_test(test_the_last_words_of_a_server_are_told),
	    cmocka_unit_test(test_hostile_last_words_are_harmless),
	    cmocka_unit_test(
		test_who_ends_the_session_is_asked_again_if_that_may_help),
	    cmocka_unit_test(test_text_before_the_greeting_is_passed_over),
	    cmocka_unit_test(test_endless_text_instead_of_a_greeting_is_no_ssh),
	    cmocka_unit_test(test_ssh_of_the_first_version_is_too_old),
	    cmocka_unit_test(test_a_greeting_cut_at_any_byte_is_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
