"""What people were asked, and what they said."""

from folkways.surveys.catalogue import load_survey
from folkways.surveys.question import Option, Question
from folkways.surveys.survey import Survey

__all__ = ["Option", "Question", "Survey", "load_survey"]
