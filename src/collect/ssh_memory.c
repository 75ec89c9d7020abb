/*
 * Blocks with their size in front, so that they can be wiped and read when
 * they are freed.
 *
 * A block that starts like one of the packets looked for is taken for it.  A
 * device can therefore make us believe in an exit status that it did not send;
 * it might as well have sent it.
 */
#include "collect/ssh_memory.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SSH_MSG_USERAUTH_FAILURE 51
#define SSH_MSG_CHANNEL_OPEN_FAILURE 92
#define SSH_MSG_CHANNEL_REQUEST 98

#define METHODS_MAX ((size_t)4096)
#define LOOKED_AT (METHODS_MAX + 16) /* bytes of a block, at most */

struct block {
	struct block *next;
	struct block *previous;
	size_t size;
	_Alignas(max_align_t) unsigned char bytes[];
};

static struct block *
block_of(void *memory)
{
	return (struct block *)(void *)((unsigned char *)memory -
					offsetof(struct block, bytes));
}

void *
ssh_memory_allocate(size_t size, void **abstract)
{
	struct ssh_memory *memory = *abstract;
	struct block *block;

	if (size > SIZE_MAX / 2)
		return NULL;
	/* What is freed half written is still looked at; see look_at(). */
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	memset(block, 0, sizeof(*block));
	memset(block->bytes, 0, size < LOOKED_AT ? size : LOOKED_AT);
	block->size = size;
	memory->lent += size;
	block->next = memory->blocks;
	if (block->next)
		block->next->previous = block;
	memory->blocks = block;
	return block->bytes;
}

static void
give_back(struct ssh_memory *memory, struct block *block)
{
	if (block->previous)
		block->previous->next = block->next;
	else
		memory->blocks = block->next;
	if (block->next)
		block->next->previous = block->previous;
	memory->lent -= block->size;
	if (block->bytes != memory->state_without_secrets)
		explicit_bzero(block->bytes, block->size);
	free(block);
}

void *
ssh_memory_resize(void *memory, size_t size, void **abstract)
{
	struct block *old = memory ? block_of(memory) : NULL;
	void *larger = ssh_memory_allocate(size, abstract);

	if (!larger || !old)
		return larger;
	memcpy(larger, memory, old->size < size ? old->size : size);
	give_back(*abstract, old);
	return larger;
}

static size_t
number_at(const unsigned char *p)
{
	return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 |
	       p[3];
}

/* byte 98, uint32 channel, string "exit-status", boolean, uint32. */
static bool
is_exit_status(const struct block *block, int *status)
{
	static const char name[] = "exit-status";
	const size_t length = sizeof(name) - 1;

	if (block->size < 9 + length + 5 ||
	    block->bytes[0] != SSH_MSG_CHANNEL_REQUEST ||
	    number_at(block->bytes + 5) != length ||
	    memcmp(block->bytes + 9, name, length) != 0)
		return false;
	*status = (int)(number_at(block->bytes + 9 + length + 1) & INT_MAX);
	return true;
}

/* byte 51, string methods, boolean partial success. */
static bool
is_login_failure(const struct block *block, size_t *length)
{
	if (block->size < 6 || block->bytes[0] != SSH_MSG_USERAUTH_FAILURE)
		return false;
	*length = number_at(block->bytes + 1);
	return *length <= block->size - 6 && *length < METHODS_MAX &&
	       block->bytes[5 + *length] <= 1;
}

/* byte 92, uint32 channel, uint32 reason, string description, string tag. */
static void
look_at_open_failure(struct ssh_memory *seen, const struct block *block)
{
	size_t length;

	if (block->size < 17 || block->bytes[0] != SSH_MSG_CHANNEL_OPEN_FAILURE)
		return;
	length = number_at(block->bytes + 9);
	if (length > block->size - 17 || length > 1024)
		return;
	seen->open_failure = (unsigned)number_at(block->bytes + 5);
	str_clear(&seen->open_explanation);
	str_add_span(&seen->open_explanation,
	    span_make((const char *)block->bytes + 13, length));
}

/*
 * A number as packets hold it (RFC 4251, section 5) that fills a block from end
 * to end: the library keeps the shared secret so, and nothing else.  The
 * shortest are those of Curve25519, less the zeros that they may begin with.
 */
static bool
is_shared_secret(const struct block *block)
{
	return block->size >= 4 + 24 &&
	       number_at(block->bytes) == block->size - 4;
}

static void
look_at(struct ssh_memory *seen, const struct block *block)
{
	size_t length = 0;

	seen->secret_seen |= is_shared_secret(block);
	look_at_open_failure(seen, block);
	if (is_exit_status(block, &seen->exit_status))
		seen->exit_status_seen = true;
	if (!is_login_failure(block, &length))
		return;
	str_clear(&seen->methods);
	str_add_span(&seen->methods,
	    span_make((const char *)block->bytes + 5, length));
	seen->partial_success = block->bytes[5 + length] == 1;
}

void
ssh_memory_free(void *memory, void **abstract)
{
	/* The session itself is such a block, and `abstract` a part of it. */
	struct ssh_memory *lender = *abstract;

	if (!memory)
		return;
	look_at(lender, block_of(memory));
	give_back(lender, block_of(memory));
}

void
ssh_memory_release(struct ssh_memory *memory)
{
	while (memory->blocks)
		give_back(memory, memory->blocks);
	str_release(&memory->methods);
	str_release(&memory->open_explanation);
}
