/*
 * Secrets of many runs; see series.h.
 */
#include "cmd/series.h"

#include "cmd/output.h"

void
series_release(struct series *series)
{
	credentials_release(&series->credentials);
	refusals_clear(&series->refusals);
	*series = (struct series)SERIES_INIT;
}

/* Whether it may have other contents than when it was read. */
static bool
has_changed(const struct stat *before, const char *path)
{
	struct stat now = {0};

	if (stat(path, &now) != 0)
		return false;
	return now.st_dev != before->st_dev || now.st_ino != before->st_ino ||
	       now.st_size != before->st_size ||
	       now.st_mode != before->st_mode ||
	       now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != before->st_mtim.tv_nsec ||
	       now.st_ctim.tv_sec != before->st_ctim.tv_sec ||
	       now.st_ctim.tv_nsec != before->st_ctim.tv_nsec;
}

/* Looked at before it is read: a change in between is seen the next time. */
static void
look_at_file(struct series *series, const char *path)
{
	series->credentials_file = (struct stat){0};
	(void)stat(path, &series->credentials_file);
}

static bool
get_first(struct series *series, const struct options *options,
    const struct targets *targets, struct err *err)
{
	if (options->credentials)
		look_at_file(series, options->credentials);
	series->has_credentials =
	    targets_have_keys(targets)
		? credentials_get_some(&series->credentials, options, err)
		: credentials_get(&series->credentials, options, err);
	return series->has_credentials;
}

static void
get_again(struct series *series, const struct options *options)
{
	const char *path = options->credentials;
	struct err err = ERR_INIT;
	bool is_new;

	if (!path || !has_changed(&series->credentials_file, path))
		return;
	look_at_file(series, path);
	if (!credentials_read_again(&series->credentials, &is_new, &err)) {
		output_message("%s; the log-ins of before stay in force",
		    err.text);
		return;
	}
	/* What was only touched would be refused once more. */
	if (!is_new)
		return;
	refusals_clear(&series->refusals);
	if (!options->quiet)
		output_message("%s was read again", path);
}

bool
series_log_in(struct series *series, const struct options *options,
    struct targets *targets, struct err *err)
{
	if (series->has_credentials)
		get_again(series, options);
	else if (!get_first(series, options, targets, err))
		return false;
	return targets_log_in(targets, &series->credentials, err);
}
