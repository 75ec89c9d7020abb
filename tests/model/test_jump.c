/*
 * Reading the machines in between as people write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/attr.h"
#include "base/str.h"
#include "model/jump.h"

/* clang-format off */
static const struct {
	const char *text;
	const char *read; /* NULL: it is refused */
} cases[] = {
	{ "gw", "-@gw:0" },
	{ " gw ", "-@gw:0" },
	{ "gw:2222", "-@gw:2222" },
	{ "netops@gw", "netops@gw:0" },
	{ "a@dom.ain@gw.example.net:22", "a@dom.ain@gw.example.net:22" },
	{ "one,two@b:3 , three", "-@one:0 two@b:3 -@three:0" },
	{ "[2001:db8::1]", "-@2001:db8::1:0" },
	{ "x@[fe80::1%eth0]:830", "x@fe80::1%eth0:830" },
	{ "none", "" },
	{ "NONE", "" },
	{ "", NULL },
	{ ",", NULL },
	{ "gw,", NULL },
	{ "gw:", NULL },
	{ "gw:0", NULL },
	{ "gw:65536", NULL },
	{ "gw:22x", NULL },
	{ "2001:db8::1", NULL },
	{ "[2001:db8::1", NULL },
	{ "[]", NULL },
	{ "[::1]x", NULL },
	{ "@gw", NULL },
	{ "gw@", NULL },
	{ "-gw", NULL },
	{ "-l@gw", NULL },
	{ "user:password@gw", NULL },
	{ "gw gw", NULL },
	{ "$(reboot)", NULL },
	{ "a;b", NULL },
	{ "ssh://gw", NULL },
	{ "none,gw", "-@none:0 -@gw:0" },
	{ "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q", NULL },
};
/* clang-format on */

static void
test_jumps_are_read_or_refused_as_a_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena *arena = arena_new();
		struct str read = STR_INIT;
		struct jump_list list;
		bool ok = jump_list_read(arena, span_of(cases[i].text), &list);

		if (ok != (cases[i].read != NULL))
			fail_msg("\"%s\" was %s", cases[i].text,
			    ok ? "read" : "refused");
		for (size_t k = 0; k < list.count; k++)
			str_addf(&read, "%s%s@%s:%u", k ? " " : "",
			    list.items[k].user ? list.items[k].user : "-",
			    list.items[k].host, list.items[k].port);
		assert_string_equal(str_text(&read),
		    cases[i].read ? cases[i].read : "");
		str_release(&read);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_jumps_are_read_or_refused_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
