"""The app: addresses, and what answers them. GET only; a run is named by an id of ours, never by a path."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from folkways.web.dialogue_folders import DialogueCard
from folkways.web.folder import RunCard, RunsFolder
from folkways.web.guard import REPORT_POLICY, Guard
from folkways.web.results import Judge
from folkways.web.site import Query, Site, static_folder


def create_app(folder: Path, judge: Judge, *, hosts: Collection[str] = ()) -> FastAPI:
    """The app over one folder of runs.

    Args:
        folder: searched for runs and dialogues, three levels deep.
        judge: from answers and survey to scores, gate and the part of the survey that was asked.
        hosts: names, beside `localhost` and every IP address, under which the app may be opened.

    Raises:
        RunError: there is no such folder.
    """
    site = Site(RunsFolder(folder), judge)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, title="folkways")
    app.add_middleware(Guard, names=tuple(hosts))
    app.mount("/static", StaticFiles(directory=static_folder()), name="static")

    def of_run(page: Callable[[RunCard, Query], str]) -> Callable[[str, Request], HTMLResponse]:
        def shown(run: str, request: Request) -> HTMLResponse:
            return HTMLResponse(page(_known(site, run), request.query_params))

        return shown

    def runs(request: Request) -> HTMLResponse:
        return HTMLResponse(site.runs(request.query_params))

    def compare(request: Request) -> HTMLResponse:
        return HTMLResponse(site.compare(request.query_params))

    def progress(run: str, request: Request) -> HTMLResponse:
        card = _known(site, run)
        # Tells the page, once, that the scores can be fetched now.
        told = {} if card.state == "running" else {"HX-Trigger": f"settled-{card.id}"}
        return HTMLResponse(site.progress(card, request.query_params), headers=told)

    def report(run: str) -> Response:
        path = _known(site, run).report
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="text/html", headers={"content-security-policy": REPORT_POLICY})

    def of_dialogues(page: Callable[[DialogueCard, Query], str]) -> Callable[[str, Request], HTMLResponse]:
        def shown(folder: str, request: Request) -> HTMLResponse:
            return HTMLResponse(page(_dialogues(site, folder), request.query_params))

        return shown

    def conversation(folder: str, conversation: str, request: Request) -> HTMLResponse:
        page = site.conversation(_dialogues(site, folder), conversation, request.query_params)
        if page is None:
            raise HTTPException(404)
        return HTMLResponse(page)

    def missing(request: Request, _error: Exception) -> HTMLResponse:
        return HTMLResponse(site.missing(request.query_params), status_code=404)

    for address, answer in (
        ("/", runs),
        ("/compare", compare),
        ("/runs/{run}", of_run(site.run)),
        ("/runs/{run}/questions", of_run(site.questions)),
        ("/runs/{run}/headline", of_run(site.headline)),
        ("/runs/{run}/progress", progress),
        ("/runs/{run}/report", report),
        ("/dialogues/{folder}", of_dialogues(site.talk_folder)),
        ("/dialogues/{folder}/samples", of_dialogues(site.samples)),
        ("/dialogues/{folder}/conversations/{conversation}", conversation),
    ):
        app.add_api_route(address, answer, methods=["GET", "HEAD"], response_class=HTMLResponse)
    app.add_exception_handler(404, missing)
    return app


def _known(site: Site, run: str) -> RunCard:
    card = site.folder.card(run)
    if card is None:
        raise HTTPException(404)
    return card


def _dialogues(site: Site, key: str) -> DialogueCard:
    card = site.dialogues.card(key)
    if card is None:
        raise HTTPException(404)
    return card
