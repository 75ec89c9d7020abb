/*
 * account -- takes down what ports say, for whoever wants to know why.
 */
#ifndef CHECK_ACCOUNT_H
#define CHECK_ACCOUNT_H

#include "model/account.h"

struct account_book; /* opaque */

/*
 * For the accounts of one judgement, which is borrowed and in whose arena they
 * are kept.  Never NULL.
 */
struct account_book *account_book_new(const struct judgement *judgement);
void account_book_free(struct account_book *book); /* NULL is fine */

/*
 * All that `port` hears, in the order in which its device prints it.  Takes
 * time in the length of that device's output.
 */
struct port_account account_of_port(struct account_book *book,
    struct port port);

#endif
