/*
 * How many megabytes of device output are read in a second of one core.
 *
 *     bench_parse RUNS FILE...     each file: memcpy beside cdp_parse, which
 *                                  reads it whole, then cut into many texts
 *     bench_parse --hostile RUNS   the texts made to be slow, at 1, 10, 100 MB
 *
 * scripts/bench-parse makes the files and says what the columns mean.  Time is
 * that of the thread's own work, so that a busy machine disturbs little, and
 * the best of RUNS counts: what a run takes longer is not the program's doing.
 * Each run starts with an empty list; memory comes from the system as it would
 * in the program.  A text of 100 MB spends a third of its time on first
 * touching the memory for its neighbors; devices send a thousandth of that, so
 * the same bytes are also read as so many texts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../parse/hostile_texts.h"
#include "base/file.h"
#include "base/mem.h"
#include "parse/cdp.h"
#include "parse/parse.h"

#define FILE_MAX_BYTES ((size_t)1 << 30)
#define MEGABYTE 1000000.0
#define PIECE 100000 /* bytes, much for a device */
#define WORST 3      /* of the hostile texts are tried at full size */

static double
seconds_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
		bug("no clock");
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double
rate(struct span text, double seconds)
{
	return (double)text.length / MEGABYTE / (seconds > 0 ? seconds : 1e-9);
}

static double
copy_rate(struct span text, int runs)
{
	static volatile char sink;
	char *copy = xmalloc(text.length);
	double best = 0;

	/* Once before, so that its memory is there. */
	memcpy(copy, text.text, text.length);
	for (int i = 0; i < runs; i++) {
		double began = seconds_now();
		double found;

		memcpy(copy, text.text, text.length);
		found = rate(text, seconds_now() - began);
		sink = copy[text.length / 2];
		best = found > best ? found : best;
	}
	(void)sink;
	free(copy);
	return best;
}

static double
parse_rate(struct span text, int runs, size_t *neighbors)
{
	double best = 0;

	for (int i = 0; i < runs; i++) {
		double began = seconds_now();
		struct neighbor_list *list = cdp_parse(text);
		double found = rate(text, seconds_now() - began);

		*neighbors = list->count;
		neighbor_list_free(list);
		best = found > best ? found : best;
	}
	return best;
}

/* Cut at line ends, so an entry here and there is lost or halved. */
static void
parse_pieces(struct span text)
{
	while (text.length) {
		struct span piece = text;
		const char *end;

		if (piece.length > PIECE) {
			end = span_find_char(span_skip(text, PIECE), '\n');
			if (end)
				piece.length = (size_t)(end - text.text) + 1;
		}
		neighbor_list_free(cdp_parse(piece));
		text = span_skip(text, piece.length);
	}
}

static double
pieces_rate(struct span text, int runs)
{
	double best = 0;

	for (int i = 0; i < runs; i++) {
		double began = seconds_now();
		double found;

		parse_pieces(text);
		found = rate(text, seconds_now() - began);
		best = found > best ? found : best;
	}
	return best;
}

/* "FILE BYTES NEIGHBORS MEMCPY WHOLE PIECES", rates in MB/s */
static bool
measure_file(const char *path, int runs)
{
	struct err err = ERR_INIT;
	char *bytes = NULL;
	size_t length = 0;
	size_t neighbors = 0;
	struct span text;
	double copied;
	double parsed;
	double pieces;

	if (!file_read(path, FILE_MAX_BYTES, &bytes, &length, &err)) {
		fprintf(stderr, "bench_parse: %s\n", err.text);
		return false;
	}
	text = span_make(bytes, length);
	copied = copy_rate(text, runs);
	parsed = parse_rate(text, runs, &neighbors);
	pieces = pieces_rate(text, runs);
	printf("%s %zu %zu %.0f %.0f %.0f\n", path, length, neighbors, copied,
	    parsed, pieces);
	free(bytes);
	return true;
}

/* Through the front door: a stranger may pretend to be any dialect. */
static double
measure_hostile(size_t i, size_t size, int runs)
{
	struct str text = STR_INIT;
	double best = 0;

	hostile_text_make(&text, i, size);
	for (int k = 0; k < runs; k++) {
		double began = seconds_now();
		double found;

		neighbor_list_free(
		    parse_neighbors(str_span(&text), PARSE_AUTO));
		found = rate(str_span(&text), seconds_now() - began);
		best = found > best ? found : best;
	}
	str_release(&text);
	return best;
}

/* Keeps `worst` sorted, the slowest first. */
static void
keep_worst(size_t worst[WORST], double rates[WORST], size_t i, double found)
{
	size_t at = WORST;

	while (at > 0 && found < rates[at - 1])
		at--;
	if (at == WORST)
		return;
	for (size_t k = WORST - 1; k > at; k--) {
		worst[k] = worst[k - 1];
		rates[k] = rates[k - 1];
	}
	worst[at] = i;
	rates[at] = found;
}

/* As it stands in the source, for a table; cut, since it is only a name. */
static void
print_quoted(const char *text)
{
	size_t length = 0;

	putchar('"');
	for (; *text && length < 28; text++, length++) {
		if (*text >= ' ' && *text <= '~')
			putchar(*text);
		else
			printf("\\x%02x", (unsigned)(unsigned char)*text);
	}
	printf("%s\"", *text ? "..." : "");
}

static void
hostile(int runs)
{
	static const size_t sizes[] = {1000000, 10000000, 100000000};
	double rates[WORST];
	size_t worst[WORST] = {0};

	for (size_t i = 0; i < WORST; i++)
		rates[i] = 1e30;
	for (size_t i = 0; i < HOSTILE_TEXTS; i++)
		keep_worst(worst, rates, i, measure_hostile(i, sizes[0], runs));
	printf("the slowest %d of %zu hostile texts, MB/s at\n"
	       "    1 MB   10 MB  100 MB\n",
	    WORST, HOSTILE_TEXTS);
	for (size_t i = 0; i < WORST; i++) {
		for (size_t k = 0; k < COUNT_OF(sizes); k++)
			printf("%8.0f",
			    measure_hostile(worst[i], sizes[k], runs));
		printf("  ");
		print_quoted(
		    hostile_openings[worst[i] / COUNT_OF(hostile_pieces)]);
		printf(" then ");
		print_quoted(
		    hostile_pieces[worst[i] % COUNT_OF(hostile_pieces)]);
		printf(" again and again\n");
	}
}

int
main(int argc, char **argv)
{
	bool is_hostile = argc > 1 && strcmp(argv[1], "--hostile") == 0;
	int runs = argc > 2 ? atoi(argv[is_hostile ? 2 : 1]) : 0;
	bool ok = true;

	if (runs < 1 || (is_hostile && argc != 3)) {
		fputs("usage: bench_parse RUNS FILE... | --hostile RUNS\n",
		    stderr);
		return 2;
	}
	if (is_hostile) {
		hostile(runs);
		return 0;
	}
	for (int i = 2; i < argc; i++)
		ok = measure_file(argv[i], runs) && ok;
	return ok ? 0 : 1;
}
