"""What large responses took goes back to the system, and does not stay with the C library.

glibc gives a freed block back at once where it had it from the system by itself, as it has those of 128 kB and more. But
with each block it gives back, blocks of up to that size (32 MB at most) come from its heap from then on, and there they
stay: whatever small thing lies above one keeps it. After a few large responses the reader holds twice what it needs, for
as long as it runs. Where the bound is set, it is not raised any more (mallopt(3), "M_MMAP_THRESHOLD").
"""

import sys

_M_MMAP_THRESHOLD = -3
_USUAL_THRESHOLD = 128 * 1024


def give_back_large_blocks() -> None:
    """Leave the bound where glibc begins with it; does nothing where memory comes from another library.

    It imports ctypes (6 ms): not for the start.
    """
    if sys.platform != "linux":
        return
    try:
        import ctypes  # noqa: PLC0415 - see above
    except ImportError:
        # There are Pythons without it, and memory is all it costs.
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "gnu_get_libc_version"):
        library.mallopt(_M_MMAP_THRESHOLD, _USUAL_THRESHOLD)
