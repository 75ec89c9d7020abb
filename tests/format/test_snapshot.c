/*
 * Snapshots: what is saved can be loaded, captures pasted by hand can, and
 * whatever is wrong with a folder is said with its file and line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "format/snapshot.h"

/* Makes an index that is longer than a text. */
#define LONG                                                                   \
	"it has ended the session in the middle of its answer, without a "     \
	"word, before the command had come to its end, and has not been "      \
	"asked once more, as it was told that this is to be tried only once"

/* Every test works in a new, empty folder. */
static int
enter(void **state)
{
	const char *base = getenv("TMPDIR");
	char *folder = str_printf("%s/test_snapshot-XXXXXX",
	    base && *base ? base : "/tmp");

	umask(022);
	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static void
remove_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		char *child = str_printf("%s/%s", path, entry->d_name);

		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0 && unlink(child) != 0)
			remove_folder(child);
		free(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static int
leave(void **state)
{
	remove_folder(*state);
	free(*state);
	return chdir("/");
}

static void
put(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	if (!file_write(path, span_of(text), 0600, &err))
		fail_msg("%s", err.text);
}

static char *
get(const char *path)
{
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length;

	if (!file_read(path, 100000, &text, &length, &err))
		fail_msg("%s", err.text);
	return text;
}

static void
assert_file(const char *path, const char *expected)
{
	char *text = get(path);

	assert_string_equal(text, expected);
	free(text);
}

static struct visit *
add(struct visit_list *list, const char *device, enum visit_status status,
    const char *text)
{
	struct visit *visit = visit_list_add(list, device);

	visit->status = status;
	if (text) {
		visit->text = xstrdup(text);
		visit->length = strlen(text);
	}
	return visit;
}

static void
save(const struct visit_list *list)
{
	struct err err = ERR_INIT;

	if (!snapshot_save("snap", list, &err))
		fail_msg("%s", err.text);
}

static void
load(const char *folder, struct visit_list *list)
{
	struct err err = ERR_INIT;

	if (!snapshot_load(folder, list, &err))
		fail_msg("%s", err.text);
}

static void
assert_load_fails(const char *folder, const char *expected)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	assert_false(snapshot_load(folder, &list, &err));
	assert_string_equal(err.text, expected);
	visit_list_release(&list);
}

/* Of the two devices of the folder "s", "a" has no text, but a reason. */
static void
assert_one_unreadable(enum visit_status status, const char *error)
{
	struct visit_list list = VISIT_LIST_INIT;

	load("s", &list);
	assert_int_equal(list.count, 2);
	assert_int_equal(list.items[0].status, status);
	assert_string_equal(list.items[0].error, error);
	assert_null(list.items[0].text);
	assert_int_equal(list.items[1].status, VISIT_OK);
	assert_string_equal(list.items[1].text, "b");
	visit_list_release(&list);
}

/* The message for a folder "s" with this snapshot.json. */
static void
assert_index_fails(const char *index, const char *expected)
{
	mkdir("s", 0700);
	put("s/snapshot.json", index);
	assert_load_fails("s", expected);
}

static void
fill(struct visit_list *list)
{
	struct visit *visit;

	list->taken_at = xstrdup("2026-11-23T08:00:00Z");
	visit = add(list, "leaf10", VISIT_TIMEOUT, NULL);
	visit->error = xstrdup("no answer from 10.0.0.12:22 within 10 s");
	visit->seconds = 10;
	visit = add(list, "leaf2", VISIT_OK, "leaf2# show cdp\nDevice ID: x\n");
	visit->platform = PLATFORM_NXOS;
	visit->seconds = 0.41;
	visit->algorithms.kex = xstrdup("ecdh-sha2-nistp256");
	visit->algorithms.cipher = xstrdup("aes128-ctr");
	visit = add(list, "odd:na/me", VISIT_TRUNCATED, "Device ID");
	visit->error = xstrdup("it hung up \xff\"in mid output\"\n");
	visit = add(list, "quiet", VISIT_OK, NULL);
	visit->platform = PLATFORM_IOSXR;
}

