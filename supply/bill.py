"""The bill of materials of a release, as CycloneDX 1.6 in JSON: what is installed with it, with its hashes and licences.

It says the same whenever it is made: it has no time and no number.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.pinned import Pin, pins

_ROOT = "paperreader"


def bill() -> dict[str, object]:
    """Return the bill; everything pinned for running must be installed, but for what other systems need."""
    pinned = pins("run")
    root = distribution(_ROOT)
    extras = extras_asked_for([_ROOT, *pinned])
    components = [_component(pin) for pin in pinned.values()]
    needs = [_needs(name, _reference(pin), extras[name]) for name, pin in pinned.items()]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _ROOT,
                "name": _ROOT,
                "version": root.version,
                "purl": f"pkg:pypi/{_ROOT}@{root.version}",
                **_licences(root),
            }
        },
        "components": components,
        "dependencies": [_needs(_ROOT, _ROOT, ()), *needs],
    }


def _component(pin: Pin) -> dict[str, object]:
    # Of a package for one system there may be many files: those of the version are all in `supply/run.txt`.
    digests = [{"alg": "SHA-256", "content": digest} for digest in pin.hashes]
    return {
        "type": "library",
        "bom-ref": _reference(pin),
        "name": pin.name,
        "version": pin.version,
        "purl": _reference(pin),
        "hashes": digests,
        **_licences(distribution(pin.name)),
    }


def _reference(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _licences(of: Distribution) -> dict[str, object]:
    metadata = of.metadata.json
    if expression := metadata.get("license_expression"):
        return {"licenses": [{"expression": expression}]}
    classifiers = [str(each) for each in metadata.get("classifier", [])]
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    named = named or [line for line in str(metadata.get("license", "")).split("\n")[:1] if line]
    return {"licenses": [{"license": {"name": name}} for name in named]} if named else {}


def _needs(name: str, reference: str, extras: Collection[str]) -> dict[str, object]:
    pinned = pins("run")
    needed = {_reference(pinned[canonicalize_name(each.name)]) for each in required(name, extras)}
    return {"ref": reference, "dependsOn": sorted(needed)}


def required(
    name: str, extras: Collection[str] = (), system: Mapping[str, str] | None = None
) -> Iterator[Requirement]:
    """Yield what an installed package needs on a system, this one if none is given, with its extras of these names."""
    for requirement in map(Requirement, distribution(name).requires or ()):
        environments = ({**(system or {}), "extra": extra} for extra in ("", *extras))
        if requirement.marker is None or any(map(requirement.marker.evaluate, environments)):
            yield requirement


def extras_asked_for(names: Iterable[str]) -> Mapping[str, set[str]]:
    """Return, by package, the extras that any of these installed packages asks of it."""
    asked: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for requirement in required(name):
            asked[canonicalize_name(requirement.name)] |= requirement.extras
    return asked


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2) + "\n")
