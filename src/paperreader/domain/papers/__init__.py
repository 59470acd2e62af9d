"""A paper and the lists it stands in: values as they come from a source."""
