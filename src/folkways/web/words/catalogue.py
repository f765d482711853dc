"""What the interface says, as one typed record per language: a text that a language lacks is an error, not a gap."""

from __future__ import annotations

from dataclasses import dataclass


class Catalogue:
    """Texts under their keys."""

    __slots__ = ()

    def say(self, key: str, /, **values: object) -> str:
        """The text under this key with its places filled.

        Raises:
            AttributeError: there is no such text.
        """
        return str(getattr(self, key)).format(**values)

    def name(self, group: str, key: str) -> str:
        """The word for a value such as state `running`; the value itself where the catalogue has none."""
        return str(getattr(self, f"{group}_{key.replace(' ', '_').replace('-', '_')}", key))


@dataclass(frozen=True, slots=True)
class Words(Catalogue):
    """Every text of the interface in one language; `{names}` are filled by `say`."""

    dir: str
    tag: str
    other_tag: str
    other_name: str
    skip: str
    nav: str
    runs: str
    compare: str
    footer: str
    runs_count: str
    no_runs: str
    no_match: str
    text_filter: str
    runs_text_hint: str
    model: str
    survey: str
    state: str
    all_of_them: str
    sort: str
    sorts_touched: str
    sorts_name: str
    sorts_model: str
    sorts_score: str
    sorts_progress: str
    apply: str
    clear: str
    state_finished: str
    state_running: str
    state_stopped: str
    state_damaged: str
    states_note: str
    prompts_of_most: str
    about_left: str
    last_written: str
    not_judged: str
    judge_link: str
    when_finished: str
    score: str
    nvas: str
    skill: str
    interval_note: str
    gate: str
    gate_measurable: str
    gate_not_measurable: str
    gate_not_tested: str
    gate_says_measurable: str
    gate_says_not_measurable: str
    gate_says_not_tested: str
    check: str
    outcome: str
    result: str
    passed: str
    failed: str
    needed: str
    needed_above: str
    needed_below: str
    check_reversal: str
    check_nonsense: str
    check_labels: str
    check_contrast: str
    check_off_label: str
    questions_n: str
    populations_n: str
    open_report: str
    no_report: str
    browse: str
    compare_with: str
    key_figures: str
    record_only: str
    key_remark: str
    conditions: str
    conditions_note: str
    framing: str
    framing_persona: str
    framing_observer: str
    framing_neutral: str
    language: str
    reasoning: str
    reasoning_direct: str
    reasoning_reasoned: str
    calibration: str
    calibration_raw: str
    calibration_content_free: str
    ceiling: str
    blind: str
    pooled: str
    cells: str
    coverage: str
    coverage_note: str
    answered: str
    refused: str
    truncated: str
    malformed: str
    failed_calls: str
    absent: str
    repeat: str
    command: str
    goes_on: str
    damaged_note: str
    unfinished_note: str
    folder: str
    started: str
    read_by: str
    tokens: str
    rows: str
    seconds: str
    all_settings: str
    questions: str
    questions_count: str
    questions_text_hint: str
    topic: str
    population: str
    all_populations: str
    qsort_score: str
    qsort_alike: str
    qsort_survey: str
    people: str
    people_range: str
    people_interval: str
    bar_people: str
    bar_people_range: str
    bar_model: str
    no_answer: str
    n_eff: str
    ceiling_is: str
    no_questions: str
    native_wording: str
    previous: str
    next: str
    page_of: str
    paging: str
    compare_title: str
    compare_note: str
    run_a: str
    run_b: str
    measure: str
    choose: str
    choose_two: str
    side_a: str
    side_b: str
    difference: str
    p_holm: str
    common: str
    only_a: str
    only_b: str
    bounds: str
    bounds_note: str
    closer_a: str
    closer_b: str
    by_population: str
    without_partner: str
    gate_warning: str
    survey_warning: str
    cannot_compare: str
    swap: str
    not_found: str
    not_found_hint: str
    survey_notes: str
    table_scroll: str
    short_persona: str
    short_observer: str
    short_neutral: str
    calibrated: str
    prompts_n: str
    framings_note: str
