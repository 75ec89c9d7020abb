/*
 * recipe -- how an SSH session of a device begins: how it names itself, the
 * key it shows, the algorithms it offers.
 *
 * libssh's own listening is left out: it would want one ssh_bind for each
 * device.  Here a bind is only the recipe for a session, so there is one for
 * all devices that begin alike.
 */
#ifndef LAB_RECIPE_H
#define LAB_RECIPE_H

#include <stdbool.h>

#include <libssh/libssh.h>
#include <libssh/server.h>

#include "base/attr.h"
#include "base/err.h"
#include "lab/manners.h"
#include "lab/traits.h"

struct recipe_book; /* opaque */

/* `lab_key` (borrowed) is shown by devices that have none of their own. */
struct recipe_book *recipe_book_new(ssh_key lab_key);
void recipe_book_free(struct recipe_book *book); /* NULL is fine */

/*
 * The recipe for a device of such manners and traits, made when it is first
 * asked for.  It stays the book's.
 */
MUST_CHECK bool recipe_find(struct recipe_book *book,
    const struct manners *manners, const struct traits *traits, ssh_bind *bind,
    struct err *err);

/* The host key that a recipe found for such traits shows. */
ssh_key recipe_key(struct recipe_book *book, const struct traits *traits);

#endif
