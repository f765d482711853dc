"""What verification says of opinions: one row a lane, and one row an opinion with what follows from them."""

from __future__ import annotations

from typing import Any

import polars as pl

#: `consistency`: with the seed, by the first judge. `second`: the same by a judge of another family. `evidence`: for
#: claims of fact, in a text collection. `filter`: stereotype, slur, personal data.
LANES = ("consistency", "second", "evidence", "filter")
CONSISTENCY = ("entailed", "contradicted", "irrelevant")
EVIDENCE = ("supported", "refuted", "none")
FILTER = ("clean", "grey", "blocked")

#: One row a verdict. `checked` is the text that was judged: a rewritten text is judged itself, in a row of its own
#: with `rewritten` true. `votes` are the verdicts of the single askings; `confidence` is the share or the mean
#: probability behind the verdict, 0 to 1, null where nothing gives one. `pointer` says where evidence stands
#: (`file:line`). `verdict` is `failed` where a call gave nothing.
VERDICTS_SCHEMA: dict[str, Any] = {
    "opinion": pl.String,
    "lane": pl.String,
    "rewritten": pl.Boolean,
    "checked": pl.String,
    "verdict": pl.String,
    "votes": pl.List(pl.String),
    "confidence": pl.Float64,
    "judge": pl.String,
    "prompt_hash": pl.String,
    "pointer": pl.String,
    "reason": pl.String,
}

#: `kept`; `rewritten`: kept, with another text than was spoken; `grey`: for people to decide; `rejected`.
STATUSES = ("kept", "rewritten", "grey", "rejected")

#: One row an opinion, joined on `id` to the opinions. `final` is the text that goes on; `rewriter` and `rewrite_hash`
#: say who rewrote it. `person` is what a person said in the audit (`accept`, `reject`), null where nobody did.
VERIFIED_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "status": pl.String,
    "final": pl.String,
    "reason": pl.String,
    "consistency": pl.String,
    "confidence": pl.Float64,
    "second": pl.String,
    "evidence": pl.String,
    "pointer": pl.String,
    "filter": pl.String,
    "rewriter": pl.String,
    "rewrite_hash": pl.String,
    "person": pl.String,
}
