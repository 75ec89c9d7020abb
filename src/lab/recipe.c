/*
 * Making and finding recipes; see recipe.h.
 */
#include "lab/recipe.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lab/generation.h"
#include "lab/hostkey.h"

struct recipe {
	const char *ident;
	const struct generation *generation;
	enum hostkey_kind kind;
	ssh_bind bind;
};

struct recipe_book {
	ssh_key keys[HOSTKEY_KINDS]; /* that of the lab is borrowed */
	struct recipe *recipes;
	size_t count;
	size_t capacity;
};

struct recipe_book *
recipe_book_new(ssh_key lab_key)
{
	struct recipe_book *book = xcalloc(1, sizeof(*book));

	book->keys[HOSTKEY_OF_LAB] = lab_key;
	return book;
}

void
recipe_book_free(struct recipe_book *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->count; i++)
		ssh_bind_free(book->recipes[i].bind);
	for (int kind = HOSTKEY_OF_LAB + 1; kind < HOSTKEY_KINDS; kind++)
		ssh_key_free(book->keys[kind]);
	free(book->recipes);
	free(book);
}

static enum hostkey_kind
kind_of(const struct traits *traits)
{
	if (traits->host_key == HOSTKEY_OF_LAB && traits->generation)
		return traits->generation->host_key;
	return traits->host_key;
}

ssh_key
recipe_key(struct recipe_book *book, const struct traits *traits)
{
	return book->keys[kind_of(traits)];
}

static bool
set_algorithms(ssh_bind bind, const struct generation *generation)
{
	const struct {
		enum ssh_bind_options_e option;
		const char *list;
	} rows[] = {
	    {SSH_BIND_OPTIONS_KEY_EXCHANGE, generation->kex},
	    {SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, generation->host_keys},
	    {SSH_BIND_OPTIONS_CIPHERS_C_S, generation->ciphers},
	    {SSH_BIND_OPTIONS_CIPHERS_S_C, generation->ciphers},
	    {SSH_BIND_OPTIONS_HMAC_C_S, generation->macs},
	    {SSH_BIND_OPTIONS_HMAC_S_C, generation->macs},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (ssh_bind_options_set(bind, rows[i].option, rows[i].list) !=
		    SSH_OK)
			return false;
	}
	return true;
}

/* libssh takes the copy of the key when it takes it. */
static bool
set_up(const struct recipe *recipe, ssh_key key)
{
	ssh_key copy = ssh_key_dup(key);
	bool no = false;

	if (!copy || ssh_bind_options_set(recipe->bind,
			 SSH_BIND_OPTIONS_IMPORT_KEY, copy) != SSH_OK) {
		ssh_key_free(copy);
		return false;
	}
	return ssh_bind_options_set(recipe->bind,
		   SSH_BIND_OPTIONS_PROCESS_CONFIG, &no) == SSH_OK &&
	       ssh_bind_options_set(recipe->bind, SSH_BIND_OPTIONS_BANNER,
		   recipe->ident) == SSH_OK &&
	       (!recipe->generation ||
		   set_algorithms(recipe->bind, recipe->generation));
}

static struct recipe *
look_up(struct recipe_book *book, const struct recipe *wanted)
{
	for (size_t i = 0; i < book->count; i++) {
		struct recipe *recipe = &book->recipes[i];

		if (recipe->generation == wanted->generation &&
		    recipe->kind == wanted->kind &&
		    strcmp(recipe->ident, wanted->ident) == 0)
			return recipe;
	}
	return NULL;
}

bool
recipe_find(struct recipe_book *book, const struct manners *manners,
    const struct traits *traits, ssh_bind *bind, struct err *err)
{
	struct recipe wanted = {manners->ident, traits->generation,
	    kind_of(traits), NULL};
	struct recipe *recipe = look_up(book, &wanted);

	if (!recipe) {
		if (!book->keys[wanted.kind] &&
		    !hostkey_make(wanted.kind, &book->keys[wanted.kind], err))
			return false;
		book->recipes = grow_array(book->recipes, book->count,
		    &book->capacity, sizeof(*book->recipes));
		recipe = &book->recipes[book->count++];
		*recipe = wanted;
		recipe->bind = ssh_bind_new();
		if (!recipe->bind || !set_up(recipe, book->keys[wanted.kind]))
			return err_set(err, ERR_SYSTEM,
			    "cannot prepare an SSH server: %s",
			    recipe->bind ? ssh_get_error(recipe->bind)
					 : "out of memory");
	}
	*bind = recipe->bind;
	return true;
}
