"""The app in a browser (headless Chromium), at both widths, in both languages, in both colour schemes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from folkways.web.folder import run_id
from tests.web.conftest import serve

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

WIDTHS = {1280: 900, 390: 844}
PAGES = {
    "runs": "/",
    "run": f"/runs/{run_id('base')}",
    "run that fails the gate": f"/runs/{run_id('place')}",
    "run under way": f"/runs/{run_id('halted')}",
    "damaged run": f"/runs/{run_id('broken')}",
    "questions of one people": f"/runs/{run_id('base')}/questions?population=EGY&language=ar",
    "questions that fail the gate": f"/runs/{run_id('place')}/questions",
    "comparison": f"/compare?a={run_id('base')}&b={run_id('adapted')}",
    "comparison of the unmeasurable": f"/compare?a={run_id('base')}&b={run_id('place')}",
    "nothing": "/nowhere",
}
LOOKS = [(1280, "en", "light"), (1280, "ar", "dark"), (390, "en", "dark"), (390, "ar", "light")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, width: int = 1280, scheme: str = "light", **more: Any) -> Iterator[Any]:
    """A page that fails the test when a script fails, the policy is broken or something outside is asked for."""
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, reduced_motion="reduce", **more
    )
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
    page.on("request", lambda r: None if r.url.startswith("http://127.0.0.1:") else faults.append(r.url))
    yield page
    context.close()
    assert [fault for fault in faults if "404" not in fault] == []


def visit(page: Any, address: str, path: str, tag: str) -> None:
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={tag}")
    page.wait_for_selector(".waiting", state="detached", timeout=30_000)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "tag", "scheme"), LOOKS)
def test_no_page_has_a_serious_accessibility_fault_or_scrolls_sideways(
    browser: Any, address: str, width: int, tag: str, scheme: str, name: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with opened(browser, width, scheme) as page:
        visit(page, address, PAGES[name], tag)
        for summary in page.query_selector_all("details:not([open]) > summary"):
            if summary.is_visible():
                summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.dir") == ("rtl" if tag == "ar" else "ltr")
        found = axe.Axe().run(page).response["violations"]
        grave = [
            (v["id"], node["html"][:160], node["failureSummary"])
            for v in found
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"]
        ]
        assert grave == []


def test_typing_filters_the_list_without_a_reload_and_keeps_the_focus(browser: Any, address: str) -> None:
    with opened(browser) as page:
        visit(page, address, "/", "en")
        page.evaluate("window.stayed = true")
        page.get_by_label("Search").type("adapt", delay=20)
        page.wait_for_selector("text=Runs shown: 1 of 9")
        assert page.evaluate("window.stayed && document.activeElement.name") == "text"
        assert "text=adapt" in page.url
        page.get_by_role("link", name="العربية").click()
        page.wait_for_selector("html[dir=rtl]")
        assert page.locator(".runs li").count() == 1


def test_choosing_a_people_changes_bars_and_wording(browser: Any, address: str) -> None:
    with opened(browser) as page:
        visit(page, address, f"/runs/{run_id('base')}/questions", "en")
        page.get_by_label("Population").select_option("EGY")
        page.wait_for_selector("text=95 % interval of the people's share")
        native = page.locator("p.native[lang=ar]").first
        assert native.evaluate("e => getComputedStyle(e).direction") == "rtl"
        box, around = native.evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect();"
            " const p = e.getBoundingClientRect(); return [b.right, p.right]; }"
        )
        assert abs(box - around) < 2  # the text begins at the right edge


def test_bars_grow_from_the_side_where_reading_starts(browser: Any, address: str) -> None:
    with opened(browser) as page:
        for tag, side in (("en", "left"), ("ar", "right")):
            visit(page, address, f"/runs/{run_id('base')}/questions?population=EGY", tag)
            bar = page.locator(".option svg.bar").first
            ends = bar.evaluate(
                "s => [s.querySelector('.people'), s.querySelector('.track')].map(e => e.getBoundingClientRect())"
                ".map(b => ({left: b.left, right: b.right}))"
            )
            assert ends[0][side] == pytest.approx(ends[1][side], abs=1)


def test_a_list_under_watch_sees_a_run_come_to_its_end(browser: Any, runs: Path) -> None:
    server = serve(runs)
    address = next(server)
    with opened(browser) as page:
        visit(page, address, "/", "en")
        going = page.locator("li", has=page.get_by_role("link", name="going", exact=True))
        assert "running" in going.inner_text()
        assert going.locator("progress").get_attribute("value") == "3"
        shards = sorted((runs / "place" / "shards").iterdir())
        shutil.copy(shards[3], runs / "going" / "shards" / shards[3].name)
        going.locator("progress[value='4']").wait_for(timeout=10_000)
        for shard in shards[4:]:
            copied = runs / "going" / "shards" / shard.name
            shutil.copy(shard, copied.with_suffix(".part"))
            copied.with_suffix(".part").replace(copied)
        going.get_by_text("not measurable").wait_for(timeout=20_000)
        assert "finished" in going.inner_text()
    server.close()


def test_everything_can_be_reached_without_scripts(browser: Any, address: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/")
        page.get_by_label("State").select_option("finished")
        page.get_by_label("Search").fill("llama")
        page.get_by_role("button", name="Show").click()
        assert page.locator(".runs li").count() == 2
        page.get_by_role("link", name="base", exact=True).click()
        page.get_by_role("link", name="Question by question").click()
        page.get_by_role("link", name="Next").click()
        assert "page=2" in page.url


def test_the_report_opens_in_a_sandbox(browser: Any, address: str) -> None:
    with opened(browser) as page:
        visit(page, address, f"/runs/{run_id('base')}", "en")
        page.get_by_role("link", name="Full report").click()
        page.wait_for_selector("nav.toc")
        assert page.evaluate("window.origin") == "null"


def test_the_keyboard_reaches_the_content_first(browser: Any, address: str) -> None:
    with opened(browser, 390) as page:
        visit(page, address, "/", "ar")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
