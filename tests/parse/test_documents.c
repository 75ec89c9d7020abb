/*
 * Hostile and odd documents: each must come to a quick end in a state that
 * says what is wrong, without ever taking a file or a socket.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../light.h"
#include "base/attr.h"
#include "base/str.h"
#include "parse/parse.h"

/* Generous, for the slowest machine under a sanitizer. */
#define SECONDS_MAX 60.0

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct neighbor_list *
parse_str(const struct str *text)
{
	double start = seconds_now();
	struct neighbor_list *list =
	    parse_neighbors(str_span(text), PARSE_AUTO);

	assert_true(seconds_now() - start < SECONDS_MAX);
	return list;
}

static struct neighbor_list *
parse_text(const char *text)
{
	return parse_neighbors(span_of(text), PARSE_AUTO);
}

/* One row of NX-OS around `value`. */
static void
add_row(struct str *xml, const char *value)
{
	str_addf(xml,
	    "<ROW_cdp_neighbor_detail_info><device_id>%s</device_id>"
	    "<intf_id>Ethernet1/1</intf_id><port_id>Eth2</port_id>"
	    "</ROW_cdp_neighbor_detail_info>\n",
	    value);
}

static void
test_an_entity_bomb_is_not_lit(void **state)
{
	struct str xml = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	str_add(&xml, "<?xml version=\"1.0\"?>\n<!DOCTYPE rpc-reply [\n"
		      "<!ENTITY e0 \"boom\">\n");
	for (int i = 1; i < 30; i++)
		str_addf(&xml, "<!ENTITY e%d \"&e%d;&e%d;&e%d;&e%d;\">\n", i,
		    i - 1, i - 1, i - 1, i - 1);
	str_add(&xml, "]>\n<rpc-reply>\n");
	add_row(&xml, "&e29;");
	str_add(&xml, "</rpc-reply>\n");
	list = parse_str(&xml);
	assert_int_equal(list->count, 0);
	assert_int_equal(list->state, NEIGHBORS_NONE);
	assert_non_null(strstr(list->explanation, "document type"));
	neighbor_list_free(list);
	str_release(&xml);
}

static void
test_an_external_entity_is_not_fetched(void **state)
{
	char path[] = "/tmp/cablecheck-secret-XXXXXX";
	int fd = mkstemp(path);
	struct str xml = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "secret", 6), 6);
	close(fd);
	str_addf(&xml,
	    "<!DOCTYPE r SYSTEM \"file://%s\" [<!ENTITY x SYSTEM "
	    "\"file://%s\"><!ENTITY %% p SYSTEM \"file://%s\"> %%p;]>\n<r>\n",
	    path, path, path);
	add_row(&xml, "&x;");
	str_add(&xml, "</r>\n");
	list = parse_str(&xml);
	assert_int_equal(list->count, 0);
	assert_int_equal(list->state, NEIGHBORS_NONE);
	assert_null(strstr(list->explanation, "secret"));
	neighbor_list_free(list);
	str_release(&xml);
	unlink(path);
}

static void
test_an_unknown_entity_ends_the_reading(void **state)
{
	struct str xml = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	str_add(&xml, "<rpc-reply>\n");
	add_row(&xml, "good");
	add_row(&xml, "&nobody;");
	str_add(&xml, "</rpc-reply>\n");
	list = parse_str(&xml);
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_true(list->count >= 1);
	assert_true(span_is(list->items[0].device_id, "good"));
	neighbor_list_free(list);
	str_release(&xml);
}

static void
test_deep_nesting_ends_the_reading(void **state)
{
	struct str xml = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	str_add(&xml, "<rpc-reply>\n");
	add_row(&xml, "good");
	for (size_t i = 0; i < light(2000000, 20000); i++)
		str_add(&xml, "<a>");
	list = parse_str(&xml);
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_int_equal(list->count, 1);
	assert_non_null(strstr(list->explanation, "nested"));
	neighbor_list_free(list);
	str_release(&xml);
}

static void
test_deep_json_ends_the_reading(void **state)
{
	struct str json = STR_INIT;
	struct neighbor_list *list;

	(void)state;
	str_add(&json, "{\"ROW_cdp_neighbor_detail_info\": [{\"device_id\": "
		       "\"good\"}, {\"device_id\": ");
	for (int i = 0; i < 2000000; i++)
		str_add(&json, "[{\"a\":");
	list = parse_str(&json);
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_int_equal(list->count, 1);
	assert_non_null(list->explanation);
	neighbor_list_free(list);
	str_release(&json);
}

/* One value, one name, one attribute, one comment that do not end. */
static void
test_endless_values_end_the_reading(void **state)
{
	static const char *const starts[] = {
	    "<rpc-reply><ROW_nbor><port_id>",
	    "<rpc-reply><ROW_nbor><a b=\"",
	    "<rpc-reply><ROW_nbor><!--",
	    "<rpc-reply><ROW_nbor><aaaaaaaa",
	    "{\"ROW_nbor\": {\"port_id\": \"",
	    "{\"ROW_nbor\": [[",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		struct str text = STR_INIT;
		struct neighbor_list *list;

		str_add(&text, starts[i]);
		for (size_t k = 0; k < light(1000000, 50000); k++)
			str_add(&text, "aaaaaaaaaaaaaaaaaaaaaaaa");
		list = parse_str(&text);
		assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
		assert_true(list->count <= 1);
		neighbor_list_free(list);
		str_release(&text);
	}
}

