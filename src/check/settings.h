/*
 * settings -- whether both ends of a right cable are set up alike.
 *
 * Each end is told the duplex and the native VLAN of the other.  To compare
 * them for a million cables without going back to a million entries, they are
 * noted on the port that hears them.
 */
#ifndef CHECK_SETTINGS_H
#define CHECK_SETTINGS_H

#include "check/comparison.h"

/* What is heard, in two bytes. */
uint16_t settings_of(const struct neighbor *heard);

/* Notes on `port` what settings_of() said. */
void settings_note(struct port_record *port, uint16_t settings);

/* The notes of `port` are about something else by now. */
void settings_forget(struct port_record *port);

/* Compares the ends of `cable`, which is `edge` and is heard by both ends. */
void settings_compare(struct comparison *c, size_t cable, uint32_t edge);

#endif
