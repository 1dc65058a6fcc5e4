"""Whose facts are followed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class WatchedOrganization(BaseModel):
    """An organisation of the watch list; `aliases` are its other names, in any script."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    aliases: tuple[str, ...] = ()


class Watch(BaseModel):
    """The organisations followed. A change is told when it concerns one of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organizations: tuple[WatchedOrganization, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of every organisation."""
        return tuple(name for each in self.organizations for name in (each.name, *each.aliases))
