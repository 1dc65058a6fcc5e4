"""How an article was read, for a terminal: sentence, rule, matched parts, what they resolve to."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.read import explain, read
from facts.articles import Article
from flows.reports import stated


def show(article: Article, console: Console | None = None) -> None:
    """Print every claim with the steps that led to it; `console` is standard output by default."""
    console = console or Console(soft_wrap=False)
    console.rule(Text(f"{article.id}  {article.published}  {article.title}"))
    claims = read(article).claims
    table = Table("claim", "event", "stated", "date", "rule", show_lines=True, expand=True)
    for claim in claims:
        date = str(claim.date) if claim.date else ""
        table.add_row(Text(stated(claim)), claim.event, claim.modality, date, claim.rule)
    console.print(table if claims else Text("nothing of this kind is stated"))
    for step in explain(article):
        console.print(Text(step.rule, style="bold"), Text(f"[{step.sentence.start}:{step.sentence.end}]", style="dim"))
        console.print(Text(f"  {step.sentence.text}"))
        if step.matched:
            console.print(Text(f"  matched   {' · '.join(step.matched)}"))
        for name, value in step.resolved.items():
            console.print(Text(f"  {name:<9} {value}"))
        if step.modality is not None:
            console.print(Text(f"  stated    {step.modality}"))
