"""Conversations in a browser (headless Chromium), at both widths, in both languages, in both colour schemes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from folkways.cli.result import judge
from folkways.web.app import create_app
from folkways.web.folder import run_id
from tests.web.conftest import serve
from tests.web.test_browser import CHROMIUM, LOOKS, browser, opened, visit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATH = f"/dialogues/{run_id('nested/talk')}"
__all__ = ["browser"]


@pytest.fixture(scope="module")
def talking(talked: Path) -> Iterator[str]:
    """The app, served over folders of dialogues."""
    yield from serve(talked)


@pytest.fixture(scope="module")
def conversation(talked: Path) -> str:
    """The address of a conversation in which a call failed and Arabic was spoken."""
    with TestClient(create_app(talked, judge), base_url="http://127.0.0.1:8321") as client:
        for address in re.findall(rf'href="({PATH}/conversations/c\w+)"', client.get(PATH).text):
            page = client.get(address).text
            if 'dir="rtl"' in page and 'class="turn side-1 failed"' in page:
                return address
    raise AssertionError("no such conversation")


@pytest.mark.parametrize(("width", "tag", "scheme"), LOOKS)
@pytest.mark.parametrize("name", ["list", "folder", "conversation", "samples"])
def test_no_page_has_a_serious_accessibility_fault_or_scrolls_sideways(
    browser: Any, talking: str, conversation: str, width: int, tag: str, scheme: str, name: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    pages = {"list": "/", "folder": PATH, "conversation": conversation, "samples": f"{PATH}/samples"}
    with opened(browser, width, scheme) as page:
        visit(page, talking, pages[name], tag)
        for summary in page.query_selector_all("details:not([open]) > summary")[:8]:
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = axe.Axe().run(page).response["violations"]
        grave = [
            (v["id"], node["html"][:160], node["failureSummary"])
            for v in found
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"]
        ]
        assert grave == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_marked_passage_opens_what_became_of_it(browser: Any, talking: str, conversation: str, scripts: bool) -> None:
    with opened(browser, java_script_enabled=scripts) as page:
        page.goto(talking + conversation)
        span = page.locator("a.span.sample").first
        note = page.locator(f"[id='{str(span.get_attribute('href'))[1:]}']")
        assert not note.is_visible()
        span.focus()
        page.keyboard.press("Enter")
        note.wait_for(state="visible", timeout=5000)
        note.locator("a[href*='samples?opinion=']").first.click()
        assert "samples?opinion=" in page.url
        page.get_by_role("link", name="Where it was said").first.click()
        note.wait_for(state="visible", timeout=5000)


def test_choosing_filters_the_conversations_without_a_reload(browser: Any, talking: str) -> None:
    with opened(browser) as page:
        visit(page, talking, PATH, "en")
        page.evaluate("window.stayed = true")
        before = page.locator(".talks li").count()
        page.locator("select[name=people]").select_option("EGY")
        page.get_by_role("link", name="Clear filters").wait_for()
        assert 0 < page.locator(".talks li").count() < before
        assert page.evaluate("window.stayed")
        assert "people=EGY" in page.url
