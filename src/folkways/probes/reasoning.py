"""Reading an answer after the model has thought.

A model that has its own way of thinking (a template with `<think>`) is let to use it; any other is asked to think in
its reply. Where label probabilities can be read, they are read after the thought, at the place where the answer is
announced: what the model wrote as its answer is taken away first, so that the whole distribution is seen and not one
draw of it. A thought that hit its token limit is closed where it stands, and the row says `truncated`.
"""

from __future__ import annotations

CLOSE = "</think>"


def announced(text: str, answer: str, *, truncated: bool, thinks: bool) -> str:
    """The start of the model's turn after which an option's label is the next thing to come.

    Args:
        text: what the model wrote.
        answer: the words that announce an answer, such as `Answer:`.
        truncated: the text hit its token limit.
        thinks: the model has its own way of thinking.

    >>> announced("Families matter. Answer: 3", "Answer:", truncated=False, thinks=False)
    'Families matter.\\n\\nAnswer:'
    >>> announced("<think>Hm, let me", "Answer:", truncated=True, thinks=True)
    '<think>Hm, let me\\n</think>\\n\\nAnswer:'
    """
    thought, close, said = text.rpartition(CLOSE)
    if not close and thinks and truncated:
        return f"{text.rstrip()}\n{CLOSE}\n\n{answer}"
    before, found, _ = said.rpartition(answer)
    kept = (before if found else said).rstrip()
    return f"{thought}{close}\n\n{kept}\n\n{answer}" if close and kept else f"{thought}{close}{kept}\n\n{answer}"


def conclusion(text: str, answer: str) -> str:
    """What stands after the thought: all that follows the model's own thinking, and in it the announced answer.

    >>> conclusion("<think>3 or 4?</think> I say 4", "Answer:")
    ' I say 4'
    >>> conclusion("1 is too low. Answer: 2", "Answer:")
    'Answer: 2'
    """
    said = text.rpartition(CLOSE)[2]
    _, found, after = said.rpartition(answer)
    return found + after if after.strip() else said
