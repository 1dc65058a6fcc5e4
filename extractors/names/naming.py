"""What looks like a person's name: Korean names by surname and syllables, foreign ones by syllables Korean words lack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.names.hangul import final, is_hangul, split
from extractors.names.organizations.lexicon import lexicon
from extractors.names.titles import load

_VERB = re.compile(
    r"[가-힣]*(?:물러난|떠난|나선|오른|이끈|맡은|지낸|세운|만든|밝힌|열린|옮긴|남긴|알려진|이뤄진|불린|꼽힌|뽑힌|으나|으며|면서|려고|려면|도록|거나|다가|하다|지만|는데|하고|하며|하게|하지|해서|라며|까지|부터|아니라|으로써|로써|라고|[으하되나]면|[하되]자|되며|되고|되어|는지|은지|을지|[았었였했겠됐][가-힣]+)"
)
_DESCRIBING = re.compile(r"[가-힣]+[한된던할될는은을진낸킨힌온]")
_LINKING = re.compile(r"[가-힣]+[며고해돼서면아어여워난친운린든갈날]")

_CHINESE = re.compile(
    r"(?:왕|리|장|류|천|양|자오|황|저우|우|쉬|쑨|주|마|후|궈|허|가오|린|뤄|량|쑹|정|셰|탕|펑|위안|위|둥|차오|샤오|청|덩|쩡|뤼|쑤|루|차이|딩|웨이|쉐|예|옌|판|두|다이|샤|중|톈|팡|스|야오|탄|랴오|쩌우|슝|진|하오|쿵|추이|캉|마오|친|구|허우|멍|룽|완|돤|레이|첸|인|런|선)"
    r"(?:[가-힣](?:오|이|우|안)?){1,2}"
)
"""A Chinese surname by its sound and one or two syllables of Chinese, each one letter or two of Hangul."""
_PINYIN = frozenset(
    "가 간 강 거 건 겅 광 구 궁 관 궈 구이 군 나 난 난 네 녠 녕 닝 누 눙 뉴 니 다 단 당 더 덩 디 뎬 댜 두 둥 둬 돤 두이 둔 라 란 랑 러 렁 레 롄 량 랴 뤼 리 린 링 루 룽 뤄 뤈 룬 류 마 만 망 머 먼 멍 메 몐 모 무 미 민 밍 "
    "바 반 방 번 벙 베 볜 보 부 비 빈 빙 뱌 사 산 상 샤 샹 셰 셴 선 성 서 셔 숴 솽 수 쉐 쉬 쉰 쉔 슈 슝 스 시 신 싱 아 안 앙 야 양 어 언 에 옌 예 오 와 완 왕 우 원 웡 위 윈 웨 융 유 이 인 잉 자 잔 장 저 전 정 제 젠 진 징 주 중 준 "
    "쥐 쥔 쥔 줘 좡 쥐안 쥬 즈 지 차 찬 창 처 천 청 체 첸 촨 추 춘 충 취 췬 촹 친 칭 치 츠 카 칸 캉 커 컨 쿠 쿤 쿵 콰 콴 퀀 타 탄 탕 터 텅 톄 톈 토 퇀 투 퉁 튀 티 팅 파 판 팡 펀 펑 페 포 푸 피 핀 핑 퍄 하 한 항 허 헝 헤 홍 훙 화 환 황 후 훠 훈 후이 "
    "짜 짱 쩌 쩡 쭈 쭝 쭤 쯔 차 찬 창 쩐 쑤 쑨 쑹 쓰 싸 쌍 써 쒀 르 런 러 란 랑 뤄 룽 루 루이 쥔".split()
)
"""Syllables that Chinese ones are written with."""


@dataclass(frozen=True, slots=True)
class Names:
    """The word lists of people.yaml; `common` holds the plain words of Korean prose as well."""

    surnames: frozenset[str]
    common_surnames: frozenset[str]
    double_surnames: frozenset[str]
    given: frozenset[str]
    nouns: frozenset[str]
    common: frozenset[str]
    tails: frozenset[str]
    loanwords: frozenset[str]
    outside: frozenset[str]
    not_verbs: frozenset[str]
    native: frozenset[str]
    bodies: tuple[str, ...]
    makers: frozenset[str]


@cache
def lists() -> Names:
    raw = {key: frozenset(value.split()) for key, value in load("people.yaml").items()}
    return Names(
        surnames=raw["surnames"],
        common_surnames=raw["common_surnames"],
        double_surnames=raw["double_surnames"],
        given=raw["given_syllables"],
        nouns=raw["common"],
        common=raw["common"] | lexicon().common,
        tails=raw["tails"],
        loanwords=raw["loanwords"],
        outside=raw["outside"],
        not_verbs=raw["not_verbs"],
        native=raw["given_syllables"] | raw["surnames"],
        bodies=tuple(sorted(raw["bodies"])),
        makers=raw["makers"],
    )


@cache
def korean(word: str) -> int:
    """How much a word looks like a Korean full name: 0 not at all, 1 if the surroundings say so, 2 quite."""
    names = lists()
    if not 2 <= len(word) <= 4 or not is_hangul(word) or word in names.common or word in names.loanwords:
        return 0
    if word in lexicon().government or word in lexicon().well_known:
        return 0
    if word[0] not in names.common_surnames and word[-1] in "해대부청시군구" and word[:2] not in names.double_surnames:
        return 0
    part = split(word)
    if (
        part.role and (part.stem in names.nouns or (part.stem in names.common and len(part.stem) > 2))
    ) or word.endswith("요일"):
        return 0
    if (
        len(word) >= 3
        and word[:-1] in names.nouns
        and word[-1] in names.tails
        and word[:2] not in names.double_surnames
    ):
        return 0
    if word[:2] in names.double_surnames and len(word) >= 3 and all(letter in names.given for letter in word[2:]):
        return 2
    if len(word) == 4 or word[0] not in names.surnames:
        return 0
    if not all(letter in names.given for letter in word[1:]):
        return 1 if len(word) == 3 and word[0] in names.common_surnames and not _inflected(word) else 0
    if len(word) == 2:
        return 1 if word[0] in names.common_surnames else 0
    return 2 if word[0] in names.common_surnames else 1


@cache
def foreign(word: str) -> int:
    """How much a word looks like part of a foreign name in Hangul: 0 not, 1 could be, 2 has syllables of such names only."""
    names = lists()
    if not is_hangul(word) or len(word) > 7 or word in names.loanwords or word in names.nouns or word in names.outside:
        return 0
    if any(word.endswith(loan) for loan in names.loanwords if len(loan) >= 3):
        return 0
    if len(word) >= 4 and word.endswith(names.bodies):  # "도래조선", "보안전문업체", "소아청소년과"
        return 0
    odd = sum(letter not in names.native for letter in word)
    if word in names.common or _VERB.fullmatch(word):
        return 0 if _inflected(word) else 1
    return 2 if odd else 1


@cache
def chinese(word: str) -> bool:
    """Whether one word is a Chinese name written by its sound: "가오샤오둥", with at least one syllable no Korean name has."""
    if not 3 <= len(word) <= 6 or foreign(word) < 2 or _CHINESE.fullmatch(word) is None:
        return False
    return all(letter in _PINYIN for letter in word[1:])


def surname(word: str) -> bool:
    names = lists()
    return word in names.surnames or word in names.double_surnames


def _describing(word: str) -> bool:
    """Whether the word ends like a verb or adjective before a noun; 은 and 을 only after a consonant ("찾은", not "주은")."""
    return bool(_DESCRIBING.fullmatch(word)) and (word[-1] not in "은을" or final(word[-2]) > 0)


def _inflected(word: str) -> bool:
    return bool(_VERB.fullmatch(word) or _describing(word) or _LINKING.fullmatch(word))


@cache
def verbal(word: str) -> bool:
    """Whether a word looks like a verb or an adverb: what stands before it is no part of a name or title."""
    names = lists()
    if len(word) < 2 or word in names.not_verbs or (korean(word) and len(word) == 3):
        return False
    if _VERB.fullmatch(word) or _describing(word):
        return True
    if not _LINKING.fullmatch(word):
        return False
    return word in names.common or word[-1] in "며해돼" or (word[-1] in "난친운린든" and foreign(word) == 0)
