/*
 * burst -- log lines that burst into the middle of other lines.
 *
 *     Interface: Gigabit
 *     *Nov 23 08:00:01.953: %LINK-3-UPDOWN: Interface Gi0/9, changed state
 *     Ethernet1/0/2,  Port ID (outgoing port): GigabitEthernet0/1
 *
 * A device prints a log line whenever something happens, on a line of its own
 * or right behind the byte that it had come to.  What it was printing goes on
 * behind.  Here the halves are put together again, before any parser sees them,
 * and the log line behind them, as if it had come a moment later.
 */
#ifndef PARSE_BURST_H
#define PARSE_BURST_H

#include "base/arena.h"
#include "base/span.h"

/*
 * The text with its lines whole again: `text` itself where none was cut, or
 * else a copy in `arena`.  All lines keep their numbers: where two became one,
 * the log line behind it is there twice.
 *
 * A line is cut for certain when the log line begins within it.  A log line
 * with a line of its own may also stand between two others; then they are put
 * together only where the one lacks its end, as far as the labels of CDP and
 * LLDP tell, and the other begins nothing.
 */
struct span burst_mend(struct span text, struct arena *arena);

#endif
