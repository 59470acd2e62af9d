"""Reads the text of a file to import, and detects its encoding as far as that is possible."""

import codecs
from pathlib import Path

from paperreader import plain_file
from paperreader.domain.text import clean
from paperreader.errors import ImportFailed
from paperreader.plain_file import FileTooLarge, NotAFile

_MAX_BYTES = 100_000_000
_MAX_ACCENTED = 0.25
"""Share of the letters of a line that may have an accent in a language written in Latin letters."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        ImportFailed: It can't be read, or is too big.
    """
    name = clean(str(path))
    try:
        return plain_file.read(path, _MAX_BYTES)[0]
    except NotAFile as error:
        raise ImportFailed(f"{name} is not a file", "to read standard input, use -") from error
    except FileTooLarge as error:
        raise _too_big(name) from error
    except FileNotFoundError as error:
        raise ImportFailed(f"No such file: {name}", "check the path") from error
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character.
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "not a path"
        raise ImportFailed(f"{name} can't be read: {reason}", "check the path and who may read it") from error


def _too_big(name: str) -> ImportFailed:
    return ImportFailed(f"{name} is too big (more than {_MAX_BYTES // 1_000_000} MB)", "import it in parts")


def decode_text(raw: bytes, name: str) -> str:
    """Return the text without a byte order mark, its lines ending with a line feed; `name` is of its file.

    Raises:
        ImportFailed: It is no text, or too big.
    """
    if len(raw) > _MAX_BYTES:
        raise _too_big(name)
    if not raw.strip():
        raise ImportFailed(f"{name} is empty")
    try:
        text = raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = "" if raw.startswith(_UTF_16) else _decode_windows_1252(raw)
        if not text:
            line = raw.count(b"\n", 0, error.start) + 1
            raise ImportFailed(
                f"{name} is not UTF-8 text (line {line})", "save it as UTF-8, for instance with iconv"
            ) from error
    if "\x00" in text:
        raise ImportFailed(f"{name} is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_windows_1252(raw: bytes) -> str:
    """Return a text some lines of which are in Windows-1252, which is Latin-1 and more; empty where it is not likely.

    Files of many years have both. In other encodings most letters are no ASCII.
    """
    lines = []
    for line in raw.split(b"\n"):
        try:
            lines.append(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            if sum(byte > 127 for byte in line) > _MAX_ACCENTED * len(line):
                return ""
            lines.append(line.decode("cp1252", "replace"))
    text = "\n".join(lines)
    return "" if "\ufffd" in text else text
