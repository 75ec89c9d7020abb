/*
 * random -- the system's random numbers for the SSH library, a page at a time.
 *
 * Every packet is padded with random bytes (RFC 4253, section 6), and OpenSSL's
 * own generator takes a microsecond for each, however few: as much as all of
 * the enciphering.  The system's generator (getrandom(2)) is the one that
 * OpenSSL's is fed from, so nothing is lost by asking it directly; a page of
 * its numbers at a time, because most are asked for by the dozen.
 */
#ifndef COLLECT_RANDOM_H
#define COLLECT_RANDOM_H

/*
 * From now on OpenSSL, in this process, takes the system's numbers.  Bytes that
 * were given out are wiped here.  A child that is forked has the same ones
 * ahead, so it may only run another program.
 */
void random_from_system(void);

#endif
