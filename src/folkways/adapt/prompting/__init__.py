"""Cultural prompting: a text before each question, every sentence of it with where it came from."""

from folkways.adapt.prompting.choosing import Choice
from folkways.adapt.prompting.drafting import draft_profile
from folkways.adapt.prompting.passage import Passage, Sentence, Source
from folkways.adapt.prompting.profile import Profile
from folkways.adapt.prompting.prompting import Prompting, compose
from folkways.adapt.prompting.saved import load_prompting, read_prompting
from folkways.adapt.prompting.search import Search, search
from folkways.adapt.prompting.strategy import STRATEGIES, parse_strategy

__all__ = [
    "STRATEGIES",
    "Choice",
    "Passage",
    "Profile",
    "Prompting",
    "Search",
    "Sentence",
    "Source",
    "compose",
    "draft_profile",
    "load_prompting",
    "parse_strategy",
    "read_prompting",
    "search",
]
