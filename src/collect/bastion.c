/*
 * Bastions: who has how many links, and who gets the next channel; see
 * bastion.h.  What happens on a link is in link.c, what a visit sees in hop.c.
 *
 * Nobody is ever woken from inside a call of theirs: hops only say what they
 * want and kick(), and all the rest happens in callbacks of the loop.
 */
#include <stdlib.h>
#include <string.h>
#include <utlist.h>

#include "base/mem.h"
#include "collect/bastion_private.h"

#define BREATH_MS 1000       /* after a link was lost */
#define LONG_BREATH_MS 10000 /* after one more was refused */

struct bastions {
	const struct ssh_run *run;
	const struct collect_settings *settings;
	struct bastion *first;
};

static uint64_t
now_of(const struct bastion *bastion)
{
	return uv_now(bastion->all->run->loop);
}

void
bastion_wake(struct bastion *bastion)
{
	while (bastion->news) {
		struct hop *hop = bastion->news;

		DL_DELETE2(bastion->news, hop, prev_news, next_news);
		hop->has_news = false;
		hop->wire.wake(hop->wire.context);
	}
}

/* --- links that end ------------------------------------------------------- */

static void
free_link(struct link *link)
{
	free(link->closing);
	free(link->open_host);
	session_free(link->session);
	if (link->ssh)
		link->ssh->transport.ops->free(&link->ssh->transport);
	uv_timer_stop(&link->timer);
	link->session = NULL;
	link->ssh = NULL;
	link->closing = NULL;
	link->closing_count = 0;
	link->closing_capacity = 0;
	link->open_host = NULL;
	link->is_opening = false;
	link->opening = NULL;
	link->state = LINK_NONE;
}

void
bastion_lose_link(struct link *link, const char *why)
{
	struct bastion *bastion = link->bastion;
	char *reason = str_printf("the bastion %s %s", bastion->name, why);
	struct hop *hop;
	struct hop *next;

	DL_FOREACH_SAFE(link->hops, hop, next)
	{
		DL_DELETE(link->hops, hop);
		hop_end(hop, reason);
	}
	link->hop_count = 0;
	if (link->opening)
		hop_fail(link->opening, VISIT_UNREACHABLE, REMEDY_RETRY,
		    reason);
	free(reason);
	free_link(link);
	bastion->patient = now_of(bastion) + BREATH_MS;
}

/* clang-format off */
/* What the trouble of a bastion is for the devices behind it. */
static const enum visit_status status_behind[] = {
	[VISIT_AUTH_FAILED] = VISIT_AUTH_FAILED,
	[VISIT_HOST_KEY]    = VISIT_HOST_KEY,
	[VISIT_ALGORITHMS]  = VISIT_ALGORITHMS,
	[VISIT_CANCELLED]   = VISIT_CANCELLED,
};
/* clang-format on */

static bool
has_ready_link(const struct bastion *bastion)
{
	for (size_t i = 0; i < BASTION_LINKS_MAX; i++) {
		if (bastion->links[i].state == LINK_READY)
			return true;
	}
	return false;
}

/* Where one link was let in, another one that is not costs only patience. */
static void
fail_start(struct bastion *bastion, const struct failure *why)
{
	enum visit_status status = VISIT_OK;
	struct hop *hop;
	struct hop *next;
	char *text;

	/* Those that wait get the next link, without it. */
	if (why->remedy == REMEDY_NO_CHACHA) {
		bastion->no_chacha = true;
		return;
	}
	if (has_ready_link(bastion)) {
		bastion->patient = now_of(bastion) + LONG_BREATH_MS;
		return;
	}
	bastion->patient = now_of(bastion) + BREATH_MS;
	if ((size_t)why->status < COUNT_OF(status_behind))
		status = status_behind[why->status];
	if (status == VISIT_OK)
		status = VISIT_UNREACHABLE;
	text = str_printf("the bastion %s cannot be used: %s", bastion->name,
	    str_text(&why->text));
	if (why->remedy == REMEDY_NONE)
		failure_set(&bastion->failure, status, REMEDY_NONE, "%s", text);
	DL_FOREACH_SAFE(bastion->waiting, hop, next)
	{
		DL_DELETE(bastion->waiting, hop);
		hop_fail(hop, status, why->remedy, text);
	}
	free(text);
}

