"""Wording out of HTML, as survey editors store it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = {"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = {"script", "style", "title"}
_SHOWS = re.compile(r"<\s*(?:img|video|audio|iframe|object|embed|svg|canvas)\b", re.IGNORECASE)


def plain_text(html: str) -> str:
    """The words of a piece of HTML: tags and scripts gone, entities read, a line break where a block or `<br>` stood.

    >>> plain_text("<div>How <b>happy</b>&nbsp;are you?<br><em>Think&nbsp;of &lt;today&gt;.</em></div>")
    'How happy are you?\\nThink of <today>.'
    """
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


def shows_media(html: str) -> bool:
    """Whether a picture, sound or film belongs to a piece of HTML, which its words do not carry.

    >>> shows_media('Which? <IMG src="a.png">'), shows_media("a < b and <i>c</i>")
    (True, False)
    """
    return bool(_SHOWS.search(html))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Line ends of the source are spaces on the page.
            self.words.append(data.replace("\r", " ").replace("\n", " "))
