"""A certificate that stands for all of them."""

from pathlib import Path

import certifi


def one_certificate(folder: Path) -> Path:
    """Write the first of all certificates into a file: reading all of them takes longer than a request over loopback.

    Named in SSL_CERT_FILE, it stands for them where nothing goes over https.
    """
    end = "-----END CERTIFICATE-----\n"
    first, *_ = Path(certifi.where()).read_text(encoding="utf-8").split(end)
    path = folder / "one.pem"
    path.write_text(first + end, encoding="utf-8")
    return path
