"""The watch list: organisations, feeds, destinations and routes, from one commented YAML file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from alerts.destinations import Destination, FileDestination, TerminalDestination
from alerts.errors import ConfigurationError as BadRoute
from alerts.routes import Route, check_routes
from facts.watch import Watch, WatchedOrganization
from flows.marked_yaml import load
from flows.settings import Settings
from sources.feeds import Company, Feed, Search


class WatchList(BaseModel):
    """What deployments/watch_list.yaml holds; the file explains its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organizations: tuple[WatchedOrganization, ...] = Field(min_length=1)
    feeds: tuple[Feed, ...] = ()
    searches: tuple[Search, ...] = ()
    disclosures: tuple[Company, ...] = ()
    destinations: tuple[Destination, ...] = ()
    routes: tuple[Route, ...] = ()

    @model_validator(mode="after")
    def _names_stand_once(self) -> Self:
        for what, names in (
            ("organization", [organization.name for organization in self.organizations]),
            ("feed", [feed.name for feed in self.feeds]),
            ("search", [search.query for search in self.searches]),
            ("disclosures of", [company.name for company in self.disclosures]),
        ):
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} stands twice; each name is given once")
        strangers = [company.name for company in self.disclosures if company.name not in self.names]
        if strangers:
            raise ValueError(f"disclosures of {', '.join(strangers)}: no organization has this name or alias")
        try:
            check_routes(self.routes, self.destinations, self.watched)
        except BadRoute as error:
            raise ValueError(str(error)) from error
        return self

    @property
    def watch(self) -> Watch:
        """The organisations, as judgement wants them."""
        return Watch(organizations=self.organizations)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of every organisation."""
        return tuple(name for each in self.organizations for name in (each.name, *each.aliases))

    @property
    def watched(self) -> Mapping[str, Sequence[str]]:
        """The names of each watched organisation, as routes want them."""
        return {organization.name: organization.aliases for organization in self.organizations}


def load_watch_list(path: Path) -> WatchList:
    """The watch list in the file; ConfigurationError names line and field of what is wrong."""
    return load(path, WatchList)


def destinations_in_force(watch_list: WatchList, settings: Settings) -> tuple[Destination, ...]:
    """The destinations of the watch list; where it names none, the terminal and a file, as after a fresh installation."""
    return watch_list.destinations or (
        TerminalDestination(name="terminal"),
        FileDestination(name="file", path=settings.alerts_file),
    )
