"""English articles as a reader meets them: names, pronouns, dates, hedges, and what belongs to the page only."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from extractors.english import explain_english, is_english, read_english
from facts.articles import Article
from facts.claims import Modality, NameRelation

GOLD = Path(__file__).parents[1] / "gold"


def read(text, title="People", published=date(2025, 9, 10)):
    return read_english(Article(id="a", title=title, text=text, published=published, language="en"))


def told(text, **kinds):
    return [
        (claim.person, claim.event.value, claim.organization, claim.modality.value, str(claim.date or ""))
        for claim in read(text, **kinds).claims
        if claim.kind == "leadership"
    ]


def test_pronoun_and_surname_lead_back_to_the_full_name():
    """The second sentence names nobody in full."""
    text = (
        "Vela Bio named Marta Lindgren chief executive on Monday. She joins from Tamar Steel, where she was finance director. "
        "Lindgren will start on October 1."
    )
    assert told(text) == [
        ("Marta Lindgren", "appointed", "Vela Bio", "planned", "2025-10-01"),
        ("Marta Lindgren", "left", "Tamar Steel", "asserted", ""),
    ]


def test_romanised_korean_names_are_people():
    """With a hyphen, without one after a known surname, and with a surname of two syllables."""
    text = "Orla Motors said Seo Mi-rae, its chief technology officer, and Nam Gung-min, head of its design center in Busan, would stay."
    assert {person for person, *_ in told(text)} == {"Seo Mi-rae", "Nam Gung-min"}


def test_successor_takes_the_post_of_the_one_who_goes():
    """Both ends of a succession carry the same post and the same day."""
    text = "Jo Han-byul will become chief executive of Orla Bank on October 1, replacing Ada Kern, who is retiring."
    assert told(text) == [
        ("Jo Han-byul", "appointed", "Orla Bank", "planned", "2025-10-01"),
        ("Ada Kern", "holds", "Orla Bank", "asserted", ""),
        ("Ada Kern", "left", "Orla Bank", "planned", "2025-10-01"),
    ]


def test_label_of_a_round_up_names_the_house():
    """In a column of moves each paragraph begins with the firm it is about."""
    text = "Orla Motors - Board member Jo Han-byul resigned last Friday.\n\nVela Bio: Peter Grange stays on as chief scientist."
    assert told(text) == [
        ("Jo Han-byul", "left", "Orla Motors", "asserted", "2025-09-05"),
        ("Peter Grange", "holds", "Vela Bio", "asserted", ""),
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Orla Motors has agreed to buy Tamar Steel.", Modality.ASSERTED),
        ("Orla Motors plans to buy Tamar Steel next year.", Modality.PLANNED),
        ("Orla Motors is in talks to buy Tamar Steel, people familiar with the matter said.", Modality.RUMORED),
        ("Orla Motors denied a report that it was in talks to buy Tamar Steel.", Modality.DENIED),
    ],
)
def test_hedges_decide_how_sure_a_claim_is(text, modality):
    """One event, four ways of telling it."""
    assert [claim.modality for claim in read(text).claims] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts said Orla Motors could buy Tamar Steel.",
        "If the budget is cut, Orla Motors will buy Tamar Steel, one engineer worries.",
        "Will Orla Motors buy Tamar Steel?",
        "Shares of Orla Motors rose 3% while Tamar Steel fell, said Ada Kern, a strategist at Vela Securities.",
        "Orla Motors filed a lawsuit against Tamar Steel on Monday.",
        "Executives from Orla Motors visited Tamar Steel in Pohang.",
    ],
)
def test_wishes_guesses_questions_and_mere_company_state_nothing(text):
    """Precision before recall."""
    assert read(text).claims == ()


def test_page_furniture_is_not_read():
    """Related headlines, portraits of the firm and signatures belong to the page, not to the article."""
    text = (
        "Orla Motors named Jo Han-byul chief executive.\n\nBy Ada Kern (ada@daily.example)\n"
        "[RELATED] Tamar Steel names Peter Grange chief executive\n\nAbout Orla Motors\n"
        "Orla Motors acquired Vela Bio in 2020.\n\nCopyright 2025 Daily."
    )
    assert [person for person, *_ in told(text)] == ["Jo Han-byul"]


def test_evidence_is_the_sentence_at_its_place():
    """Offsets count the headline and the text together."""
    article = Article(
        id="a", title="News", text="Rain fell. Orla Motors bought Tamar Steel in May.", published=date(2025, 9, 10)
    )
    (claim,) = read_english(article).claims
    assert claim.evidence.text == "Orla Motors bought Tamar Steel in May."
    assert article.content[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_names_that_the_text_declares_to_be_one():
    """An earlier name, an acronym, the Korean form."""
    text = (
        "NuVela, a Danish builder formerly known as Vela Telecom, struck a deal with startup TamarAI (타마르AI). "
        "The Sable Vision Research Centre (SVRC) was not involved."
    )
    names = {(one.relation, one.names) for one in read(text).names}
    assert (NameRelation.RENAMED, ("Vela Telecom", "NuVela")) in names
    assert (NameRelation.ALIAS, ("TamarAI", "타마르AI")) in names


def test_lab_merged_or_meant_by_the_lab():
    """ "The lab" is the one spoken of before; its sentence gives the day."""
    text = "Orla Motors has hired Peter Grange to head its new Road Vision Lab in Munich. The lab opened on Monday."
    labs = [c for c in read(text).claims if c.kind == "lab"]
    assert [(c.name, c.event.value, c.organization, c.location, str(c.date)) for c in labs] == [
        ("Road Vision Lab", "opened", "Orla Motors", "Munich", "2025-09-08")
    ]


def test_alliance_is_told_with_all_members():
    """Members in one row are one claim."""
    text = "Four firms launched the Corel Alliance on Tuesday. The founding members are Orla Motors, Tamar Steel, Vela Bio and BNDrive."
    (claim,) = read(text).claims
    assert claim.organizations == ("Orla Motors", "Tamar Steel", "Vela Bio", "BNDrive")
    assert (claim.name, str(claim.date)) == ("Corel Alliance", "2025-09-09")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Orla Motors said on Monday that it bought the maker of doors.", True),
        ("한강전자는 12일 AI연구소를 열었다고 밝혔다. CEO는 홍길동이다.", False),
        ("Die Firma hat gestern einen neuen Chef bekommen, sagte er.", False),
        ("", False),
    ],
)
def test_language_is_told_by_the_letters(text, english):
    """Whatever the field of the record says."""
    assert is_english(Article(id="a", title="News", text=text, published=date(2025, 1, 1))) is english


def test_explanation_names_rule_sentence_and_what_was_resolved():
    """One step a claim."""
    article = Article(
        id="a",
        title="News",
        text="Orla Motors named Jo Han-byul chief executive on Monday.",
        published=date(2025, 9, 10),
    )
    (step,) = explain_english(article)
    assert step.rule == "leadership.en.names_somebody"
    assert step.sentence.text.startswith("Orla Motors")
    assert step.resolved["person"] == "Jo Han-byul"
    assert step.resolved["date"] == "2025-09-08"


@pytest.mark.parametrize(
    ("gold", "floors"),
    [
        ("dev_articles.jsonl", ("--min-core", "0.97", "--min-full", "0.95", "--min-precision", "0.97")),
        ("own_english.jsonl", ("--min-core", "0.93", "--min-full", "0.88", "--min-precision", "0.95")),
    ],
)
def test_quality_does_not_fall(gold, floors, tmp_path):
    """Floors of the measure over the English articles of the gold; they only rise."""
    records = [json.loads(line) for line in (GOLD / gold).read_text("utf-8").splitlines()]
    english = [record for record in records if record["language"] == "en"]
    with (
        (tmp_path / "gold").open("w", encoding="utf-8") as out,
        (tmp_path / "found").open("w", encoding="utf-8") as guesses,
    ):
        for record in english:
            article = Article(
                id=record["id"],
                title=record["title"],
                text=record["text"],
                published=record["published"],
                language="en",
            )
            claims = [{**c.model_dump(mode="json"), "evidence": c.evidence.text} for c in read_english(article).claims]
            out.write(json.dumps(record) + "\n")
            guesses.write(json.dumps({"id": record["id"], "claims": claims}) + "\n")
    scored = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), "articles", str(tmp_path / "gold"), str(tmp_path / "found"), *floors],
        capture_output=True,
        text=True,
        check=False,
    )
    assert scored.returncode == 0, scored.stdout
