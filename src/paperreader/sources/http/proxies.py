"""Which proxy an address is asked through, by the variables of the environment."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.request import getproxies

from paperreader.domain.text import clean
from paperreader.errors import SourceUnreachable
from paperreader.sources.http.url import is_loopback, origin_of

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
"""The port that is meant where none is named, by scheme."""
_ALIASES = {"socks": "socks5"}
"""Other names of schemes: `curl` and desktops write `socks://`."""
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?P<login>[^/?#]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(?::(?P<port>[0-9]{1,5}))?/?(?:[?#].*)?"
)
_SEPARATOR = re.compile(r"[\s,]+")
_EXCEPTION = re.compile(
    r"(?:(?P<scheme>[A-Za-z]+)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*|[^:/]+)"
    r"(?:/(?P<bits>[0-9]{1,3}))?(?::(?P<port>[0-9]{1,5}))?/?"
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy as a variable names it. Its password is in `url` alone, which is never shown."""

    variable: str
    """The environment variable, such as `https_proxy`."""
    scheme: str
    host: str
    port: int
    url: str = field(repr=False)
    """For the client, with user name and password."""

    @property
    def shown(self) -> str:
        """The address without user name and password."""
        return clean(f"{self.scheme}://{self.host}:{self.port}")

    @property
    def is_socks(self) -> bool:
        """It speaks SOCKS."""
        return self.scheme.startswith("socks")

    @property
    def alternative(self) -> str:
        """A hint for where it fails."""
        return _alternative(self.variable)


def proxy_for(scheme: str, host: str, port: int, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy for a URL; None where there is none, for hosts in `NO_PROXY`, and for this very machine.

    As everywhere, small letters come before capitals, the variable of the scheme before that of all, and an empty one
    is none.

    Raises:
        SourceUnreachable: The proxy for this URL is malformed, or of a kind that is not known.
    """
    host = host.strip("[]").rstrip(".").lower()
    if is_loopback(host):
        return None
    settings = _settings(environ)
    if _is_exempt(scheme, host, port, settings.get("no", ("", ""))[1]):
        return None
    for name in (scheme, "all"):
        if name in settings:
            return _proxy(*settings[name])
    return None


def check(proxy: Proxy) -> None:
    """Make sure that a proxy can be spoken with.

    Raises:
        SourceUnreachable: It speaks SOCKS, and what that needs is not installed.
    """
    if proxy.is_socks and find_spec("socksio") is None:
        raise SourceUnreachable(
            f"The proxy {proxy.shown} uses SOCKS, which needs one more package",
            f"install it: pip install 'paperreader[socks]'; or {proxy.alternative}",
        )


def host_and_proxy(url: str, environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the host of a URL and the proxy for it, in words; None where it is no URL.

    Raises:
        SourceUnreachable: That proxy can't be used.
    """
    origin = origin_of(url)
    if origin is None:
        return None
    proxy = proxy_for(origin.scheme, origin.host, origin.port, environ)
    if proxy is None:
        return origin.host, "none"
    check(proxy)
    return origin.host, f"{proxy.shown} ({proxy.variable})"


def _alternative(variable: str) -> str:
    return f"unset {variable}, or name the host in NO_PROXY"


def _settings(environ: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return variable and value by what they are for: `http`, `https`, `all`, `no`."""
    found: dict[str, tuple[str, str]] = {}
    for name in ("http", "https", "all", "no"):
        small = f"{name}_proxy"
        # In a CGI program a header of the request becomes HTTP_PROXY.
        capital = None if name == "http" and "REQUEST_METHOD" in environ else small.upper()
        variable = small if small in environ else capital
        if variable and (value := environ.get(variable, "").strip()):
            found[name] = variable, value
    if not found:
        # Of the system, on macOS and Windows.
        return {
            name: ("system settings", value)
            for name, value in getproxies().items()
            if name in {*PORTS, "all", "no"}
        }
    return found


def _proxy(variable: str, value: str) -> Proxy:
    found = _ADDRESS.fullmatch(value)
    scheme = (found["scheme"] or "http").lower() if found else ""
    scheme = _ALIASES.get(scheme, scheme)
    if found is None or scheme not in PORTS or int(found["port"] or 1) not in range(1, 65_536):
        # What stands there is not quoted: it may have a password in it.
        raise SourceUnreachable(
            "The proxy settings can't be used",
            f"{variable} must look like http://HOST:PORT or socks5://HOST:PORT; or {_alternative(variable)}",
        )
    port = int(found["port"] or PORTS[scheme])
    login = f"{found['login']}@" if found["login"] else ""
    return Proxy(variable, scheme, found["host"], port, f"{scheme}://{login}{found['host']}:{port}")


def _is_exempt(scheme: str, host: str, port: int, exceptions: str) -> bool:
    return any(_matches(each, scheme, host, port) for each in _SEPARATOR.split(exceptions) if each)


def _matches(exception: str, scheme: str, host: str, port: int) -> bool:
    """Tell whether an entry of `NO_PROXY` (`*`, a host, a domain, an IP address or a range of them) covers a host."""
    found = _EXCEPTION.fullmatch(exception)
    if found is None:
        return False
    wanted = found["host"].strip("[]").rstrip(".").lower()
    if (found["scheme"] or "all").lower() not in {"all", scheme} or int(found["port"] or port) != port:
        return False
    if found["bits"] or ":" in wanted or wanted.replace(".", "").isdigit():
        return _is_in_range(host, f"{wanted}/{found['bits']}" if found["bits"] else wanted)
    domain = wanted.removeprefix("*").removeprefix(".")
    return not domain or host == domain or host.endswith(f".{domain}")


def _is_in_range(host: str, addresses: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(addresses, strict=False)
    except ValueError:
        return False