static const char filled[] =
    "{\n"
    "  \"schema\": \"cablecheck/snapshot/1\",\n"
    "  \"taken_at\": \"2026-11-23T08:00:00Z\",\n"
    "  \"devices\": {\n"
    "    \"leaf2\": {\"status\": \"ok\", \"file\": \"leaf2.txt\", "
    "\"platform\": \"nxos\", \"seconds\": 0.410, \"algorithms\": "
    "{\"kex\": \"ecdh-sha2-nistp256\", \"cipher\": \"aes128-ctr\"}},\n"
    "    \"leaf10\": {\"status\": \"timeout\", \"error\": \"no answer from "
    "10.0.0.12:22 within 10 s\", \"seconds\": 10.000},\n"
    "    \"odd:na/me\": {\"status\": \"truncated\", \"error\": \"it hung up "
    "\xef\xbf\xbd\\\"in mid output\\\"\\n\", \"file\": "
    "\"odd%3Ana%2Fme.txt\"},\n"
    "    \"quiet\": {\"status\": \"ok\", \"file\": \"quiet.txt\", "
    "\"platform\": \"iosxr\"}\n"
    "  }\n"
    "}\n";

static void
test_a_snapshot_is_written_as_the_contract_says(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct stat st;

	(void)state;
	fill(&list);
	save(&list);
	assert_file("snap/snapshot.json", filled);
	assert_file("snap/leaf2.txt", "leaf2# show cdp\nDevice ID: x\n");
	assert_file("snap/odd%3Ana%2Fme.txt", "Device ID");
	assert_file("snap/quiet.txt", "");
	assert_int_not_equal(access("snap/leaf10.txt", F_OK), 0);
	assert_int_equal(stat("snap", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat("snap/snapshot.json", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat("snap/leaf2.txt", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	visit_list_release(&list);
}

static void
test_what_was_saved_is_loaded(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list back = VISIT_LIST_INIT;
	const struct visit *visit;

	(void)state;
	fill(&list);
	save(&list);
	load("snap", &back);
	assert_int_equal(back.count, 4);
	assert_string_equal(back.taken_at, "2026-11-23T08:00:00Z");
	visit = visit_list_find(&back, "LEAF2");
	assert_int_equal(visit->status, VISIT_OK);
	assert_int_equal(visit->platform, PLATFORM_NXOS);
	assert_true(visit->seconds > 0.4099 && visit->seconds < 0.4101);
	assert_string_equal(visit->text, "leaf2# show cdp\nDevice ID: x\n");
	assert_int_equal(visit->length, 29);
	assert_string_equal(visit->file, "leaf2.txt");
	assert_null(visit->error);
	assert_string_equal(visit->algorithms.kex, "ecdh-sha2-nistp256");
	assert_string_equal(visit->algorithms.cipher, "aes128-ctr");
	assert_null(visit->algorithms.mac);
	visit = visit_list_find(&back, "leaf10");
	assert_int_equal(visit->status, VISIT_TIMEOUT);
	assert_string_equal(visit->error,
	    "no answer from 10.0.0.12:22 within 10 s");
	assert_null(visit->text);
	visit = visit_list_find(&back, "odd:na/me");
	assert_int_equal(visit->status, VISIT_TRUNCATED);
	assert_true(visit->seconds < 0);
	assert_string_equal(visit->text, "Device ID");
	visit = visit_list_find(&back, "quiet");
	assert_non_null(visit->text);
	assert_int_equal(visit->length, 0);
	visit_list_release(&list);
	visit_list_release(&back);
}

static void
test_loading_and_saving_again_changes_no_byte(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list back = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	(void)state;
	fill(&list);
	save(&list);
	load("snap", &back);
	assert_true(snapshot_save("again", &back, &err));
	assert_file("again/snapshot.json", filled);
	visit_list_release(&list);
	visit_list_release(&back);
}

static void
test_a_later_snapshot_wins_per_device(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list back = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	(void)state;
	fill(&list);
	save(&list);
	mkdir("late", 0700);
	put("late/leaf10.txt", "late");
	load("snap", &back);
	load("late", &back);
	assert_int_equal(back.count, 5);
	assert_string_equal(visit_list_find(&back, "leaf10")->text, "late");
	assert_string_equal(visit_list_find(&back, "leaf2")->file, "leaf2.txt");
	/* Only the last visit to a device is worth keeping. */
	assert_true(snapshot_save("both", &back, &err));
	visit_list_release(&back);
	load("both", &back);
	assert_int_equal(back.count, 4);
	assert_int_equal(visit_list_find(&back, "leaf10")->status, VISIT_OK);
	visit_list_release(&list);
	visit_list_release(&back);
}

static void
test_captures_pasted_by_hand_are_devices_that_answered(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;

	(void)state;
	mkdir("hand", 0700);
	put("hand/leaf10.txt", "ten");
	put("hand/leaf2.txt", "two");
	put("hand/odd%3aname%zz%00.txt", "odd");
	put("hand/README.md", "not a capture");
	put("hand/.hidden.txt", "neither");
	load("hand", &list);
	assert_int_equal(list.count, 3);
	assert_null(list.taken_at);
	assert_string_equal(list.items[0].device, "leaf2");
	assert_string_equal(list.items[0].text, "two");
	assert_int_equal(list.items[0].status, VISIT_OK);
	assert_int_equal(list.items[0].platform, PLATFORM_AUTO);
	assert_string_equal(list.items[1].device, "leaf10");
	assert_string_equal(list.items[1].file, "leaf10.txt");
	assert_string_equal(list.items[2].device, "odd:name%zz%00");
	assert_string_equal(list.items[2].file, "odd%3aname%zz%00.txt");
	visit_list_release(&list);
}

static void
test_what_is_no_snapshot_is_said_to_be_none(void **state)
{
	(void)state;
	assert_load_fails("none",
	    "cannot open snapshot none: No such file or directory");
	put("leaf1.txt", "x");
	assert_load_fails("leaf1.txt",
	    "leaf1.txt is no folder: a snapshot is a folder with one "
	    "DEVICE.txt for each device");
	mkdir("empty", 0700);
	assert_load_fails("empty",
	    "empty is no snapshot: it holds neither snapshot.json nor any "
	    "DEVICE.txt");
}

static void
test_a_broken_index_is_told_with_its_line(void **state)
{
	(void)state;
	assert_index_fails("{\n \"schema\": ,\n}",
	    "s/snapshot.json:2:12: no JSON: unexpected token near ','");
	assert_index_fails("",
	    "s/snapshot.json:1:1: no JSON: '[' or '{' expected near end of "
	    "file");
	assert_index_fails("[]",
	    "s/snapshot.json:1: the schema is not "
	    "\"cablecheck/snapshot/1\": is this a snapshot of another program "
	    "or release?");
	assert_index_fails("{\"schema\": \"cablecheck/snapshot/2\"}",
	    "s/snapshot.json:1: the schema is not "
	    "\"cablecheck/snapshot/1\": is this a snapshot of another program "
	    "or release?");
	assert_index_fails("{\"schema\": \"cablecheck/snapshot/1\"}",
	    "s/snapshot.json:1: \"devices\" is no object");
}

#define HEAD "{\"schema\": \"cablecheck/snapshot/1\", \"devices\": {\n"

static void
test_a_wrong_device_is_told_with_its_line(void **state)
{
	(void)state;
	assert_index_fails(HEAD "\"a\": {\"status\": \"timeout\"},\n"
				"\"b\": {\"status\": \"fine\\u001b\"}}}",
	    "s/snapshot.json:3: device \"b\": unknown status \"fine\\x1b\"");
	assert_index_fails(HEAD "\"a\": {\"status\": \"dns\", "
				"\"platform\": \"junos\"}}}",
	    "s/snapshot.json:2: device \"a\": unknown platform \"junos\"");
	assert_index_fails(HEAD "\"a\": {}}}",
	    "s/snapshot.json:2: device \"a\": no status");
	assert_index_fails(HEAD "\"a\": []}}",
	    "s/snapshot.json:2: device \"a\": not {\"status\": ...}");
	assert_index_fails(HEAD "\"a\": {\"status\": \"ok\"}}}",
	    "s/snapshot.json:2: device \"a\": it answered, but has no file");
	assert_index_fails(HEAD "\"a\": {\"status\": \"dns\", "
				"\"seconds\": -1}}}",
	    "s/snapshot.json:2: device \"a\": the seconds are no number from 0 "
	    "on");
	assert_index_fails(HEAD "\"a\": {\"status\": \"dns\", "
				"\"error\": 5}}}",
	    "s/snapshot.json:2: device \"a\": the error or the file is no "
	    "string");
	assert_index_fails(HEAD "\"a\": {\"status\": \"dns\", "
				"\"algorithms\": {\"kex\": 5}}}}",
	    "s/snapshot.json:2: device \"a\": the algorithms are no strings");
	assert_index_fails(HEAD "\"a\": {\"status\": \"dns\"},\n"
				"\"a\": {\"status\": \"dns\"}}}",
	    "s/snapshot.json:3:3: no JSON: duplicate object key near '\"a\"'");
}

static void
test_an_index_does_not_lead_out_of_the_folder(void **state)
{
	static const char *const files[] = {"../secret.txt", "/etc/hostname",
	    "..", ".", "", "a/b"};

	(void)state;
	put("secret.txt", "secret");
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char *index = str_printf(HEAD
		    "\"a\": {\"status\": \"ok\", \"file\": \"%s\"}}}",
		    files[i]);

		assert_index_fails(index,
		    "s/snapshot.json:2: device \"a\": the file is not the name "
		    "of a file in the snapshot");
		free(index);
	}
}

static void
test_links_and_pipes_are_not_followed(void **state)
{
	(void)state;
	put("secret.txt", "secret");
	mkdir("s", 0700);
	assert_int_equal(symlink("../secret.txt", "s/a.txt"), 0);
	put("s/b.txt", "b");
	assert_one_unreadable(VISIT_NOT_COLLECTED,
	    "cannot read s/a.txt: a snapshot holds plain files only");
	unlink("s/a.txt");
	assert_int_equal(mkfifo("s/a.txt", 0600), 0);
	assert_one_unreadable(VISIT_NOT_COLLECTED,
	    "cannot read s/a.txt: a snapshot holds plain files only");
	assert_int_equal(mkfifo("s/snapshot.json", 0600), 0);
	assert_load_fails("s", "cannot read s/snapshot.json: a snapshot holds "
			       "plain files only");
}

static void
test_a_text_that_is_gone_is_one_device(void **state)
{
	(void)state;
	mkdir("s", 0700);
	put("s/b.txt", "b");
	put("s/snapshot.json",
	    HEAD "\"a\": {\"status\": \"ok\", \"file\": \"a.txt\"}, "
		 "\"b\": {\"status\": \"ok\", \"file\": \"b.txt\"}}}");
	assert_one_unreadable(VISIT_NOT_COLLECTED,
	    "cannot read s/a.txt: No such file or directory");
}

static void
test_unknown_keys_of_a_later_release_are_passed_over(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;

	(void)state;
	mkdir("s", 0700);
	put("s/snapshot.json",
	    HEAD "\"a\": {\"status\": \"dns\", \"mood\": 1}}, \"x\": null}");
	load("s", &list);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].status, VISIT_DNS);
	visit_list_release(&list);
}

static void
test_texts_of_the_old_snapshot_go_and_others_stay(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list newer = VISIT_LIST_INIT;

	(void)state;
	fill(&list);
	save(&list);
	put("snap/notes.txt", "mine");
	put("snap/leaf10.txt", "mine, too: the index lists no such file");
	add(&newer, "leaf2", VISIT_OK, "new");
	save(&newer);
	assert_file("snap/leaf2.txt", "new");
	assert_file("snap/notes.txt", "mine");
	assert_int_equal(access("snap/leaf10.txt", F_OK), 0);
	assert_int_not_equal(access("snap/quiet.txt", F_OK), 0);
	assert_int_not_equal(access("snap/odd%3Ana%2Fme.txt", F_OK), 0);
	visit_list_release(&list);
	visit_list_release(&newer);
}

static void
assert_save_fails(const char *folder, const char *expected)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	add(&list, "leaf1", VISIT_OK, "x");
	assert_false(snapshot_save(folder, &list, &err));
	assert_string_equal(err.text, expected);
	visit_list_release(&list);
}