/* --- links that begin ----------------------------------------------------- */

static void on_link_wake(void *context);

static void
on_link_timer(uv_timer_t *timer)
{
	on_link_wake(timer->data);
}

static void
on_log(void *context, const char *text)
{
	const struct link *link = context;
	const struct collect_settings *settings = link->bastion->all->settings;

	settings->on_log(settings->context, link->bastion->target->name, text);
}

static void
finish_start(struct link *link)
{
	struct bastion *bastion = link->bastion;
	struct session_result result;

	session_take_result(link->session, &result);
	if (result.failure.status == VISIT_OK) {
		link->ssh = (struct ssh *)session_take_transport(link->session);
		link->ssh->in_large_slices = true;
		session_free(link->session);
		link->session = NULL;
		link->state = LINK_READY;
		bastion->proved = true;
		uv_timer_stop(&link->timer);
		libssh2_session_set_read_timeout(link->ssh->session,
		    BASTION_OPEN_S);
	} else {
		free_link(link);
		fail_start(bastion, &result.failure);
	}
	session_result_release(&result);
}

/* The session of a link on its way to being logged in. */
static void
go_on_starting(struct link *link)
{
	uint64_t now = now_of(link->bastion);
	uint64_t due;

	if (!session_run(link->session, now)) {
		finish_start(link);
		return;
	}
	due = session_due(link->session);
	if (due == TRANSPORT_NEVER)
		uv_timer_stop(&link->timer);
	else
		uv_timer_start(&link->timer, on_link_timer,
		    due > now ? due - now : 0, 0);
}

static void
on_link_wake(void *context)
{
	struct link *link = context;
	struct bastion *bastion = link->bastion;

	if (link->state == LINK_STARTING)
		go_on_starting(link);
	else if (link->state == LINK_READY)
		link_pump(link);
	bastion_wake(bastion);
	if (bastion->waiting)
		bastion_kick(bastion);
}

static void
start_link(struct bastion *bastion)
{
	const struct bastions *all = bastion->all;
	struct session_plan plan = {
	    .name = bastion->name,
	    .user = bastion->username,
	    .goal = GOAL_LOGIN,
	    .no_chacha = bastion->no_chacha,
	    .max_bytes = all->settings->max_bytes,
	    .connect_limit = bastion->target->connect_seconds * 1000,
	    .time_limit = (uint64_t)all->settings->timeout_seconds * 1000,
	    .gate = &bastion->gate,
	    .on_log = all->settings->on_log ? on_log : NULL,
	};
	struct link *link = bastion->links;

	while (link->state != LINK_NONE)
		link++;
	plan.context = link;
	link->state = LINK_STARTING;
	link->session = session_new(&plan,
	    ssh_new(all->run, bastion->target, bastion->username, on_link_wake,
		link),
	    now_of(bastion));
	go_on_starting(link);
}

/* --- who gets the next channel -------------------------------------------- */

/* The link with the fewest channels that is not opening one; or NULL. */
static struct link *
find_free_link(struct bastion *bastion)
{
	struct link *best = NULL;

	for (size_t i = 0; i < BASTION_LINKS_MAX; i++) {
		struct link *link = &bastion->links[i];

		if (link->state != LINK_READY || link->is_opening)
			continue;
		if (!best || link->hop_count < best->hop_count)
			best = link;
	}
	return best;
}

/* May one more link be made?  Called with somebody waiting. */
static bool
may_start(const struct bastion *bastion)
{
	uint64_t now = now_of(bastion);
	size_t starting = 0;
	size_t ready = 0;
	size_t stuck = 0;

	for (size_t i = 0; i < BASTION_LINKS_MAX; i++) {
		const struct link *link = &bastion->links[i];

		starting += link->state == LINK_STARTING;
		ready += link->state == LINK_READY;
		stuck += link->state == LINK_READY && link->is_opening &&
			 now - link->open_since >= BASTION_STUCK_MS;
	}
	if (now < bastion->patient)
		return false;
	if (!bastion->proved)
		return starting == 0;
	if (starting >= BASTION_LOGINS || starting + ready >= BASTION_LINKS_MAX)
		return false;
	return starting + ready < BASTION_LINKS ||
	       (starting == 0 && stuck == ready);
}

