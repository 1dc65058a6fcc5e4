"""Who stands with which title and organisation: links, wider than claims."""

from datetime import date

import pytest

from extractors.document import Mention, MentionKind
from extractors.links import links, links_between, mine_titles, train_weights
from extractors.links.features import features
from extractors.links.scorer import reasons, score
from extractors.links.titles import ends_in_title, profession
from facts.articles import Article

PERSON, TITLE, ORGANIZATION = MentionKind.PERSON, MentionKind.TITLE, MentionKind.ORGANIZATION


def article(text, **fields):
    return Article(id="a", title="", text=text, published=date(2024, 6, 3), **fields)


def mention(text, kind, name, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Mention(kind, name, start, start + len(name), name)


def stated(text):
    return {(link.person.name, link.other.name) for link in links(article(text))}


@pytest.mark.parametrize(
    ("text", "linked", "apart"),
    [
        (
            "도솔당 설민아 의원과 가람당 이도현 대표는 국회에서 만났다.",
            {("설민아", "의원"), ("이도현", "대표")},
            {("설민아", "대표"), ("이도현", "의원")},
        ),
        (
            "행사에는 가람대학교 설민아 총장, 두리협회 이도현 회장이 참석했다.",
            {("설민아", "총장"), ("설민아", "가람대학교"), ("이도현", "회장"), ("이도현", "두리협회")},
            {("설민아", "회장"), ("이도현", "총장")},
        ),
        ("두리 이글스의 이도현 감독은 승리를 자신했다.", {("이도현", "감독")}, set()),
    ],
)
def test_people_are_linked_with_their_own_titles_and_houses(text, linked, apart):
    """Politics and sports as well, of which claims know nothing; a neighbour's title is not one's own."""
    found = stated(text)
    assert linked <= found
    assert not apart & found


def test_offsets_count_the_content_and_the_evidence_is_the_sentence():
    text = "가람전자가 실적을 발표했다. 설민아 가람전자 대표는 웃었다."
    read = article(text)
    for link in links(read):
        assert read.content[link.person.start : link.person.end] == link.person.text
        assert read.content[link.other.start : link.other.end] == link.other.text
        assert link.evidence.text == "설민아 가람전자 대표는 웃었다."
        assert read.content[link.evidence.start : link.evidence.end] == link.evidence.text
    assert links(read)


def test_names_far_apart_are_not_asked_about():
    """In one long sentence only names within reach of each other are paired."""
    text = f"설민아 대표는 {'작은 공방과 ' * 40}이도현 의원을 만났다."
    assert ("설민아", "의원") not in stated(text)
    assert ("이도현", "의원") in stated(text)


def test_other_languages_have_no_links():
    assert links(article("Mina Seol, chief executive of Garam, resigned.", language="en")) == ()


def test_given_names_are_all_paired_within_their_line():
    """Told the names, every pair is scored, linked or not; nothing is paired across lines; places are passed over."""
    text = "가수 온누리가 가람구청을 찾았다.\n설민아 가람구청장은 없었다."
    given = [
        mention(text, TITLE, "가수"),
        mention(text, PERSON, "온누리"),
        mention(text, ORGANIZATION, "가람구청"),
        mention(text, PERSON, "설민아"),
        mention(text, MentionKind.PLACE, "가람"),
    ]
    pairs = {(link.person.text, link.other.text): link.linked for link in links_between(text, given)}
    assert pairs == {("온누리", "가수"): True, ("온누리", "가람구청"): False}


def test_the_score_is_explained_by_its_features():
    """The reasons are the features that have a weight, weightiest first; a wish for other weights is heard."""
    text = "설민아 의원은 말했다."
    why = reasons(text, (0, 3), (4, 6), "title")
    assert why
    assert [abs(weight) for _, weight in why] == sorted((abs(weight) for _, weight in why), reverse=True)
    assert score(text, (0, 3), (4, 6), "title") > 0.9
    assert score(text, (0, 3), (4, 6), "title", learned={}) == 0.5
    assert score(text, (0, 3), (4, 6), "title", learned={"title is 의원": -1000.0}) < 1e-9


@pytest.mark.parametrize(
    ("text", "person", "other"), [("설민아", (0, 3), (0, 3)), ("가나다라", (0, 3), (1, 2)), ("「 」", (0, 1), (2, 3))]
)
def test_any_spans_have_features(text, person, other):
    """Spans that touch, overlap or hold only marks are scored like others."""
    assert features(text, person, other, "title")
    assert 0 < score(text, person, other, "organization") < 1


def record(sentence, subject, object_, label, types=("PER", "POH")):
    def side(name, kind):
        start = sentence.index(name)
        return {"start_idx": start, "end_idx": start + len(name) - 1, "type": kind, "word": name}

    return {
        "sentence": sentence,
        "subject_entity": side(subject, types[0]),
        "object_entity": side(object_, types[1]),
        "label": label,
    }


def test_weights_are_learned_from_labelled_pairs(tmp_path):
    """The right pairs score higher than the others afterwards; pairs of other types are passed over; twice gives the same bytes."""
    records = [
        record("설민아 의원은 말했다.", "설민아", "의원", "per:title"),
        record("이도현 감독은 말했다.", "이도현", "감독", "per:title"),
        record("설민아, 이도현 감독은 말했다.", "설민아", "감독", "no_relation"),
        record("온누리는 감독을 만났다.", "온누리", "감독", "no_relation"),
        record("설민아의 가람당이 이겼다.", "가람당", "설민아", "org:top_members/employees", ("ORG", "PER")),
        record("설민아는 서울에 산다.", "설민아", "서울", "per:place_of_residence", ("PER", "LOC")),
    ]
    labelled = tuple(train_weights.pairs(records))
    assert [pair.kind for pair in labelled] == ["title"] * 4 + ["organization"]
    weights = train_weights.learn(labelled)
    scores = [score(pair.text, pair.person, pair.other, pair.kind, learned=weights) for pair in labelled]
    assert min(s for s, pair in zip(scores, labelled, strict=True) if pair.linked) > max(
        s for s, pair in zip(scores, labelled, strict=True) if not pair.linked
    )
    for name in ("one", "two"):
        train_weights.write(train_weights.learn(labelled), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_touching_names_teach_whose_a_title_is():
    """A title beside a person is that person's and no neighbour's, unless the two are named together; houses alike."""
    text = "도솔당 설민아 의원과 이도현, 온누리 두리협회 회장이 감독 노을을 만났다."
    tags = {
        "도솔당": "OGG_POLITICS",
        "설민아": "PS_NAME",
        "의원": "CV_POSITION",
        "이도현": "PS_NAME",
        "온누리": "PS_NAME",
        "두리협회": "OGG_ECONOMY",
        "회장": "CV_POSITION",
        "감독": "CV_OCCUPATION",
        "노을": "PS_NAME",
    }
    label = [[text.index(name), text.index(name) + len(name), tag] for name, tag in tags.items()]
    found = {
        (text[slice(*pair.person)], text[slice(*pair.other)]): pair.linked
        for pair in train_weights.neighbours([{"text": text, "label": label}])
    }
    assert {pair for pair, linked in found.items() if linked} == {
        ("설민아", "의원"),
        ("설민아", "도솔당"),
        ("온누리", "회장"),
        ("온누리", "두리협회"),
        ("노을", "감독"),
    }
    assert found["설민아", "회장"] is found["노을", "의원"] is found["온누리", "도솔당"] is False
    assert ("이도현", "회장") not in found  # named together with the one who holds it
    alone = {"text": "그 의원은 갔다.", "label": [[2, 4, "CV_POSITION"]]}
    assert list(train_weights.neighbours([alone])) == []


def test_professions_are_titles_as_well():
    """What claims know nothing of: a listed profession, alone or at the end of a word."""
    assert ("설민아", "소설가") in stated("소설가 설민아 교수는 새 책을 냈다.")
    assert profession("영화배우")
    assert not profession("배우자")


def test_an_organisation_with_its_post_is_a_title():
    """What others mark as an organisation is a title where it ends in one."""
    text = "설민아 가람전자 사장은 웃었다."
    [link] = links_between(text, [mention(text, PERSON, "설민아"), mention(text, ORGANIZATION, "가람전자 사장")])
    assert link.linked
    assert link.other.kind is TITLE
    assert ends_in_title("가람방송 아나운서")
    assert not any(map(ends_in_title, ("도솔군", "가람전자", "가람전자 사장단")))
    sentence = record(text, "설민아", "가람전자 사장", "per:title", ("PER", "ORG"))
    assert [pair.kind for pair in train_weights.pairs([sentence])] == ["title"]


def test_titles_are_mined_from_tags_and_lives():
    """Tagged nouns that seldom stand untagged, and what at least two lives are told to have been."""
    tagged = [
        {"text": "첫 조율사 온누리", "label": [[2, 5, "CV_OCCUPATION"], [6, 9, "PS_NAME"]]},
        {"text": "저 사람 이 사람 그 사람", "label": [[2, 4, "CV_POSITION"]]},
    ]
    told = [
        "설민아(1950년 1월 2일 ~ )는 대한민국의 번역가이자 시조시인이다.",
        "이도현(李道賢, 1960년 ~ )은 대한민국의 번역가, 조각장이다.",
        "온누리는 대한민국의 번역가이다.",
        "노을(1970년 ~ )은 서울에서 활동하였다.",
    ]
    assert mine_titles.mine(tagged, told) == ["번역가", "조율사"]
