"""Names that a notice of correction puts right: who holds or took the post is the one it names, not the one it printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.names.organizations.units import ending
from extractors.names.words import split_particle
from extractors.scenes import Scene
from facts.claims import LeadershipClaim, LeadershipEvent

_QUOTE = "[‘'“\"]?"
_END = "[’'”\"]?"
_RIGHT = re.compile(
    rf"(?P<title>[가-힣A-Za-z]*(?:장|대표|대표이사|전무|상무|이사|총괄|CEO|CTO|CFO))(?:의)? (?:이름|성명|성함)(?:은|이|을|인)? ?{_QUOTE}"
    rf"(?P<wrong>[가-힣]{{2,4}}?){_END}(?:(?:은|는|이|가|을|를)? ?(?:아니라|아닌)|은|는|을|를) {_QUOTE}"
    rf"(?P<right>[가-힣]{{2,4}}?){_END}(?:이므로|므로|입니다|이며|이라|으로|로 |의 (?:오기|잘못|오타)|이다|다\.|이 맞)"
)
"""The post, the name as it was printed and the true one: "보안센터장의 이름은 ‘가’가 아니라 ‘나’이므로"."""
_NEW = re.compile(r"(?:신임|새|새로운|차기|초대) (?:[가-힣A-Za-z]+ )?$")


def misprints(read: Sequence[Scene]) -> Iterator[LeadershipClaim]:
    """The true holders of the posts that an article of correction speaks of, the title in the fullest form that it writes.

    A new holder ("신임 센터장의 이름은") was appointed; any other holds the post.
    """
    if not read or not read[0].corrects:
        return
    words = {split_particle(word)[0] for scene in read for word in re.findall(r"[가-힣A-Za-z0-9]+", scene.text)}
    for scene in read:
        for match in _RIGHT.finditer(scene.text):
            organization = scene.topic or next((name.name for other in read for name in other.organizations()), None)
            if organization is None or match["wrong"] == match["right"]:
                continue
            shown = [word for word in words if word.endswith(match["title"])]
            title = max((match["title"], *shown), key=len).removeprefix(organization)
            unit = title.removesuffix("장")
            new = _NEW.search(scene.text, 0, match.start()) is not None
            yield LeadershipClaim(
                event=LeadershipEvent.APPOINTED if new else LeadershipEvent.HOLDS,
                person=match["right"],
                organization=organization,
                unit=unit if title.endswith("장") and ending(unit) and unit != ending(unit) else None,
                roles=(title,),
                evidence=scene.sentence.evidence,
                rule="leadership.ko.put_right",
                corrects=True,
            )
