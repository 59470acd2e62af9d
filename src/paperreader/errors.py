"""What a user may be told when something did not work.

PaperReaderError
├── SourceError               where papers come from
│   ├── SourceUnreachable     no network, no answer in time, or offline by wish
│   ├── SourceBusy            too many requests; knows when to try again
│   ├── PaperNotFound         the source has no such paper
│   └── SourceChanged         an answer that was not understood
├── StoreError                a file worth keeping
│   ├── StoreUnreadable       damaged, or not one of ours
│   ├── StoreTooNew           written by a newer paperreader
│   └── StoreNotWritable      full disk, no permission, or locked for too long
├── DesktopError              the machine around the reader
│   ├── NoClipboard           the text could not be copied
│   ├── NoBrowser             the link could not be opened
│   ├── NoViewer              the file could not be opened
│   ├── CommandFailed         a command of the user's own failed
│   └── NoEditor              the text could not be edited
├── TransferError             papers on their way out or in
│   ├── ExportFailed          the file could not be written
│   │   └── TargetExists      there is a file already, and overwriting was not asked for
│   └── ImportFailed          the file could not be read, or is of no known format
├── DeliveryError             a digest on its way out
│   ├── DeliveryDelayed       not now; it is tried again
│   └── DeliveryRefused       not as it is, at no time
├── SettingsError             a setting that can't be used; knows file, line and key
└── UsageError                a request that makes no sense (a day that has not begun)
    └── QueryError            a filter that can't be read; knows the place
        └── DateError         likewise a day, a week or a month

Anything else is a bug and is not caught.
"""

from datetime import datetime


class PaperReaderError(Exception):
    """A failure the user can be told about.

    Attributes:
        message: What went wrong, one sentence without a full stop.
        hint: What to do about it, in the same form; empty when there is nothing to do.

    Both may quote what somebody else wrote, and are printed as they are: nothing in them acts on a terminal.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = _harmless(message)
        self.hint = _harmless(hint)
        super().__init__(self.message)


class SourceError(PaperReaderError):
    """The place where papers come from did not give what was asked."""


class SourceUnreachable(SourceError):
    """No answer: no network, a time limit, or offline by wish."""


class SourceBusy(SourceError):
    """The source asks for patience; `retry_at` (aware, UTC) is when it will answer again."""

    def __init__(self, message: str, hint: str = "", *, retry_at: datetime) -> None:
        super().__init__(message, hint)
        self.retry_at = retry_at


class PaperNotFound(SourceError):
    """The source does not know this paper."""


class SourceChanged(SourceError):
    """The answer was not understood: another format, a login page, a broken body."""


class StoreError(PaperReaderError):
    """A file of the reader's own could not be used."""


class StoreUnreadable(StoreError):
    """The file is damaged or is not one of ours; it was left alone."""


class StoreTooNew(StoreError):
    """The file was written by a newer paperreader; it was left alone."""


class StoreNotWritable(StoreError):
    """Nothing could be written: full disk, missing permission, a lock that was not given back."""


class DesktopError(PaperReaderError):
    """The machine around the reader did not do what was asked."""


class NoClipboard(DesktopError):
    """The text could not be copied by any route."""


class NoBrowser(DesktopError):
    """The link could not be opened."""


class NoViewer(DesktopError):
    """The file could not be opened with another program."""


class CommandFailed(DesktopError):
    """A command of the user's own could not be run, or failed."""


class NoEditor(DesktopError):
    """The text could not be edited by another program."""


class TransferError(PaperReaderError):
    """Papers could not be written to, or read from, a file of another program."""


class ExportFailed(TransferError):
    """The file could not be written; what was there before is as it was."""


class TargetExists(ExportFailed):
    """There is a file of that name; it was not overwritten."""


class ImportFailed(TransferError):
    """The file could not be read, or is of no known format; nothing was imported."""


class DeliveryError(PaperReaderError):
    """A message did not arrive."""


class DeliveryDelayed(DeliveryError):
    """The receiver can't take it now; `pause` is the seconds it asks to wait, None where it does not say."""

    def __init__(self, message: str, hint: str = "", *, pause: float | None = None) -> None:
        super().__init__(message, hint)
        self.pause = pause


class DeliveryRefused(DeliveryError):
    """The receiver will never take it as it is."""


class SettingsError(PaperReaderError):
    """A setting that can't be used; the message names file, line and key."""


class UsageError(PaperReaderError):
    """A request that makes no sense as it stands, such as a day that has not begun."""


class QueryError(UsageError):
    """A filter that can't be read.

    Attributes:
        text: What was typed, all of it.
        start: Where in the text the trouble is, from 0.
        length: How many characters of it, at least one.
    """

    def __init__(self, message: str, hint: str = "", *, text: str, start: int, length: int) -> None:
        super().__init__(message, hint)
        self.text = text
        self.start = start
        self.length = length


class DateError(QueryError):
    """A day, a week or a month that can't be read, or that has no Daily Papers; the hint says what can be typed."""


def _harmless(text: str) -> str:
    # Less than `domain.text.clean` does, which is not to be had here: it drops a sequence whole.
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else " " if each.isspace() else "\ufffd" for each in text)
