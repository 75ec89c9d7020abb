/*
 * Secrets live in pages of their own: locked (as far as the limits let us),
 * kept out of core dumps, wiped before they go back.
 */
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

struct secret {
	size_t mapped;
	size_t length;
	char *text;
};

struct secret *
secret_new(struct span text)
{
	struct secret *secret = xcalloc(1, sizeof(*secret));

	secret->length = text.length;
	secret->mapped = text.length + 1;
	secret->text = mmap(NULL, secret->mapped, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (secret->text == MAP_FAILED)
		bug("no memory for a secret");
	/* Both are best effort: a small RLIMIT_MEMLOCK must not stop us. */
	(void)mlock(secret->text, secret->mapped);
#ifdef MADV_DONTDUMP
	(void)madvise(secret->text, secret->mapped, MADV_DONTDUMP);
#endif
	if (text.length)
		memcpy(secret->text, text.text, text.length);
	return secret;
}

void
secret_free(struct secret *secret)
{
	if (!secret)
		return;
	secret_wipe(secret->text, secret->mapped);
	munmap(secret->text, secret->mapped);
	free(secret);
}

const char *
secret_text(const struct secret *secret)
{
	return secret->text;
}

size_t
secret_length(const struct secret *secret)
{
	return secret->length;
}

void
secret_wipe(void *memory, size_t length)
{
	explicit_bzero(memory, length);
}
