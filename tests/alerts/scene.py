"""What the tests of alerts share: changes, a clock that is moved by hand, and outboxes."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from alerts.destinations import SlackDestination
from alerts.slack import SlackSender, SlackWorkspace
from facts.changes import ArticleReference, Change, ChangeKind
from facts.claims import Kind, Modality
from facts.dates import PartialDate
from facts.outbox import Delivery, DeliveryState

START = datetime(2024, 6, 3, 3, 0, tzinfo=UTC)
CHANNEL = "C0ALERTS"
TEAM = SlackDestination(name="team", channel=CHANNEL)
TOKEN = SecretStr("xoxb-local")


def change(number: int = 1, **fields: Any) -> Change:
    """A change of the head of a lab; `number` makes another slot, episode, person and article of it."""
    article = {
        "id": f"article-{number}",
        "title": f"새봄전자, AI연구소장에 인물{number} 선임",
        "published": date(2024, 6, 3),
        "url": f"https://news.example/{number}?a=1&b=2",
        "publisher": "가나일보",
    } | fields.pop("article", {})
    given: dict[str, Any] = {
        "kind": Kind.LEADERSHIP,
        "change": ChangeKind.REPLACED,
        "subject": (f"인물{number}", "새봄전자 AI연구소"),
        "before": "김하나",
        "after": f"인물{number}",
        "what": "새봄전자 AI연구소장",
        "modality": Modality.ASSERTED,
        "since": PartialDate.parse("2024-06"),
        "sentence": f"새봄전자는 AI연구소장에 인물{number}을 선임했다고 3일 밝혔다.",
        "article": ArticleReference(**article),
        "sources": 1,
        "confidence": "회사가 밝혔다",
        "slot": f"slot-{number}",
        "episode": f"episode-{number}",
    }
    return Change(**given | fields)


class MovedClock:
    """Stands still until it is slept on or moved. `value` may be shared between processes."""

    def __init__(self, value: Any = None) -> None:
        self._value = value if value is not None else _Value(START.timestamp())

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._value.value, UTC)

    def sleep(self, seconds: float) -> None:
        self._value.value += seconds

    def seconds(self) -> float:
        return float(self._value.value)


class _Value:
    def __init__(self, value: float) -> None:
        self.value = value


class MemoryOutbox:
    """`facts.outbox.Outbox` in memory, fast enough for simulations; nothing in it survives the process."""

    def __init__(self) -> None:
        self.rows: dict[str, Delivery] = {}
        self._leases: dict[str, tuple[str, datetime]] = {}
        self._numbers: dict[str, int] = {}
        self._ids: dict[tuple[str, DeliveryState], dict[str, None]] = {}
        self._roots: dict[tuple[str, str], str] = {}

    def put(self, *told: Change, to: Sequence[str] = ("team",), at: datetime = START) -> list[str]:
        ids = []
        for destination, each in itertools.product(to, told):
            id_ = hashlib.sha256(f"{destination} {each.key}".encode()).hexdigest()[:32]
            if id_ not in self.rows:
                self._numbers[id_] = len(self._numbers)
                self._keep(
                    Delivery(
                        id=id_,
                        destination=destination,
                        change=each,
                        state=DeliveryState.PENDING,
                        created_at=at,
                        due_at=at,
                    )
                )
            ids.append(id_)
        return ids

    def lease(self, destination: str, holder: str, now: datetime, seconds: float) -> bool:
        owner, until = self._leases.get(destination, (holder, now))
        if owner != holder and until > now:
            return False
        self._leases[destination] = holder, now + timedelta(seconds=seconds)
        return True

    def release(self, destination: str, holder: str) -> None:
        if self._leases.get(destination, ("", None))[0] == holder:
            del self._leases[destination]

    def destinations(self) -> list[str]:
        over = {DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.DROPPED}
        return sorted({name for (name, state), ids in self._ids.items() if ids and state not in over})

    def deliveries(
        self, destination: str | None = None, states: Sequence[DeliveryState] = (), limit: int = 1000
    ) -> list[Delivery]:
        wanted = states or tuple(DeliveryState)
        lists = [ids for (name, state), ids in self._ids.items() if destination in {None, name} and state in wanted]
        if len(lists) == 1 and wanted == (DeliveryState.SENT,):  # the longest one, in order already but for a few
            return [self.rows[id_] for id_ in itertools.islice(lists[0], limit)]
        ids = sorted(itertools.chain(*lists), key=self._numbers.__getitem__)
        return [self.rows[id_] for id_ in ids[:limit]]

    def root(self, destination: str, episode: str) -> Delivery | None:
        id_ = self._roots.get((destination, episode))
        return None if id_ is None else self.rows[id_]

    def intend(self, delivery_id: str, now: datetime) -> None:
        row = self.rows[delivery_id]
        self._set(row, state=DeliveryState.SENDING, attempts=row.attempts + 1, absences=0, intent_at=now)

    def mark(self, delivery_id: str, state: DeliveryState, *, now: datetime, **fields: Any) -> None:
        row = self.rows[delivery_id]
        assert row.state is not DeliveryState.SENT or state is DeliveryState.SENT
        self._set(row, state=state, **{name: value for name, value in fields.items() if value is not None})

    def _set(self, row: Delivery, **fields: Any) -> None:
        changed = row.model_copy(update=fields)
        if changed.state is not row.state:
            del self._ids[row.destination, row.state][row.id]
        self._keep(changed)
        if changed.state is DeliveryState.SENT:
            self._roots.setdefault((row.destination, row.change.episode), row.id)

    def _keep(self, row: Delivery) -> None:
        self.rows[row.id] = row
        self._ids.setdefault((row.destination, row.state), {})[row.id] = None


def slack_sender(address: str, clock: Any, timeout: float = 5, channel: str = CHANNEL) -> SlackSender:
    return SlackSender(SlackWorkspace(TOKEN, clock, address, timeout), channel)  # type: ignore[arg-type] # parts of a second


def ids_seen(messages: Sequence[dict[str, Any]]) -> list[str]:
    """The ids in the metadata of messages, with repetitions."""
    return [message["metadata"]["event_payload"]["id"] for message in messages]
