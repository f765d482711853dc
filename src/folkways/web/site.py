"""The pages of the app, as HTML: each method takes the query of a request and gives back text."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from folkways.errors import FolkwaysError
from folkways.report.page import Estimate, shown
from folkways.version import __version__
from folkways.web import bars, naming, samples, talk_listing
from folkways.web.chat import chat
from folkways.web.comparing import METRICS, compared
from folkways.web.conditions import axis_start, conditions_of, coverage_of, settings, shell_path, typed_command
from folkways.web.dialogue_folders import DialogueCard, DialogueFolders
from folkways.web.folder import RunCard, RunsFolder
from folkways.web.listing import SORTS, STATES, listing, row_of
from folkways.web.questions import SORTS as QUESTION_SORTS
from folkways.web.questions import browse
from folkways.web.results import Failure, Judge, Results
from folkways.web.talks import TalksRead
from folkways.web.words import TALK_WORDS, WORDS, Words

Query = Mapping[str, str]


class Site:
    """The pages over one folder of runs."""

    def __init__(self, folder: RunsFolder, judge: Judge) -> None:
        self.folder = folder
        self.results = Results(judge)
        self.dialogues = DialogueFolders(folder.root)
        self.talks = TalksRead()
        self._pages = Environment(
            loader=PackageLoader("folkways.web", "pages"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._pages.globals |= {
            "bars": bars,
            "direction": naming.direction,
            "Estimate": Estimate,
            "version": __version__,
        }
        self._pages.filters |= {"number": number, "said": said}

    def runs(self, query: Query) -> str:
        """The list of runs, and of folders of dialogues."""
        found = listing(self.folder.cards(), self.results, query)
        return self._page(
            "runs.html", query, "/", listing=found, sorts=SORTS, states=STATES, root=self.folder.root,
            folders=self.dialogues.cards(),
        )  # fmt: skip

    def talk_folder(self, card: DialogueCard, query: Query) -> str:
        """One folder of dialogues: what each stage came to, and its conversations."""
        path, talks = f"/dialogues/{card.id}", self.talks.of(card)
        if isinstance(talks, Failure):
            return self._fault(card, talks.reason, query)
        return self._page(
            "dialogue.html", query, path, card=card, counts=talks.counts, found=talk_listing.listing(talks, query)
        )

    def conversation(self, card: DialogueCard, conversation: str, query: Query) -> str | None:
        """One conversation; None where there is none."""
        talks = self.talks.of(card)
        if isinstance(talks, Failure):
            return self._fault(card, talks.reason, query)
        try:
            found = chat(card, talks, conversation)
        except FolkwaysError as error:
            return self._fault(card, str(error), query)
        if found is None:
            return None
        path = f"/dialogues/{card.id}/conversations/{conversation}"
        return self._page("conversation.html", query, path, card=card, chat=found)

    def samples(self, card: DialogueCard, query: Query) -> str:
        """The samples of a folder's dataset."""
        talks = self.talks.of(card)
        if isinstance(talks, Failure):
            return self._fault(card, talks.reason, query)
        try:
            found = samples.listing(card, talks, query)
        except FolkwaysError as error:
            return self._fault(card, str(error), query)
        where = dict(talks.opinions.select("id", "conversation").iter_rows())
        return self._page("samples.html", query, f"/dialogues/{card.id}/samples", card=card, found=found, where=where)

    def _fault(self, card: DialogueCard, reason: str, query: Query) -> str:
        return self._page("dialogue_fault.html", query, f"/dialogues/{card.id}", card=card, reason=reason)

    def progress(self, card: RunCard, query: Query) -> str:
        """State and progress of one run, a part of the list."""
        return self._page("progress.html", query, "/", row=row_of(card, self.results))

    def headline(self, card: RunCard, query: Query) -> str:
        """Verdict and headline score of one run, a part of the list; computed if need be."""
        return self._page("headline.html", query, "/", row=row_of(card, self.results, compute=True))

    def run(self, card: RunCard, query: Query) -> str:
        """One run: its scores where it is finished, its progress where it is not, its fault where it is damaged."""
        row = row_of(card, self.results, compute=True)
        facts: dict[str, Any] = {"row": row, "command": typed_command(card), "settings": settings(card.config)}
        facts["typed"] = shell_path(card.path)
        path = f"/runs/{card.id}"
        if row.card.state != "finished":
            return self._page("unfinished.html", query, path, **facts)
        result = self.results.of(card)
        if isinstance(result, Failure):  # a shard changed between the two looks at it
            return self._page("unfinished.html", query, path, **facts)
        conditions = conditions_of(result)
        return self._page(
            "run.html", query, path, **facts, result=result, conditions=conditions, least=axis_start(conditions),
            coverage=coverage_of(result),
        )  # fmt: skip

    def questions(self, card: RunCard, query: Query) -> str:
        """The question browser of one run."""
        result = self.results.of(card) if card.state == "finished" else None
        if result is None or isinstance(result, Failure):
            return self.run(card, query)
        found = browse(result, query)
        peoples = {p.id: p for p in result.asked.populations}
        row = row_of(card, self.results)
        verdict = result.verdict(found.chosen["language"])
        return self._page(
            "questions.html", query, f"/runs/{card.id}/questions", row=row, found=found, peoples=peoples,
            verdict=verdict, sorts=QUESTION_SORTS, notes=result.asked.notes,
        )  # fmt: skip

    def compare(self, query: Query) -> str:
        """Two runs side by side."""
        cards = [card for card in self.folder.cards() if card.state == "finished"]
        by_id = {card.id: card for card in cards}
        a, b = by_id.get(query.get("a", "")), by_id.get(query.get("b", ""))
        found = compared(a, b, query.get("metric", ""), self.results)
        return self._page("compare.html", query, "/compare", cards=cards, found=found, metrics=METRICS)

    def missing(self, query: Query) -> str:
        """What is said where there is no such page."""
        return self._page("missing.html", query, "/")

    def _page(self, template: str, query: Query, path: str, **facts: Any) -> str:
        w = words(query)

        def link(to: str, **parameters: object) -> str:
            return address(to, w.tag, parameters)

        def here(**changes: object) -> str:
            return address(path, w.tag, {**query, "lang": w.tag, **changes})

        return self._pages.get_template(template).render(
            w=w, t=TALK_WORDS[w.tag], link=link, here=here, path=path, query=query, mirrored=w.dir == "rtl",
            people_name=lambda people: naming.people_name(people, w.tag),
            people_of=lambda id: naming.people_of(id, w.tag),
            language_name=lambda tag: naming.language_name(tag, w.tag),
            when=lambda seconds: naming.when(seconds, w.tag),
            ago=lambda seconds: naming.ago(time.time() - seconds, w.tag),
            span=lambda seconds: naming.span(seconds, w.tag),
            **facts,
        )  # fmt: skip


