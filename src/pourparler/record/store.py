"""The record as one object. What each method does in detail is in the module named after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from os import PathLike
    from types import TracebackType

    from pourparler.domain import Document, Judgement, Reader, Reading, View
    from pourparler.domain.recorded import Added, Audit, Forgotten, Found


class Record:
    """An open record."""

    @classmethod
    def at(cls, path: str | PathLike[str], *, now: Callable[[], str] | None = None) -> Self:
        """Open or begin the record in a file."""
        raise NotImplementedError

    def add(self, reading: Reading, *, at: str | None = None, reader: Reader | None = None) -> Added:
        """Store one reading; the same again adds nothing, a better reader's supersedes."""
        raise NotImplementedError

    def add_all(self, readings: Iterable[Reading], *, at: str | None = None) -> Iterator[Added]:
        """Store many readings, several in one transaction; what is yielded is safe on the disk."""
        raise NotImplementedError

    def view(
        self,
        *,
        as_of: str | None = None,
        recorded_by: str | None = None,
        confirmed: bool = False,
        documents: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
    ) -> View:
        """Return what stands, judgements applied.

        Args:
            as_of: A day: only what was published and judged by its end.
            recorded_by: A day or moment: what the record held then.
            confirmed: Only entries that a person confirmed or corrected.
            documents: Only these Document.ids.
            kinds: Only these kinds of entries (keys of `domain.KINDS`).
        """
        raise NotImplementedError

    def document(self, document: str) -> Document | None:
        """Return a stored document by its id, or an unambiguous beginning of it; None if unknown."""
        raise NotImplementedError

    def judge(self, judgement: Judgement, *, at: str | None = None) -> Judgement:
        """Append a judgement; `at` is when the record learns it, `judgement.at` when it was made."""
        raise NotImplementedError

    def search(self, query: str, *, as_of: str | None = None, limit: int | None = None) -> Found:
        """Find statements by text, speaker and party."""
        raise NotImplementedError

    def forget(self, document: str, *, at: str | None = None) -> Forgotten:
        """Erase a document's text and everything taken from it."""
        raise NotImplementedError

    def verify(self) -> Audit:
        """Check every row against the hash chain."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.close()
