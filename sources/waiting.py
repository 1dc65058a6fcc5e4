"""Article pages that could not be had for now: which are tried again, when, and for how long. Pure.

Only what may pass is waited for (a timeout, a 5xx, a host that asks to wait); a page that is not there, or that robots.txt
keeps, stays what its feed told of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from facts.articles import BodyState
from sources.feeds import Entry, FeedState, Waiting
from sources.pages import Read

_FIRST_WAIT = timedelta(minutes=10)
_MOST_TRIES = 7  # the first one counted: the last comes ten and a half hours after it
_MOST_WAITING = 100  # of one feed: a site that is down for long is not asked for a day's articles at once
_LONGEST_TITLE = 1_000  # characters


def put_off(
    state: FeedState, reads: Iterable[tuple[Entry, Read]], now: datetime, *, silent: bool, quiet: Collection[str] = ()
) -> FeedState:
    """The state with the pages among `reads` that are worth another try; those that were read meanwhile are dropped.

    `silent` and `quiet` are how the articles were recorded, and how they will be when their pages come.
    """
    waiting = {each.article: each for each in state.waiting}
    for entry, read in reads:
        waiting.pop(entry.article, None)
        if may_pass(read) and entry.url is not None and len(entry.title) <= _LONGEST_TITLE:
            waiting[entry.article] = Waiting(
                article=entry.article,
                url=entry.url,
                title=entry.title,
                published=entry.published,
                next_try_at=now + _FIRST_WAIT,
                silent=silent,
                quiet=tuple(sorted(quiet)),
            )
    return state.model_copy(update={"waiting": tuple(waiting.values())[-_MOST_WAITING:]})


def due(state: FeedState, now: datetime) -> tuple[Waiting, ...]:
    """The pages whose time for another try has come."""
    return tuple(each for each in state.waiting if each.next_try_at <= now)


def tried_again(state: FeedState, tried: Iterable[tuple[Waiting, Read]], now: datetime) -> tuple[FeedState, int, int]:
    """The state after another try, how many pages gave their article, and how many are given up."""
    waiting = {each.article: each for each in state.waiting}
    full = given_up = 0
    for each, read in tried:
        if read.article.body_state is BodyState.FULL:
            full += 1
            del waiting[each.article]
        elif may_pass(read) and each.tries + 1 < _MOST_TRIES:
            wait = _FIRST_WAIT * 2**each.tries
            waiting[each.article] = each.model_copy(update={"tries": each.tries + 1, "next_try_at": now + wait})
        else:
            given_up += 1
            del waiting[each.article]
    return state.model_copy(update={"waiting": tuple(waiting.values())}), full, given_up


def may_pass(read: Read) -> bool:
    """Whether the page failed in a way that another try may mend."""
    return read.error is not None and read.error.transient


def entry_of(waiting: Waiting) -> Entry:
    """The entry to read again; what its feed told of it is recorded already."""
    return Entry("", waiting.url, waiting.title, "", "", waiting.published, waiting.article)
