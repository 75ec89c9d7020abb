/*
 * Finding the label that a line begins with; see cdp_fields.h.
 *
 * Most lines of a capture are looked up here, and all but a few have one of
 * fifty labels or none, so no line may cost fifty comparisons.
 */
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "parse/cdp_fields.h"

#define NO_ROW 255
#define HEAD_BITS 6
#define HEADS (1 << HEAD_BITS)

/*
 * The rows by a hash of their first three letters, each with the front of its
 * text: a line is compared with one or none.  One for all threads.
 */
static struct {
	uint8_t head[HEADS];
	uint8_t next[CDP_LABELS_MAX];
	uint8_t length[CDP_LABELS_MAX]; /* of each row's text */
	struct cdp_front {
		uint64_t text;    /* its first eight bytes, in lower case */
		uint64_t letters; /* the bit that makes a letter lower case */
		uint64_t bytes;   /* all bits of the bytes that it has */
	} front[CDP_LABELS_MAX];
} rows;

/* Of the first three bytes, whatever the case; found by trying, few collide. */
static unsigned
hash_of(const char *text)
{
	uint32_t bytes = (uint32_t)(unsigned char)text[0] |
			 (uint32_t)(unsigned char)text[1] << 8 |
			 (uint32_t)(unsigned char)text[2] << 16;

	return (uint32_t)((bytes | 0x202020) * UINT32_C(0xa4ab4eed)) >>
	       (32 - HEAD_BITS);
}

static bool
is_letter(char c)
{
	return (c | ' ') >= 'a' && (c | ' ') <= 'z';
}

/* The first eight bytes; zeroes where it ends before. */
static uint64_t
front_of(struct span s)
{
	uint64_t front = 0;

	if (s.length >= sizeof(front))
		memcpy(&front, s.text, sizeof(front));
	else
		memcpy(&front, s.text, s.length);
	return front;
}

/* Equal but for the case of letters: "Device I", "dEVICE i". */
static bool
front_equal(const struct cdp_front *row, uint64_t front)
{
	return ((front | row->letters) & row->bytes) == row->text;
}

static struct cdp_front
front_of_label(struct span text)
{
	unsigned char letters[sizeof(uint64_t)] = {0};
	unsigned char bytes[sizeof(uint64_t)] = {0};
	struct cdp_front front;

	for (size_t i = 0; i < text.length && i < sizeof(bytes); i++) {
		letters[i] = is_letter(text.text[i]) ? ' ' : 0;
		bytes[i] = 255;
	}
	memcpy(&front.letters, letters, sizeof(letters));
	memcpy(&front.bytes, bytes, sizeof(bytes));
	front.text = front_of(text) | front.letters;
	return front;
}

static void
make_rows(void)
{
	memset(rows.head, NO_ROW, sizeof(rows.head));
	for (size_t i = cdp_label_count; i-- > 0;) {
		struct span text = span_of(cdp_labels[i].text);
		uint8_t *head = &rows.head[hash_of(text.text)];

		rows.length[i] = (uint8_t)text.length;
		rows.front[i] = front_of_label(text);
		rows.next[i] = *head;
		*head = (uint8_t)i;
	}
}

void
cdp_labels_make(void)
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;

	pthread_once(&made, make_rows);
}

/*
 * The value behind "LABEL :" when `line`, whose front is the label's, starts
 * so.
 */
static bool
split_label(const char *label, size_t length, struct span line,
    struct span *value)
{
	const size_t front = sizeof(uint64_t);

	if (line.length <= length ||
	    (line.text[length] != ':' && line.text[length] != ' ' &&
		line.text[length] != '\t'))
		return false;
	if (length > front &&
	    strncasecmp(line.text + front, label + front, length - front) != 0)
		return false;
	line = span_skip_blanks(span_skip(line, length));
	if (!line.length || line.text[0] != ':')
		return false;
	/* The line's end is trimmed already. */
	line = span_skip(line, 1);
	while (line.length && span_is_blank_char(line.text[0]))
		line = span_skip(line, 1);
	*value = line;
	return true;
}

const struct cdp_label *
cdp_label_find(struct span line, struct span *value)
{
	uint64_t front;

	if (line.length < 3)
		return NULL;
	front = front_of(line);
	for (uint8_t i = rows.head[hash_of(line.text)]; i != NO_ROW;
	     i = rows.next[i]) {
		if (front_equal(&rows.front[i], front) &&
		    split_label(cdp_labels[i].text, rows.length[i], line,
			value))
			return &cdp_labels[i];
	}
	return NULL;
}
