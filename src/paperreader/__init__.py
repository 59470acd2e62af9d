"""paperreader: a terminal reader for Hugging Face Papers."""

__version__ = "0.1.0"
