"""Which sources are polled: the feeds of the watch list, and its searches and disclosures as far as there is a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr, ValidationError

from flows.marked_yaml import ConfigurationError
from flows.settings import Settings
from flows.watch_list import WatchList
from sources.naver import NaverKeys, NaverSearch
from sources.opendart import DartFilings
from sources.opendart_api import DartKeys
from sources.services import Source, feed_of


@dataclass(frozen=True, slots=True)
class Switched:
    """The sources that are polled, and by name those that are off, each with what would switch it on."""

    on: tuple[Source, ...]
    off: Mapping[str, str]


def sources_in_force(watch_list: WatchList, settings: Settings) -> Switched:
    """The feeds, and the searches and disclosures for which there is a key. ConfigurationError for one that cannot be."""
    on: list[Source] = list(watch_list.feeds)
    off: dict[str, str] = {}
    if settings.naver_client_id and settings.naver_client_secret is not None:
        naver = NaverKeys(
            client_id=settings.naver_client_id,
            client_secret=SecretStr(settings.naver_client_secret.get_secret_value()),
            door=settings.naver_door,
            address=settings.naver_address,
        )
        on += [NaverSearch(search, naver) for search in watch_list.searches]
    else:
        lacking = "off: set BONGSU_NAVER_CLIENT_ID and BONGSU_NAVER_CLIENT_SECRET"
        off |= {f"naver: {search.query}": lacking for search in watch_list.searches}
    if settings.dart_key is not None:
        on += [DartFilings(company, dart_keys(settings)) for company in watch_list.disclosures]
    else:
        off |= {f"opendart: {company.name}": "off: set BONGSU_DART_KEY" for company in watch_list.disclosures}
    names = Counter(feed_of(source).name for source in on)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ConfigurationError(f"the feed {', '.join(twice)} has the name of a search or register; rename it")
    return Switched(tuple(on), off)


def dart_keys(settings: Settings) -> DartKeys:
    """The key of OpenDART. ConfigurationError where there is none, or none that can be one."""
    if settings.dart_key is None:
        raise ConfigurationError("OpenDART needs a key; set BONGSU_DART_KEY")
    try:
        return DartKeys(key=SecretStr(settings.dart_key.get_secret_value()), address=settings.dart_address)
    except ValidationError as error:
        raise ConfigurationError("BONGSU_DART_KEY is not a key of OpenDART, which has 40 characters") from error