static void
test_nothing_else_is_overwritten(void **state)
{
	(void)state;
	mkdir("home", 0700);
	put("home/thesis.doc", "dear");
	assert_save_fails("home",
	    "while saving the snapshot: home is no snapshot and holds other "
	    "files: a snapshot needs a folder of its own");
	assert_int_not_equal(access("home/leaf1.txt", F_OK), 0);
	put("file", "x");
	assert_save_fails("file", "while saving the snapshot: file is there "
				  "already and is no folder");
	mkdir("other", 0700);
	put("other/snapshot.json", "{\"schema\": \"other\"}");
	assert_save_fails("other",
	    "while saving the snapshot: will not overwrite other: "
	    "other/snapshot.json:1: the schema is not "
	    "\"cablecheck/snapshot/1\": is this a snapshot of another program "
	    "or release?");
	assert_save_fails("none/snap",
	    "while saving the snapshot: cannot make folder none/snap: No such "
	    "file or directory");
}

static void
test_a_folder_is_tried_before_devices_are(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct err err = ERR_INIT;
	bool is_new = false;

	(void)state;
	assert_true(snapshot_prepare("snap", &is_new, &err));
	assert_true(is_new);
	assert_int_equal(access("snap", W_OK), 0);
	add(&list, "leaf1", VISIT_OK, "x");
	save(&list);
	assert_true(snapshot_prepare("snap", &is_new, &err));
	assert_false(is_new);
	visit_list_release(&list);
	mkdir("home", 0700);
	put("home/thesis.doc", "dear");
	assert_false(snapshot_prepare("home", &is_new, &err));
	assert_string_equal(err.text,
	    "before collecting a snapshot: home is no snapshot and holds other "
	    "files: a snapshot needs a folder of its own");
}

