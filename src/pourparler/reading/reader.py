"""From a Document to a Reading: parse, see who is there, find every kind of entry, in one order."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pourparler.domain import Finding, Reading
from pourparler.reading.assessments import find_assessments
from pourparler.reading.commitments import find_commitments
from pourparler.reading.events import find_events
from pourparler.reading.masking import parse
from pourparler.reading.meetings import dated_by_meetings, find_meetings
from pourparler.reading.positions import find_positions
from pourparler.reading.proposals import find_proposals, find_responses
from pourparler.reading.setting import see
from pourparler.reading.statements import find_statements
from pourparler.reading.sticking import find_sticking_points
from pourparler.reading.story import Story
from pourparler.reading.times import dated, times_in

if TYPE_CHECKING:
    from pourparler.domain import Document, Issue, Party, Process
    from pourparler.reading.issues import Issues
    from pourparler.reading.registry import Registry
    from pourparler.reading.scene import Scene
    from pourparler.reading.tools import Tools


def read(document: Document, *, tools: Tools, process: Process | None = None) -> Reading:
    """Read one report into candidate entries.

    The stages, each a function of the ones before and of nothing else: sentences, times, scene,
    statements, events, meetings, positions, proposals, responses, assessments, sticking points,
    commitments.

    Args:
        document: The report.
        tools: What `load` opened.
        process: What an analyst knows: parties, people and issues are added to the built-in ones.
    """
    scene = scene_of(document, tools=tools, process=process)
    statements = find_statements(scene)
    story = Story.of(scene, statements)
    events = find_events(story)
    meetings = find_meetings(story, events)
    proposals = find_proposals(story)
    return Reading(
        document=scene.document,
        parties=scene.parties,
        people=scene.people,
        statements=statements,
        events=dated_by_meetings(story, events, meetings),
        meetings=meetings,
        positions=find_positions(story),
        proposals=proposals,
        responses=find_responses(story, proposals),
        assessments=find_assessments(story),
        sticking_points=find_sticking_points(story),
        commitments=find_commitments(story),
        findings=_findings(scene),
    )


def scene_of(document: Document, *, tools: Tools, process: Process | None = None) -> Scene:
    """Parse a report and say who is in it."""
    tools = _with_process(tools, process)
    document = dated(document)
    sentences = parse(tools.grammar, document.text, tools.registry)
    how = document.published_why or f"the publication date, {document.published_how}"
    times = times_in(document, sentences)
    return see(document, sentences, times, (document.published, how), tools=tools, process=process)


def _with_process(tools: Tools, process: Process | None) -> Tools:
    if process is None:
        return tools
    return replace(
        tools,
        registry=_knowing(tools.registry, process.parties) if process.parties else tools.registry,
        issues=_refined(tools.issues, process.issues) if process.issues else tools.issues,
    )


@lru_cache(maxsize=8)
def _knowing(registry: Registry, parties: tuple[Party, ...]) -> Registry:
    return registry.extended(parties)


@lru_cache(maxsize=8)
def _refined(issues: Issues, more: tuple[Issue, ...]) -> Issues:
    return issues.extended(more)


def _findings(scene: Scene) -> tuple[Finding, ...]:
    """Return what a person should know before relying on the entries."""
    notes = [*_about_dates(scene.document), *scene.findings]
    if not scene.sentences:
        notes.append(Finding("no sentence was found in this text", code="no-text", needs_person=True))
    return tuple(notes)


def _about_dates(document: Document) -> tuple[Finding, ...]:
    if document.published_how == "inferred":
        why = f"no publication date was given; {document.published} is inferred: {document.published_why}"
        return (Finding(why, code="inferred-date"),)
    if document.published is None:
        why = "no publication date was given and the text does not say it: relative dates stay open"
        return (Finding(why, code="no-date"),)
    return ()
