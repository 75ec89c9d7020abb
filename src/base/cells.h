/*
 * cells -- how many cells of a terminal a character takes.
 *
 * A terminal is a grid.  Most characters take one cell of it, Chinese and
 * Japanese ones take two, and an accent that is put onto the letter before it
 * takes none.  Columns stand under each other only if cells are counted.
 */
#ifndef BASE_CELLS_H
#define BASE_CELLS_H

#include <stdint.h>

/* 0, 1 or 2, whatever the locale.  `code` can be shown: it is no control. */
unsigned cells_of(uint32_t code);

#endif
