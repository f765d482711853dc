"""The version of folkways."""

__version__ = "0.1.0"
