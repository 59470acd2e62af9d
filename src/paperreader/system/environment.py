"""What environment variables say: a remote session, WSL, a display, and which hold tokens."""

from collections.abc import Mapping

_TOKEN_VARIABLES = frozenset({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})


def child_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for other programs, and for what a crash would print: without the token."""
    return {name: value for name, value in environ.items() if name not in _TOKEN_VARIABLES}


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the user sits at another machine: what is opened or copied here would not reach them."""
    return any(environ.get(sign) for sign in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def is_wsl(environ: Mapping[str, str]) -> bool:
    """Whether this is Linux inside Windows, with the desktop of Windows at hand."""
    return bool(environ.get("WSL_DISTRO_NAME"))


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a display server is named; nothing says that it answers."""
    return any(environ.get(sign) for sign in ("DISPLAY", "WAYLAND_DISPLAY"))
