/*
 * Looking up the functions that draw on paper; see pango.h for why they are
 * not linked.  What pangocairo itself needs, cairo and glib, comes with it, and
 * is found through its handle.
 */
#include "format/pango.h"

#include <dlfcn.h>
#include <string.h>

/* Its name has been this one since pango 1.0; a later one is another library.
 */
static const char library_name[] = "libpangocairo-1.0.so.0";

/* ISO C has no cast from an object's address to a function's. */
static bool
find_function(void *library, const char *name, void *function, size_t size,
    struct err *err)
{
	void *address = dlsym(library, name);

	if (!address)
		return err_set(err, ERR_SYSTEM, "%s has no %s", library_name,
		    name);
	memcpy(function, &address, size);
	return true;
}

bool
pango_open(struct pango *pango, struct err *err)
{
	void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);

	if (!library)
		return err_set(err, ERR_SYSTEM,
		    "a PDF needs pango, which is not installed: %s", dlerror());
#define FIND_FUNCTION(name)                                                    \
	if (!find_function(library, #name, &pango->name, sizeof(pango->name),  \
		err))                                                          \
		return false;
	PANGO_FUNCTIONS(FIND_FUNCTION)
#undef FIND_FUNCTION
	return true;
}
