"""The watch list as judgement needs it: which organisations, under which names, and how far a source is trusted."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class WatchedOrganization(BaseModel):
    """One organisation that somebody wants to be told of. `aliases` are other names of the very same organisation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Watch(BaseModel):
    """Everything that is watched. An empty watch list tells of nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organizations: tuple[WatchedOrganization, ...] = ()

    @classmethod
    def of(cls, *names: str) -> Watch:
        """A watch list of plain names without aliases."""
        return cls(organizations=tuple(WatchedOrganization(name=name) for name in names))
