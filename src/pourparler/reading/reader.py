"""From a Document to a Reading: parse, see who is there, find every kind of entry, in one order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.domain import Finding, Reading
from pourparler.reading.assessments import find_assessments
from pourparler.reading.commitments import find_commitments
from pourparler.reading.events import find_events
from pourparler.reading.meetings import find_meetings
from pourparler.reading.positions import find_positions
from pourparler.reading.proposals import find_proposals, find_responses
from pourparler.reading.setting import see
from pourparler.reading.statements import find_statements
from pourparler.reading.sticking import find_sticking_points
from pourparler.reading.times import anchor_of, times_in

if TYPE_CHECKING:
    from pourparler.domain import Document, Process
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
    reading = Reading(
        document=scene.document, parties=scene.parties, people=scene.people, statements=statements,
        findings=_findings(scene),
    )  # fmt: skip
    return _with_entries(reading, scene)


def scene_of(document: Document, *, tools: Tools, process: Process | None = None) -> Scene:
    """Parse a report and say who is in it."""
    sentences = tools.grammar.parse(document.text)
    document = anchor_of(document, sentences, tools)
    times = times_in(document, sentences)
    anchor = (document.published, document.published_why or f"publication date {document.published_how}")
    return see(document, sentences, times, anchor, tools=tools, process=process)


def _with_entries(reading: Reading, scene: Scene) -> Reading:
    statements = reading.statements
    events = find_events(scene, statements)
    proposals = find_proposals(scene, statements)
    return replace(
        reading,
        events=events,
        meetings=find_meetings(scene, events, statements),
        positions=find_positions(scene, statements),
        proposals=proposals,
        responses=find_responses(scene, statements, proposals),
        assessments=find_assessments(scene, statements),
        sticking_points=find_sticking_points(scene, statements),
        commitments=find_commitments(scene, statements),
    )


def _findings(scene: Scene) -> tuple[Finding, ...]:
    notes = list(scene.findings)
    document = scene.document
    if document.published_how == "inferred":
        notes.insert(0, Finding(f"no publication date was given; inferred {document.published}: {document.published_why}", code="inferred-date"))
    elif document.published is None:
        notes.insert(0, Finding("no publication date was given and the text does not say; relative dates stay open", code="no-date"))
    if not scene.sentences:
        notes.append(Finding("no sentence was found in this text", code="no-text", needs_person=True))
    return tuple(notes)