/* It is not written again: the disk has it. */
static void
test_what_is_kept_is_only_listed(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list found = VISIT_LIST_INIT;
	struct err err = ERR_INIT;
	bool is_new;

	(void)state;
	add(&list, "leaf1", VISIT_OK, "first");
	add(&list, "leaf2", VISIT_OK, "second");
	assert_true(snapshot_prepare("snap", &is_new, &err));
	assert_true(snapshot_keep("snap", &list.items[0], &err));
	list.items[0].kept = true;
	put("snap/leaf1.txt", "as kept");
	save(&list);
	load("snap", &found);
	assert_int_equal(found.count, 2);
	assert_string_equal(found.items[0].text, "as kept");
	assert_string_equal(found.items[1].text, "second");
	visit_list_release(&list);
	visit_list_release(&found);
}

/* Of a refused command, too: its text tells why. */
static void
test_what_is_kept_may_be_forgotten(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list found = VISIT_LIST_INIT;
	struct visit *visit = visit_list_add(&list, "leaf1");
	struct err err = ERR_INIT;

	(void)state;
	visit->status = VISIT_DENIED;
	assert_false(visit_has_text(visit));
	visit->text = xstrdup("% Invalid input");
	visit->length = strlen(visit->text);
	assert_int_equal(mkdir("snap", 0700), 0);
	visit->kept = snapshot_keep("snap", visit, &err);
	assert_true(visit->kept);
	visit_forget_text(visit);
	assert_null(visit->text);
	assert_true(visit_has_text(visit));
	assert_true(snapshot_save("snap", &list, &err));
	assert_true(snapshot_load("snap", &found, &err));
	assert_int_equal(found.items[0].status, VISIT_DENIED);
	assert_string_equal(found.items[0].text, "% Invalid input");
	visit_list_release(&list);
	visit_list_release(&found);
}

