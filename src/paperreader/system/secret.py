"""Where a secret comes from that does not stand in the settings: the environment, a command, the system's keyring."""

from collections.abc import Mapping, Sequence
from importlib import import_module

from paperreader.errors import DeliveryDelayed
from paperreader.system import child_process

PASSWORD = "PAPERREADER_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
_SERVICE = "paperreader"
_TIME_LIMIT = 60.0
"""Seconds in which somebody may unlock a keyring."""


async def printed_by(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the first line that a program prints.

    Raises:
        DeliveryDelayed: It can't be run, fails, or prints nothing.
    """
    name = argv[0]
    try:
        ended = await child_process.run(argv, environ=environ, text=(), time_limit=_TIME_LIMIT)
    except OSError as error:
        # A time limit has no words of its own.
        why = error.strerror or "it took too long"
        raise DeliveryDelayed(f"{name} could not be run: {why}", "run it by hand to see why") from None
    first = ended.output.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if ended.status or not first:
        what = f"failed (exit code {ended.status})" if ended.status else "prints nothing"
        raise DeliveryDelayed(f"{name} {what}", "run it by hand to see why")
    return first


async def password_of(user: str, argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the password of a user of mail: from the environment, the command of the settings, or the keyring.

    Raises:
        DeliveryDelayed: There is none.
    """
    if given := environ.get(PASSWORD):
        return given
    if argv:
        return await printed_by(argv, environ)
    if kept := _from_keyring(user):
        return kept
    raise DeliveryDelayed(
        f"There is no password for {user}", f"set password_command in [mail], or the variable {PASSWORD}"
    )


def _from_keyring(user: str) -> str | None:
    try:
        keyring = import_module("keyring")
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(_SERVICE, user)
    except Exception:  # noqa: BLE001 - each system's keyring has errors of its own, and any of them means there is none
        return None
    return found