static void
test_a_great_many_rows_are_read_in_time(void **state)
{
	struct str xml = STR_INIT;
	struct str json = STR_INIT;
	const size_t count = light(50000, 2000);
	struct neighbor_list *list;

	(void)state;
	str_add(&xml, "<rpc-reply>\n");
	str_add(&json, "{\"ROW_cdp_neighbor_detail_info\": [");
	for (size_t i = 0; i < count; i++) {
		add_row(&xml, "leaf");
		str_addf(&json, "%s{\"device_id\": \"leaf%zu\"}",
		    i ? ",\n" : "", i);
	}
	str_add(&xml, "</rpc-reply>\n");
	str_add(&json, "]}\n");
	list = parse_str(&xml);
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, count);
	assert_int_equal(list->items[count - 1].line, count + 1);
	neighbor_list_free(list);
	list = parse_str(&json);
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, count);
	assert_int_equal(list->items[count - 1].line, count);
	neighbor_list_free(list);
	str_release(&xml);
	str_release(&json);
}

static void
test_a_broken_row_of_json_does_not_hide_the_others(void **state)
{
	struct neighbor_list *list = parse_text(
	    "{\"ROW_cdp_neighbor_brief_info\": [{\"device_id\": \"a\"},\n"
	    "{\"device_id\": bad}, {\"device_id\": \"c\"}]}\n");

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_TRUNCATED);
	assert_non_null(strstr(list->explanation, "line 2"));
	assert_int_equal(list->count, 2);
	assert_true(span_is(list->items[1].device_id, "c"));
	neighbor_list_free(list);
}

static void
test_names_that_are_no_utf8_hide_nothing(void **state)
{
	struct neighbor_list *list = parse_text(
	    "{\"ROW_cdp_neighbor_brief_info\": [{\"device_id\": \"a\xff\x01"
	    "\\u0000b\", \"port_id\": \"p\"}]}\n");

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 1);
	assert_true(span_starts(list->items[0].device_id, "a"));
	assert_true(span_ends(list->items[0].device_id, "b"));
	assert_true(span_is(list->items[0].port_id, "p"));
	neighbor_list_free(list);
	list = parse_text("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"
			  "<rpc-reply><ROW_nbor><port_id>a\xe4\x01</port_id>"
			  "</ROW_nbor></rpc-reply>\n");
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 1);
	assert_true(span_is(list->items[0].port_id, "a\xc3\xa4?"));
	neighbor_list_free(list);
}

/* A name that looks like a log line must not hide a document on one line. */
static void
test_a_name_like_a_log_line_hides_nothing(void **state)
{
	struct neighbor_list *list = parse_text(
	    "{\"ROW_nbor\": [{\"port_id\": \"1 %LINK-3-UPDOWN: x\"}]}\n"
	    "Nov 23 08:00:00: %SYS-5-CONFIG_I: a real one\n");

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 1);
	neighbor_list_free(list);
}

static void
test_other_documents_are_not_ours(void **state)
{
	static const char *const texts[] = {
	    "<html><body>hello</body></html>\n",
	    "<?xml version=\"1.0\"?><svg/>\n",
	    "{\"a\": [1, 2, {\"b\": null}]}\n",
	    "[]\n",
	    "<\n",
	    "{\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct neighbor_list *list = parse_text(texts[i]);

		assert_int_equal(list->state, NEIGHBORS_NONE);
		assert_non_null(list->explanation);
		assert_int_equal(list->count, 0);
		neighbor_list_free(list);
	}
}

static void
test_no_rows_are_no_neighbors(void **state)
{
	struct neighbor_list *list =
	    parse_text("leaf1# show cdp neighbors detail | json\n"
		       "{\"neigh_count\": 0}\nleaf1# ");

	(void)state;
	assert_int_equal(list->state, NEIGHBORS_OK);
	assert_int_equal(list->count, 0);
	neighbor_list_free(list);
}

static void
test_a_hint_keeps_other_dialects_out(void **state)
{
	static const char both[] =
	    "Local Intf: Gi1/0/1\nChassis id: 0200.5e10.0001\nPort id: a\n"
	    "Time remaining: 9 seconds\nVlan ID: 1\n"
	    "Total entries displayed: 1\n";
	static const enum parse_dialect others[] = {PARSE_CDP, PARSE_XML,
	    PARSE_JSON, PARSE_ON_CATOS};
	struct neighbor_list *list =
	    parse_neighbors(span_of(both), PARSE_ON_IOSXR);

	(void)state;
	assert_int_equal(list->count, 1);
	assert_int_equal(list->items[0].protocol, NEIGHBOR_LLDP);
	neighbor_list_free(list);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		list = parse_neighbors(span_of(both), others[i]);
		assert_int_equal(list->count, 0);
		neighbor_list_free(list);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_entity_bomb_is_not_lit),
	    cmocka_unit_test(test_an_external_entity_is_not_fetched),
	    cmocka_unit_test(test_an_unknown_entity_ends_the_reading),
	    cmocka_unit_test(test_deep_nesting_ends_the_reading),
	    cmocka_unit_test(test_deep_json_ends_the_reading),
	    cmocka_unit_test(test_endless_values_end_the_reading),
	    cmocka_unit_test(test_a_great_many_rows_are_read_in_time),
	    cmocka_unit_test(
		test_a_broken_row_of_json_does_not_hide_the_others),
	    cmocka_unit_test(test_names_that_are_no_utf8_hide_nothing),
	    cmocka_unit_test(test_a_name_like_a_log_line_hides_nothing),
	    cmocka_unit_test(test_other_documents_are_not_ours),
	    cmocka_unit_test(test_no_rows_are_no_neighbors),
	    cmocka_unit_test(test_a_hint_keeps_other_dialects_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
