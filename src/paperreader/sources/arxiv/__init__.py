"""arXiv: its connection, its PDFs, and its HTML as full texts."""
