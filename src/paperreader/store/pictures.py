"""A cache of fetched pictures in a folder: written atomically, the least recently used dropped first."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from paperreader.store.files import read, write_atomically

MAX_BYTES = 50_000_000
"""Of all pictures together."""
_ENDING = ".picture"


class PictureCache:
    """Files by the address they came from; their names are made from its hash, so that none can choose its own."""

    def __init__(self, folder: Path, most_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes

    def read(self, url: str) -> bytes | None:
        """Return a picture, None where it is not here; one that is read counts as new again."""
        path = self._path(url)
        try:
            data, _ = read(path)
        except OSError:
            # Whatever is wrong with the cache, the picture can be fetched.
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def keep(self, url: str, data: bytes) -> None:
        """Keep a picture, and drop the oldest where there are too many.

        Raises:
            StoreNotWritable: It could not be kept.
        """
        write_atomically(self._path(url), data)
        held = sorted(self._held())
        total = sum(size for _, size, _ in held)
        for _, size, path in held[:-1]:
            if total <= self._most:
                return
            with suppress(OSError):
                path.unlink()
            total -= size

    def drop(self, url: str) -> None:
        """Keep a picture no longer: it is none after all."""
        with suppress(OSError):
            self._path(url).unlink()

    def _path(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode()).hexdigest()[:40]}{_ENDING}"

    def _held(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each picture was last used, its bytes, and where it is."""
        for path in self._folder.glob(f"*{_ENDING}"):
            # Another reader may drop it meanwhile.
            with suppress(OSError):
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path
