"""Which change goes where, and what the watch list must not say."""

import pytest
from pydantic import TypeAdapter, ValidationError

from alerts import ConfigurationError, Route, check_routes, explain, route
from alerts.destinations import Destination, FileDestination, SlackDestination, TerminalDestination
from facts.changes import ChangeKind
from facts.claims import Kind, Modality
from tests.alerts.scene import change

PLACES = [
    SlackDestination(name="ai", channel="C0AI"),
    SlackDestination(name="deals", channel="C0DEALS"),
    TerminalDestination(name="here"),
]
WATCHED = {"새봄": (), "새봄전자": ("Saebom Electronics", "SBE")}


def told(one, *routes):
    return route(one, routes, PLACES, WATCHED)


def test_without_routes_everything_goes_everywhere():
    assert told(change()) == ("ai", "deals", "here")


def test_all_fitting_routes_count_each_destination_once():
    """In the order of the watch list."""
    assert told(change(), Route(destinations=("here", "ai")), Route(kinds=("leadership",), destinations=("ai",))) == (
        "ai",
        "here",
    )


@pytest.mark.parametrize(
    ("condition", "fits", "fits_not"),
    [
        ({"kinds": ["lab"]}, {"kind": Kind.LAB}, {"kind": Kind.PARTNERSHIP}),
        ({"changes": ["left", "denied"]}, {"change": ChangeKind.LEFT}, {"change": ChangeKind.APPOINTED}),
        ({"modalities": ["asserted"]}, {"modality": Modality.ASSERTED}, {"modality": Modality.RUMORED}),
        ({"confidence": ["several"]}, {"sources": 2}, {"sources": 1}),
        ({"confidence": ["disputed"]}, {"change": ChangeKind.CONFLICT}, {"sources": 5}),
        (
            {"organizations": ["새봄전자"]},
            {"what": "새봄전자 CTO"},
            {"subject": ("a", "달빛전자"), "what": "달빛전자 CTO"},
        ),
        (
            {"organizations": ["새봄전자"]},
            {"subject": ("Kim", "SBE AI Lab"), "what": "head"},
            {"subject": ("Kim", "SBEX"), "what": "head"},
        ),
    ],
)
def test_each_condition_lets_through_what_fits(condition, fits, fits_not):
    """A condition left out always fits; one given must."""
    one = Route(**condition, destinations=("ai",))
    assert told(change(**fits), one) == ("ai",)
    elsewhere = {"sentence": "달빛전자가 밝혔다.", "article": {"title": "달빛전자 소식"}}
    assert told(change(**elsewhere | fits_not), one) == ()


def test_a_group_is_not_its_affiliate():
    """The longest watched name wins: news of 새봄전자 is no news of 새봄."""
    assert told(change(), Route(organizations=("새봄",), destinations=("ai",))) == ()
    assert told(
        change(subject=("a", "새봄 이사회"), what="새봄 회장"), Route(organizations=("새봄",), destinations=("ai",))
    ) == ("ai",)


def test_a_lab_by_its_own_name_belongs_to_whom_its_sentence_names():
    """Particles stand right behind a name; a longer name of which it is a part does not count."""
    route_ = Route(organizations=("새봄전자",), destinations=("ai",))
    lab = {"subject": ("데이터랩",), "what": "데이터랩", "article": {"title": "새 연구소 소식"}}
    assert told(change(**lab, sentence="새봄전자가 20일 ‘데이터랩’을 열었다."), route_) == ("ai",)
    assert told(change(**lab, sentence="새봄전자서비스가 20일 ‘데이터랩’을 열었다."), route_) == ()


def test_explain_says_why_for_each_route():
    """For `bongsu routes explain`."""
    lines = explain(
        change(), [Route(kinds=("lab",), destinations=("ai",)), Route(destinations=("deals",))], PLACES, WATCHED
    )
    assert lines == (
        "leadership replaced, asserted, single; about 새봄전자",
        "route 1: no: kinds are lab",
        "route 2: yes, to deals",
        "told to: deals",
    )


@pytest.mark.parametrize(
    ("routes", "message"),
    [
        (
            [Route(destinations=("dealz",))],
            "route 1: destination 'dealz' is not in the watch list; did you mean 'deals'?",
        ),
        (
            [Route(organizations=("달빛",), destinations=("ai",))],
            "route 1: organization '달빛' is not in the watch list; known: 새봄, 새봄전자",
        ),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(routes, message):
    """When the watch list is loaded, not when the first alert is lost."""
    with pytest.raises(ConfigurationError, match=message.replace("?", r"\?")):
        check_routes(routes, PLACES, WATCHED)


@pytest.mark.parametrize(
    "twice",
    [
        [SlackDestination(name="a", channel="C0A"), TerminalDestination(name="a")],
        [SlackDestination(name="a", channel="C0A"), SlackDestination(name="b", channel="C0A")],
        [FileDestination(name="a", path="x"), FileDestination(name="b", path="x")],
    ],
)
def test_each_place_stands_once(twice):
    """Two senders to one channel would not know of each other's pace."""
    with pytest.raises(ConfigurationError, match="twice"):
        check_routes([], twice, {})


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ({"type": "slack", "name": "a", "channel": "#alerts"}, "channel"),
        ({"type": "slack", "name": "a", "channel": "C0A", "time_zone": "Seoul"}, "no time zone"),
        ({"type": "slack", "name": "a", "channel": "C0A", "language": "fr"}, "language"),
        ({"type": "pager", "name": "a"}, "type"),
        ({"type": "apprise", "name": "a", "url_variable": "mailto://secret@x"}, "url_variable"),
        ({"type": "terminal", "name": "a", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_destination_names_its_field(written, named):
    """pydantic says where; the watch list adds the line."""
    with pytest.raises(ValidationError, match=named):
        TypeAdapter(Destination).validate_python(written)


def test_quiet_hours_are_written_with_from():
    """As one says it in the watch list."""
    written = {"type": "slack", "name": "a", "channel": "C0A", "quiet_hours": {"from": "22:00", "until": "07:00"}}
    assert TypeAdapter(Destination).validate_python(written).quiet_hours.start.hour == 22
