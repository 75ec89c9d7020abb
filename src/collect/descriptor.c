/*
 * The soft limit of open files is 1,024 nearly everywhere, which is less than
 * a large estate has devices; the hard limit, up to which anybody may raise
 * it, is much higher.  Where even that is too low, fewer devices are visited
 * at once instead of some not at all.
 */
#include "collect/descriptor.h"

#include <sys/resource.h>

size_t
descriptor_limit(size_t wanted, size_t others)
{
	struct rlimit files;

	if (wanted == 0)
		wanted = 1;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return wanted;
	if (files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		if (setrlimit(RLIMIT_NOFILE, &files) != 0)
			(void)getrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur == RLIM_INFINITY || files.rlim_cur > wanted + others)
		return wanted;
	return files.rlim_cur > others ? (size_t)files.rlim_cur - others : 1;
}