/* Without snapshot.json each *.txt counts as the answer of a device. */
static void
test_half_an_answer_is_never_taken_for_a_whole_one(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list found = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	(void)state;
	add(&list, "leaf1", VISIT_OK, "whole");
	add(&list, "leaf2", VISIT_CLOSED, "half")->error = xstrdup("it ended");
	assert_int_equal(mkdir("snap", 0700), 0);
	for (size_t i = 0; i < list.count; i++) {
		list.items[i].kept =
		    snapshot_keep("snap", &list.items[i], &err);
		assert_true(list.items[i].kept);
	}
	load("snap", &found);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.items[0].device, "leaf1");
	visit_list_release(&found);
	assert_file("snap/leaf2.txt.unfinished", "half");
	save(&list);
	assert_file("snap/leaf2.txt", "half");
	assert_int_not_equal(access("snap/leaf2.txt.unfinished", F_OK), 0);
	load("snap", &found);
	assert_int_equal(found.items[1].status, VISIT_CLOSED);
	assert_string_equal(found.items[1].text, "half");
	visit_list_release(&list);
	visit_list_release(&found);
}

/* The disk is full, or the program is killed, before the new index is there. */
static void
test_half_an_answer_does_not_take_the_place_of_an_old_one(void **state)
{
	const struct rlimit tight = {200, RLIM_INFINITY};
	struct visit_list old = VISIT_LIST_INIT;
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list found = VISIT_LIST_INIT;
	struct err err = ERR_INIT;
	struct rlimit before;

	(void)state;
	add(&old, "leaf1", VISIT_OK, "whole");
	save(&old);
	add(&list, "leaf1", VISIT_CLOSED, "half")->error = xstrdup(LONG);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	assert_false(snapshot_save("snap", &list, &err));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	load("snap", &found);
	assert_int_equal(found.items[0].status, VISIT_OK);
	assert_string_equal(found.items[0].text, "whole");
	assert_file("snap/leaf1.txt.unfinished", "half");
	visit_list_release(&found);
	save(&list);
	assert_file("snap/leaf1.txt", "half");
	assert_int_not_equal(access("snap/leaf1.txt.unfinished", F_OK), 0);
	visit_list_release(&old);
	visit_list_release(&list);
}