def words(query: Query) -> Words:
    """The texts in the language that the request asks for: English unless it is known."""
    return WORDS.get(query.get("lang", ""), WORDS["en"])


def address(path: str, tag: str, parameters: Mapping[str, object]) -> str:
    """A link inside the app that keeps the language; empty parameters are left out."""
    kept = {name: str(value) for name, value in parameters.items() if name != "lang" and value not in ("", None)}
    asked = str(parameters.get("lang", tag))
    if asked != "en":
        kept["lang"] = asked
    return quote(path) + (f"?{urlencode(kept)}" if kept else "")


def number(value: Any, form: str = "text", *, signed: bool = False) -> Markup:
    """A number, or an estimate with its interval, that keeps its order of signs in a text from right to left."""
    text = shown(value, form)
    if signed:
        text = _signed(value, form)
    return Markup('<span class="n" dir="ltr">{}</span>').format(escape(text))


def said(value: Any, form: str = "text") -> str:
    """A number inside a sentence, isolated from the direction of the words around it."""
    return f"\u2068{shown(value, form)}\u2069"


def _signed(value: Any, form: str) -> str:
    """A difference: what is above 0 carries its plus sign."""
    parts = [value.value, value.low, value.high] if isinstance(value, Estimate) else [value]
    said = [shown(part, form) for part in parts]
    said = [f"+{text}" if text[0].isdigit() and text.strip("0.") else text for text in said]
    return f"{said[0]} [{said[1]}, {said[2]}]" if len(said) == 3 and parts[1] is not None else said[0]


def static_folder() -> Path:
    """Where the style sheet and the script lie."""
    return Path(__file__).with_name("static")
