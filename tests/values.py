"""The fields of any value, whether it is a Struct or a dataclass."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from msgspec import Struct


def is_value(value: object) -> bool:
    """Tell whether a value has fields."""
    return isinstance(value, Struct) or (is_dataclass(value) and not isinstance(value, type))


def fields_of(value: object) -> Iterator[tuple[str, object]]:
    """Yield the name of each field, and what it holds."""
    if isinstance(value, Struct):
        names: Iterator[str] = iter(value.__struct_fields__)
    elif is_dataclass(value):
        names = (each.name for each in fields(value))
    else:
        raise TypeError(value)
    for name in names:
        yield name, getattr(value, name)