/* The program was killed when the index was there, but not yet the names. */
static void
test_half_an_answer_is_found_under_both_names(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list found = VISIT_LIST_INIT;

	(void)state;
	add(&list, "leaf1", VISIT_CLOSED, "half")->error = xstrdup("it ended");
	save(&list);
	assert_int_equal(rename("snap/leaf1.txt", "snap/leaf1.txt.unfinished"),
	    0);
	put("snap/leaf1.txt", "of an older snapshot");
	load("snap", &found);
	assert_string_equal(found.items[0].text, "half");
	assert_string_equal(found.items[0].file, "leaf1.txt");
	visit_list_release(&found);
	list.items[0].status = VISIT_OK;
	save(&list);
	assert_int_not_equal(access("snap/leaf1.txt.unfinished", F_OK), 0);
	list.items[0].status = VISIT_CLOSED;
	put("snap/leaf1.txt.unfinished", "forgotten");
	add(&found, "leaf2", VISIT_OK, "whole");
	save(&found);
	assert_int_not_equal(access("snap/leaf1.txt.unfinished", F_OK), 0);
	visit_list_release(&list);
	visit_list_release(&found);
}

/* With what stands behind it, the longest name is as long as a name may be. */
static void
test_the_longest_name_can_be_that_of_half_an_answer(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	char device[241];

	(void)state;
	memset(device, 'a', sizeof(device) - 1);
	device[sizeof(device) - 1] = '\0';
	add(&list, device, VISIT_CLOSED, "half");
	save(&list);
	visit_list_release(&list);
}

static void
test_what_cannot_be_kept_is_told(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct err err = ERR_INIT;

	(void)state;
	add(&list, "leaf1", VISIT_OK, "first");
	assert_false(snapshot_keep("none", &list.items[0], &err));
	assert_string_equal(err.text,
	    "cannot create a file beside none/leaf1.txt: No such file or "
	    "directory");
	visit_list_release(&list);
}

static void
test_a_folder_of_texts_may_become_a_snapshot(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;

	(void)state;
	mkdir("snap", 0755);
	put("snap/leaf9.txt", "by hand");
	add(&list, "leaf1", VISIT_OK, "x");
	save(&list);
	assert_file("snap/leaf9.txt", "by hand");
	assert_file("snap/leaf1.txt", "x");
	visit_list_release(&list);
}

static void
test_an_empty_snapshot_can_be_kept(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list back = VISIT_LIST_INIT;

	(void)state;
	save(&list);
	assert_file("snap/snapshot.json",
	    "{\n  \"schema\": \"cablecheck/snapshot/1\",\n  \"devices\": "
	    "{}\n}\n");
	load("snap", &back);
	assert_int_equal(back.count, 0);
}

/* More than the memory of one visit by default: --max-output goes further. */
#define LARGE ((size_t)40 << 20)

