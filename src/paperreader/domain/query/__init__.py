"""The one grammar of finding: from the text of a query to whether a paper matches, and what finding gives."""