static void
serve(struct bastion *bastion)
{
	struct link *link;

	while (bastion->waiting && (link = find_free_link(bastion)) != NULL) {
		struct hop *hop = bastion->waiting;

		DL_DELETE(bastion->waiting, hop);
		link_open(link, hop);
	}
	while (bastion->waiting && may_start(bastion))
		start_link(bastion);
}

static void
on_kick(uv_timer_t *timer)
{
	struct bastion *bastion = timer->data;
	uint64_t now = now_of(bastion);

	for (size_t i = 0; i < BASTION_LINKS_MAX && bastion->wants_pump; i++) {
		if (bastion->links[i].state == LINK_READY)
			link_pump(&bastion->links[i]);
	}
	bastion->wants_pump = false;
	serve(bastion);
	bastion_wake(bastion);
	if (bastion->waiting && now < bastion->patient &&
	    !uv_is_active((uv_handle_t *)&bastion->kick))
		uv_timer_start(&bastion->kick, on_kick, bastion->patient - now,
		    0);
}

void
bastion_kick(struct bastion *bastion)
{
	uv_timer_start(&bastion->kick, on_kick, 0, 0);
}

/* --- making and freeing --------------------------------------------------- */

struct bastions *
bastions_new(const struct ssh_run *run, const struct collect_settings *settings)
{
	struct bastions *bastions = xcalloc(1, sizeof(*bastions));

	bastions->run = run;
	bastions->settings = settings;
	return bastions;
}

static char *
name_of(const struct collect_target *target)
{
	bool is_v6 = strchr(target->host, ':') != NULL;

	if (strcmp(target->name, target->host) == 0 && target->port == 22)
		return xstrdup(target->name);
	return str_printf(is_v6 ? "%s ([%s]:%u)" : "%s (%s:%u)", target->name,
	    target->host, target->port);
}

struct bastion *
bastion_find(struct bastions *all, const struct collect_target *target)
{
	struct bastion *bastion = all->first;

	while (bastion && bastion->target != target)
		bastion = bastion->next;
	if (bastion)
		return bastion;
	bastion = xcalloc(1, sizeof(*bastion));
	bastion->all = all;
	bastion->target = target;
	bastion->username =
	    target->username ? target->username : all->run->default_user;
	bastion->name = name_of(target);
	bastion->gate.limit = &bastion->gate_limit;
	bastion->gate_limit.max = BASTION_LOGINS;
	uv_timer_init(all->run->loop, &bastion->kick);
	bastion->kick.data = bastion;
	for (size_t i = 0; i < BASTION_LINKS_MAX; i++) {
		struct link *link = &bastion->links[i];

		link->bastion = bastion;
		uv_timer_init(all->run->loop, &link->timer);
		link->timer.data = link;
	}
	LL_PREPEND(all->first, bastion);
	return bastion;
}

/* One may be reached through another: whose wire is then at an end. */
void
bastions_close(struct bastions *all)
{
	struct failure ignored = FAILURE_INIT;
	struct bastion *bastion;

	LL_FOREACH(all->first, bastion)
	{
		for (size_t i = 0; i < BASTION_LINKS_MAX; i++) {
			struct link *link = &bastion->links[i];

			if (link->ssh)
				link->ssh->transport.ops->hang_up(
				    &link->ssh->transport, &ignored);
			bastion_lose_link(link, "is left");
			uv_close((uv_handle_t *)&link->timer, NULL);
		}
		uv_close((uv_handle_t *)&bastion->kick, NULL);
	}
	failure_clear(&ignored);
}

void
bastions_free(struct bastions *all)
{
	struct bastion *bastion;
	struct bastion *next;

	if (!all)
		return;
	LL_FOREACH_SAFE(all->first, bastion, next)
	{
		failure_clear(&bastion->failure);
		free(bastion->name);
		free(bastion);
	}
	free(all);
}
