/*
 * login -- the names of the ways of logging in.
 *
 * Options and the faults file name them as SSH does.
 */
#ifndef LAB_LOGIN_H
#define LAB_LOGIN_H

#include <stdbool.h>

#include "base/span.h"
#include "lab/traits.h"

/* "password", "keyboard-interactive", "publickey"; false for anything else. */
bool login_from_name(struct span name, enum login *login);

#endif
