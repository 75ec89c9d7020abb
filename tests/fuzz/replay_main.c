/*
 * Runs a fuzzer once over every file of a folder, for builds without
 * libFuzzer: what a fuzzer once found stays found in every test run.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"

#define SEED_MAX ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool
replay_file(const char *path)
{
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t length = 0;

	if (!file_read(path, SEED_MAX, &text, &length, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return false;
	}
	LLVMFuzzerTestOneInput((const uint8_t *)text, length);
	free(text);
	return true;
}

int
main(int argc, char **argv)
{
	const char *folder = argc == 2 ? argv[1] : ".";
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	if (!dir) {
		perror(folder);
		return 1;
	}
	while ((entry = readdir(dir)) != NULL) {
		char *path;
		bool ok;

		if (entry->d_name[0] == '.')
			continue;
		path = str_printf("%s/%s", folder, entry->d_name);
		ok = replay_file(path);
		free(path);
		if (!ok)
			return 1;
		count++;
	}
	closedir(dir);
	printf("%zu seeds\n", count);
	/* A folder that lost its seeds would pass for ever. */
	return count ? 0 : 1;
}