static void
test_what_a_device_may_send_can_be_read_back(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;
	struct visit_list back = VISIT_LIST_INIT;
	struct visit *visit = add(&list, "leaf1", VISIT_OK, NULL);

	(void)state;
	visit->text = xmalloc(LARGE + 1);
	visit->length = LARGE;
	memset(visit->text, 'x', LARGE);
	visit->text[LARGE - 1] = 'y';
	visit->text[LARGE] = '\0';
	save(&list);
	load("snap", &back);
	assert_int_equal(back.items[0].status, VISIT_OK);
	assert_int_equal(back.items[0].length, LARGE);
	assert_int_equal(back.items[0].text[LARGE - 1], 'y');
	assert_int_equal(back.items[0].text[LARGE], '\0');
	visit_list_release(&list);
	visit_list_release(&back);
}

static void
test_a_text_that_is_too_large_is_one_device(void **state)
{
	(void)state;
	mkdir("s", 0700);
	put("s/a.txt", "");
	put("s/b.txt", "b");
	assert_int_equal(truncate("s/a.txt", (off_t)SNAPSHOT_TEXT_MAX + 1), 0);
	assert_one_unreadable(VISIT_LIMIT,
	    "s/a.txt has more than 1073741824 bytes");
}

static void
test_a_text_that_may_not_be_read_is_one_device(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip(); /* who may read everything */
	mkdir("s", 0700);
	put("s/a.txt", "a");
	put("s/b.txt", "b");
	assert_int_equal(chmod("s/a.txt", 0), 0);
	assert_one_unreadable(VISIT_NOT_COLLECTED,
	    "cannot open s/a.txt: Permission denied");
}

/* Why a device had not answered is more than that its text is gone. */
static void
test_who_did_not_answer_anyway_keeps_its_reason(void **state)
{
	struct visit_list list = VISIT_LIST_INIT;

	(void)state;
	mkdir("s", 0700);
	put("s/snapshot.json",
	    HEAD "\"a\": {\"status\": \"closed\", \"error\": \"it hung up\", "
		 "\"file\": \"a.txt\"}}}");
	load("s", &list);
	assert_int_equal(list.items[0].status, VISIT_CLOSED);
	assert_string_equal(list.items[0].error, "it hung up");
	assert_null(list.items[0].text);
	visit_list_release(&list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_snapshot_is_written_as_the_contract_says),
	    TEST(test_what_was_saved_is_loaded),
	    TEST(test_loading_and_saving_again_changes_no_byte),
	    TEST(test_a_later_snapshot_wins_per_device),
	    TEST(test_captures_pasted_by_hand_are_devices_that_answered),
	    TEST(test_what_is_no_snapshot_is_said_to_be_none),
	    TEST(test_a_broken_index_is_told_with_its_line),
	    TEST(test_a_wrong_device_is_told_with_its_line),
	    TEST(test_an_index_does_not_lead_out_of_the_folder),
	    TEST(test_links_and_pipes_are_not_followed),
	    TEST(test_a_text_that_is_gone_is_one_device),
	    TEST(test_unknown_keys_of_a_later_release_are_passed_over),
	    TEST(test_texts_of_the_old_snapshot_go_and_others_stay),
	    TEST(test_nothing_else_is_overwritten),
	    TEST(test_a_folder_is_tried_before_devices_are),
	    TEST(test_what_is_kept_is_only_listed),
	    TEST(test_what_is_kept_may_be_forgotten),
	    TEST(test_half_an_answer_is_never_taken_for_a_whole_one),
	    TEST(test_half_an_answer_does_not_take_the_place_of_an_old_one),
	    TEST(test_half_an_answer_is_found_under_both_names),
	    TEST(test_the_longest_name_can_be_that_of_half_an_answer),
	    TEST(test_what_cannot_be_kept_is_told),
	    TEST(test_a_folder_of_texts_may_become_a_snapshot),
	    TEST(test_an_empty_snapshot_can_be_kept),
	    TEST(test_what_a_device_may_send_can_be_read_back),
	    TEST(test_a_text_that_is_too_large_is_one_device),
	    TEST(test_a_text_that_may_not_be_read_is_one_device),
	    TEST(test_who_did_not_answer_anyway_keeps_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
