"""Where folkways keeps what it fetched or imported."""

from __future__ import annotations

import os
from pathlib import Path


def cache_root() -> Path:
    """The cache folder: `$FOLKWAYS_CACHE`, else the platform's own (not made here)."""
    import platformdirs

    chosen = os.environ.get("FOLKWAYS_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("folkways"))
