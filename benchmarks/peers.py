"""The programs beside which the reader is measured, and which version of each is here; one that is not is told, and its rows are left out.

`hf` of huggingface_hub comes from pip, into an environment of its own which `make bench` makes; newsboat from apt, where
whoever runs this may install. An empty Textual app, a minimal list and plain httpx are in `benchmarks/programs`.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the programs are; None where one is not."""

    hf: Path | None
    newsboat: Path | None

    @classmethod
    def here(cls) -> "Peers":
        """Return those that are here, newsboat installed if that can be done."""
        # Where `make bench` puts it; else that of the environment itself.
        beside = (Path(sys.prefix) / "bench" / "bin" / "hf", Path(sys.executable).with_name("hf"))
        return cls(hf=next(filter(Path.exists, beside), None), newsboat=_newsboat())

    @property
    def versions(self) -> dict[str, str]:
        """What each is, as it or its package says; empty for what is not here."""
        newsboat = _said(self.newsboat, "--version") if self.newsboat else ""
        ask = "from importlib.metadata import version; print(version('huggingface_hub'))"
        return {
            "newsboat": newsboat.partition(" - ")[0].removeprefix("newsboat").strip(),
            "huggingface_hub": _said(self.hf.with_name("python"), "-c", ask) if self.hf else "",
        }


def _newsboat() -> Path | None:
    if shutil.which("newsboat") is None and shutil.which("apt-get") and os.geteuid() == 0:
        argv = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "newsboat"]
        subprocess.run(
            argv,
            check=False,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    found = shutil.which("newsboat")
    return Path(found) if found else None


def _said(program: Path, *arguments: str) -> str:
    said = subprocess.run([program, *arguments], capture_output=True, text=True, check=False).stdout
    return said.partition("\n")[0].strip()
