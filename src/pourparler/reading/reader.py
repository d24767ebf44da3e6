"""From a Document to a Reading: parse, see who is there, find every kind of entry, in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain import Document, Process, Reading
    from pourparler.reading.tools import Tools


def read(document: Document, *, tools: Tools, process: Process | None = None) -> Reading:
    """Read one report into candidate entries.

    The stages, each a function of the ones before and of nothing else:

        scene      = scene of (document, tools, process)
        statements = find_statements(scene)
        events     = find_events(scene, statements)
        meetings   = find_meetings(scene, statements, events)
        positions  = find_positions(scene, statements)
        proposals  = find_proposals(scene, statements)
        responses  = find_responses(scene, statements, proposals)
        assessments, sticking points, commitments = find_...(scene, statements)
    """
    raise NotImplementedError
